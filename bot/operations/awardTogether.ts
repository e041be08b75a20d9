import { earningsAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import { texts } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { type Act, salted } from './act.ts';
import { AWARD_GAS } from './award.ts';
import { shareIds } from './rain.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requirePossible } from './requirePossible.ts';
import { accountOf, whoNamed } from './who.ts';

/** Members at once. */
export const MOST_PAYMENTS = 100;
/** Contracts are asked about so many at a time. */
const AT_ONCE = 10;

export type Payments = {
  token: Address;
  /** The admin. */
  userId: string;
  verb: 'award' | 'deduct';
  /** Discord ids or addresses, each once, and base units. */
  payments: { member: string; amount: bigint }[];
  /** Goes on-chain as a salted hash only. */
  reason?: string | null | undefined;
};

/**
 * Issues tokens to some members or takes tokens from them: all of it is put into the outbox, or nothing. Each payment and
 * their sum are asked for first, so that what the contracts would refuse of any of them keeps all from being sent.
 * @returns the ids of the operations, the first of them the one given; null if it was submitted before
 * @throws UserError for a member named twice, for what the contracts refuse of any payment, and for who has less than is to be taken
 */
export async function awardTogether(ctx: Context, asked: Payments & Act): Promise<string[] | null> {
  const { token, userId, verb, payments, reason, id, alongside } = asked;
  const ids = shareIds(
    id,
    payments.map(({ member }) => member),
  );
  if (await ctx.chain.outcome(id)) return null;
  await requireCustodial(ctx, userId);
  requireSensible(payments);
  const said = reason?.trim() ? [salted(reason.trim())] : [];
  const hash = said[0]?.hash ?? zeroHash;
  const callOf = async (member: string, amount: bigint) => {
    const args = [token, await accountOf(ctx, whoNamed(member)), amount, hash] as const;
    const data = encodeFunctionData({ abi: earningsAbi, functionName: verb, args });
    return { token, userId, target: 'earnings', data, gas: AWARD_GAS } as const;
  };
  const total = payments.reduce((sum, { amount }) => sum + amount, 0n);
  // Each may fit into the day's budget where all of them do not.
  if (verb === 'award') await requirePossible(ctx, await callOf(payments[0]!.member, total));
  for (let first = 0; first < payments.length; first += AT_ONCE)
    await Promise.all(
      payments.slice(first, first + AT_ONCE).map(async ({ member, amount }) => {
        if (verb === 'deduct') await requireHeld(ctx, { token, member, amount });
        await requirePossible(ctx, await callOf(member, amount));
      }),
    );
  const calls = await Promise.all(payments.map(({ member, amount }) => callOf(member, amount)));
  return ctx.db.transaction(async (tx) => {
    await alongside?.(tx);
    for (const [place, call] of calls.entries())
      if (!(await ctx.chain.submit({ ...call, id: ids[place]!, verb }, tx))) return null;
    if (said.length > 0) await tx.insert(texts).values(said);
    return ids;
  });
}

function requireSensible(payments: Payments['payments']) {
  if (payments.length === 0 || payments.length > MOST_PAYMENTS)
    throw new UserError('PaymentsCount', `Name 1 to ${MOST_PAYMENTS} members.`, { most: `${MOST_PAYMENTS}` });
  if (payments.some(({ amount }) => amount <= 0n))
    throw new UserError('AmountZero', 'The amount must be more than zero.');
  if (new Set(payments.map(({ member }) => member)).size < payments.length)
    throw new UserError('PaymentsTwice', 'Somebody is named twice: put their amounts together.');
}

/** The contract takes what there is of an amount: together it is to be all of it or nothing. */
async function requireHeld(
  ctx: Context,
  { token, member, amount }: { token: Address; member: string; amount: bigint },
) {
  const { balance } = await ctx.chain.standingOf(token, await accountOf(ctx, whoNamed(member)));
  if (balance < amount)
    throw new UserError('DeductTooMuch', `Member ${member} has less than that: nothing was taken from anybody.`, {
      member,
    });
}
