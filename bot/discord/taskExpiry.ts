import { expireTasks } from '../operations/expireTasks.ts';
import type { Work } from './leading.ts';

const IDLE_MS = 15_000;

/** Frees the slots of claims that lapsed, so that others may take them. */
export const taskExpiry: Work = async (ctx) => {
  await expireTasks(ctx);
  return IDLE_MS;
};
