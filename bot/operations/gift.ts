import { randomBytes } from 'node:crypto';
import { giftsAbi } from '@guildmint/contracts/abi.ts';
import { type Address, bytesToHex, concat, encodeFunctionData, type Hex, keccak256, stringToHex, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { texts } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { givePinFor } from './givePin.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requirePace } from './requirePace.ts';
import { requirePossible } from './requirePossible.ts';
import { settleBeforeSpending } from './settleActivity.ts';

/** A gift to somebody new in the community, with bonus, ceilings and limits. */
const GAS = 300_000;

export type Gift = { token: Address; from: string; to: string; amount: bigint };

/**
 * Gives tokens from one Discord user to another. The giver's waiting earnings are settled first, so that they can be
 * spent. A message goes on-chain as a salted hash only.
 * @param input.id idempotency key
 * @param input.amount base units
 * @param input.pin needed above the community's threshold
 * @param input.alongside commits together with the operation; may refuse by throwing
 * @returns false if this id was submitted before
 * @throws UserError for a missing or wrong PIN, for too many commands, for oneself as the recipient, nothing as the amount, a graduated account
 */
export async function gift(
  ctx: Context,
  input: Gift & {
    id: string;
    message?: string | null;
    pin?: string | null;
    alongside?: (tx: Transaction) => Promise<void>;
  },
): Promise<boolean> {
  const { id, token, from, amount, pin = null } = input;
  const account = await requireGift(ctx, input);
  const salt = bytesToHex(randomBytes(32));
  const hash = input.message ? keccak256(concat([salt, stringToHex(input.message)])) : zeroHash;
  const call = { token, userId: from, target: 'gifts', data: await giftCall(ctx, input, hash), gas: GAS } as const;
  const proof = await givePinFor(ctx, { ...call, amount, pin });
  await settleBeforeSpending(ctx, { token, userId: from });
  return ctx.db.transaction(async (tx) => {
    await requirePace(ctx, tx, { id, verb: 'gift', account });
    await input.alongside?.(tx);
    const added = await ctx.chain.submit({ id, verb: 'gift', ...call, proof }, tx);
    if (added && input.message) await tx.insert(texts).values({ hash, salt, text: input.message });
    return added;
  });
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
  const settlement = await settleBeforeSpending(ctx, { token, userId: from, patienceMs });
  const settled = settlement ? await ctx.chain.settled(settlement.id, patienceMs) : null;
  if (!settled || ['mined', 'final', 'failed'].includes(settled.state)) {
    const data = await giftCall(ctx, planned, zeroHash);
    await requirePossible(ctx, { token, userId: from, target: 'gifts', data, gas: GAS });
  }
  return (await ctx.chain.standingOf(token, account)).balance;
}

async function requireGift(ctx: Context, { from, to, amount }: Gift): Promise<Address> {
  if (from === to) throw new UserError('GiftsToSelf', 'You cannot give to yourself: choose somebody else.');
  if (amount <= 0n) throw new UserError('AmountZero', 'The amount must be more than zero.');
  return requireCustodial(ctx, from);
}

async function giftCall(ctx: Context, { token, to, amount }: Gift, hash: Hex) {
  const recipient = await ctx.chain.accountOf(to);
  return encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args: [token, recipient, amount, hash] });
}
