import { conductAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { type Act, actIfPossible } from './act.ts';
import { requireReason } from './penalise.ts';
import { requirePossible } from './requirePossible.ts';

/** Measured: 96,000 to appeal, 128,000 to lift. */
const GAS = 250_000;

type Objection = {
  token: Address;
  /** The penalised member who appeals, or the admin who lifts. */
  userId: string;
  penalty: number;
  /** Goes on-chain as a salted hash only. */
  reason: string;
};

/**
 * Asks a community's admins to look at a penalty again.
 * @returns false if this id was submitted before
 * @throws UserError without a reason, for a graduated member, and for what the contract refuses
 */
export const appeal = (ctx: Context, asked: Objection & Act): Promise<boolean> => object(ctx, 'appeal', asked);

/**
 * Takes a penalty back; what else stands against its member goes on.
 * @returns false if this id was submitted before
 * @throws UserError as {@link appeal}
 */
export const lift = (ctx: Context, asked: Objection & Act): Promise<boolean> => object(ctx, 'lift', asked);

/** @throws UserError for what the contract would refuse at this moment */
export async function checkLift(ctx: Context, asked: Objection): Promise<void> {
  const { data } = callOf('lift', asked);
  await requirePossible(ctx, { ...asked, target: 'conduct', data, gas: GAS });
}

function object(ctx: Context, verb: 'appeal' | 'lift', { penalty, reason, ...by }: Objection & Act): Promise<boolean> {
  const { data, said } = callOf(verb, { ...by, penalty, reason });
  return actIfPossible(ctx, { ...by, verb, target: 'conduct', data, gas: GAS, said });
}

function callOf(verb: 'appeal' | 'lift', { token, penalty, reason }: Objection) {
  const said = requireReason(reason);
  const data = encodeFunctionData({ abi: conductAbi, functionName: verb, args: [token, BigInt(penalty), said.hash] });
  return { data, said: [said] };
}
