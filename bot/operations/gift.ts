import { giftsAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, type Hex, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { type Act, act, salted } from './act.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requireAffordable } from './requirePossible.ts';
import { accountOf, whoNamed } from './who.ts';

/** A gift to somebody new in the community, with bonus, ceilings and limits. */
const GAS = 300_000;

/** `to`: a Discord user id, or any address. */
export type Gift = { token: Address; from: string; to: string; amount: bigint };

/**
 * Gives tokens from one Discord user to another. A message goes on-chain as a salted hash only.
 * @param input.amount base units
 * @param input.pin needed above the community's threshold
 * @returns false if this id was submitted before
 * @throws UserError for a missing or wrong PIN, for too many commands, for oneself as the recipient, nothing as the amount, a graduated account
 */
export async function gift(
  ctx: Context,
  { from, to, amount, message, pin = null, ...by }: Gift & Act & { message?: string | null; pin?: string | null },
): Promise<boolean> {
  const given = { token: by.token, from, to, amount };
  await requireGift(ctx, given);
  const said = message ? [salted(message)] : [];
  const data = await giftCall(ctx, given, said[0]?.hash ?? zeroHash);
  const call = { ...by, userId: from, verb: 'gift', target: 'gifts', data, gas: GAS } as const;
  return act(ctx, { ...call, spends: { amount, pin }, said });
}

/**
 * Refuses what would be refused: by itself, or by the contracts as they stand. Waiting earnings are settled first; while
 * their settlement is on its way the contracts are not asked, because the answer would be too early.
 * @returns base units that the giver holds now
 * @throws UserError
 */
export async function checkGift(ctx: Context, planned: Gift & { patienceMs: number }): Promise<bigint> {
  const { token, from, patienceMs } = planned;
  const account = await requireGift(ctx, planned);
  const data = await giftCall(ctx, planned, zeroHash);
  await requireAffordable(ctx, { token, userId: from, target: 'gifts', data, gas: GAS }, patienceMs);
  return (await ctx.chain.standingOf(token, account)).balance;
}

async function requireGift(ctx: Context, { from, to, amount }: Gift): Promise<Address> {
  if (from === to) throw new UserError('GiftsToSelf', 'You cannot give to yourself: choose somebody else.');
  if (amount <= 0n) throw new UserError('AmountZero', 'The amount must be more than zero.');
  return requireCustodial(ctx, from);
}

async function giftCall(ctx: Context, { token, to, amount }: Gift, hash: Hex) {
  const recipient = await accountOf(ctx, whoNamed(to));
  return encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args: [token, recipient, amount, hash] });
}
