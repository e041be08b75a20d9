import { commitSeeds } from '../operations/draws.ts';
import type { Work } from './leading.ts';

const IDLE_MS = 15_000;

/** Keeps secrets committed for draws to come. */
export const drawSeeds: Work = async (ctx) => {
  await commitSeeds(ctx);
  return IDLE_MS;
};
