import { earningsAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { type Act, actIfPossible, salted } from './act.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requirePossible } from './requirePossible.ts';
import { accountOf, whoNamed } from './who.ts';

/** Issued to a member who may be new: balance, supply, the day's budgets. Measured: 190,000. */
export const AWARD_GAS = 300_000;

export type StaffPayment = {
  token: Address;
  /** The admin. */
  userId: string;
  /** Discord user id of whom it concerns, or any address. */
  member: string;
  /** Base units. */
  amount: bigint;
  /** Goes on-chain as a salted hash only. */
  reason?: string | null;
};

/**
 * Issues tokens to a member, inside the community's and the admin's own budget of the day.
 * @returns false if this id was submitted before
 * @throws UserError for nothing as the amount, a graduated admin, and for what the contract refuses, such as who is no admin
 */
export const award = (ctx: Context, asked: StaffPayment & Act): Promise<boolean> => pay(ctx, 'award', asked);

/**
 * Takes up to the amount from a member, in communities created with clawback.
 * @returns false if this id was submitted before
 * @throws UserError as {@link award}
 */
export const deduct = (ctx: Context, asked: StaffPayment & Act): Promise<boolean> => pay(ctx, 'deduct', asked);

/** Asks whether an award would go through at this moment. @throws UserError as {@link award} */
export async function checkAward(ctx: Context, { token, userId, member, amount }: StaffPayment): Promise<void> {
  requireSome(amount);
  await requireCustodial(ctx, userId);
  const args = [token, await accountOf(ctx, whoNamed(member)), amount, zeroHash] as const;
  const data = encodeFunctionData({ abi: earningsAbi, functionName: 'award', args });
  await requirePossible(ctx, { token, userId, target: 'earnings', data, gas: AWARD_GAS });
}

function requireSome(amount: bigint) {
  if (amount <= 0n) throw new UserError('AmountZero', 'The amount must be more than zero.');
}

/**
 * Takes what a member has above the amount, in communities created with clawback.
 * @param asked.amount what is left; 0n takes all
 * @returns false if this id was submitted before
 * @throws UserError as {@link award}, and for who has no more than that
 */
export const setLower = (ctx: Context, asked: StaffPayment & Act): Promise<boolean> => pay(ctx, 'setLower', asked);

async function pay(
  ctx: Context,
  verb: 'award' | 'deduct' | 'setLower',
  { member, amount, reason, ...by }: StaffPayment & Act,
): Promise<boolean> {
  // Down to nothing takes all.
  if (verb !== 'setLower') requireSome(amount);
  const said = reason?.trim() ? [salted(reason.trim())] : [];
  const account = await accountOf(ctx, whoNamed(member));
  const args = [by.token, account, amount, said[0]?.hash ?? zeroHash] as const;
  const data = encodeFunctionData({ abi: earningsAbi, functionName: verb, args });
  return actIfPossible(ctx, { ...by, verb, target: 'earnings', data, gas: AWARD_GAS, said });
}
