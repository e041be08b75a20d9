import { conductAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { type Act, actIfPossible, salted } from './act.ts';
import { requirePossible } from './requirePossible.ts';
import { accountOf, whoNamed } from './who.ts';

/** A reset takes a balance, and all that stands is counted. Measured: 176,000. */
const GAS = 400_000;

export type Sentence = {
  token: Address;
  /** The moderator. */
  userId: string;
  /** Discord user id of whom it concerns, or any address. */
  member: string;
  /** Goes on-chain as a salted hash only; the member reads it. */
  reason: string;
};

/**
 * Gives a member the next penalty: a warning first, then suspensions, or a reset where the community may.
 * @returns false if this id was submitted before
 * @throws UserError without a reason, for a graduated moderator, and for what the contract refuses
 */
export const penalise = (ctx: Context, asked: Sentence & Act): Promise<boolean> => judge(ctx, 'penalise', asked);

/**
 * Ends a member's earning for good, until it is lifted.
 * @returns false if this id was submitted before
 * @throws UserError as {@link penalise}
 */
export const ban = (ctx: Context, asked: Sentence & Act): Promise<boolean> => judge(ctx, 'ban', asked);

/** @throws UserError for what the contract would refuse at this moment */
export async function checkPenalise(
  ctx: Context,
  { verb, ...asked }: Sentence & { verb: 'penalise' | 'ban' },
): Promise<void> {
  const { data } = await callOf(ctx, verb, asked);
  await requirePossible(ctx, { ...asked, target: 'conduct', data, gas: GAS });
}

async function judge(
  ctx: Context,
  verb: 'penalise' | 'ban',
  { member, reason, ...by }: Sentence & Act,
): Promise<boolean> {
  const { data, said } = await callOf(ctx, verb, { ...by, member, reason });
  return actIfPossible(ctx, { ...by, verb, target: 'conduct', data, gas: GAS, said });
}

async function callOf(ctx: Context, verb: 'penalise' | 'ban', { token, member, reason }: Sentence) {
  const said = [requireReason(reason)];
  const account = await accountOf(ctx, whoNamed(member));
  const data = encodeFunctionData({ abi: conductAbi, functionName: verb, args: [token, account, said[0]!.hash] });
  return { data, said };
}

/** @throws UserError for nothing but blanks */
export function requireReason(text: string) {
  if (!text.trim()) throw new UserError('ReasonMissing', 'Say why, in a few words: whom it concerns reads them.');
  return salted(text.trim());
}
