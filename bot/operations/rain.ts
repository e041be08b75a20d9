import { giftsAbi } from '@guildmint/contracts/abi.ts';
import { and, desc, eq, gt, max, ne } from 'drizzle-orm';
import { type Address, encodeFunctionData, type Hex, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { activity, users } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { type Act, act } from './act.ts';
import { givePinFor } from './givePin.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requireAffordable } from './requirePossible.ts';

/** As of a gift. */
const GAS = 300_000;
/** Who was active within this time is rained on. */
const RECENT_MS = 24 * 3_600_000;
/** Gifts are limited a day: more than these would be refused anywhere. */
const MOST_MEMBERS = 10;

type Rain = {
  token: Address;
  userId: string;
  /** Discord ids of who receives a share, and base units of each. */
  members: string[];
  each: bigint;
};

/** The id of each share's operation; the first is the rain's own. */
export const shareIds = (id: string, members: readonly string[]) =>
  members.map((_, place) => (place === 0 ? id : `${id}.${place}`));

/**
 * Gives each of some members the same: gifts that are put into the outbox together, or not at all. The chain carries each by
 * itself, and may refuse one.
 * @param input.pin needed where all of it together is above the community's threshold
 * @returns false if this id was submitted before
 * @throws UserError for a missing or wrong PIN, too many commands, a graduated account
 */
export async function rain(
  ctx: Context,
  { members, each, pin = null, ...by }: Rain & Act & { pin?: string | null },
): Promise<boolean> {
  const { token, userId, id, alongside } = by;
  const calls = await Promise.all(
    members.map(async (member) => {
      const data = await shareCall(ctx, token, member, each);
      return { token, userId, target: 'gifts', data, gas: GAS } as const;
    }),
  );
  const [first, ...others] = calls;
  if (!first) throw nobody();
  const proofs: (Hex | null)[] = [];
  for (const call of others) proofs.push(await givePinFor(ctx, { ...call, amount: each, pin }));
  const ids = shareIds(id, members);
  const together = async (tx: Transaction) => {
    await alongside?.(tx);
    for (const [place, call] of others.entries())
      await ctx.chain.submit({ ...call, id: ids[place + 1] ?? id, verb: 'share', proof: proofs[place] ?? null }, tx);
  };
  const spends = { amount: each * BigInt(members.length), pin };
  return act(ctx, { ...first, id, verb: 'rain', spends, alongside: together });
}

/**
 * Whom it would rain on, and how much on each: the last ones who were active, of those the giver may still give to today.
 * @param input.amount base units in all
 * @param input.count how many members at most
 * @param input.unit base units that shares are whole multiples of
 * @returns base units; `rest` stays with the giver, who holds `balance` now
 * @throws UserError where nobody was active, nothing would be left for each, and for what the contract refuses
 */
export async function checkRain(
  ctx: Context,
  input: { token: Address; userId: string; amount: bigint; count: number; unit: bigint; patienceMs: number },
): Promise<{ members: string[]; each: bigint; rest: bigint; balance: bigint }> {
  const { token, userId, amount, count, unit, patienceMs } = input;
  if (!Number.isSafeInteger(count) || count < 1 || count > MOST_MEMBERS)
    throw new UserError('RainCount', `It can rain on 1 to ${MOST_MEMBERS} members: choose another number.`, {
      most: `${MOST_MEMBERS}`,
    });
  const account = await requireCustodial(ctx, userId);
  const most = Math.min(count, await giftsLeft(ctx, token, account));
  const members = await getRecent(ctx, { token, userId, limit: most });
  if (members.length === 0) throw nobody();
  const each = (amount / BigInt(members.length) / unit) * unit;
  if (each === 0n) throw new UserError('RainTooLittle', 'That is too little for so many: give more, or to fewer.');
  const total = each * BigInt(members.length);
  // As one gift: balance, tier and ceiling look at the sum alone.
  const data = await shareCall(ctx, token, members[0] ?? '', total);
  await requireAffordable(ctx, { token, userId, target: 'gifts', data, gas: GAS }, patienceMs);
  const { balance } = await ctx.chain.standingOf(token, account);
  return { members, each, rest: amount - total, balance };
}

const nobody = () =>
  new UserError('RainNobody', 'Nobody else was active here within a day: try again when there is more life.');

/** At least one: where none is left, the contract itself says why. */
async function giftsLeft(ctx: Context, token: Address, account: Address): Promise<number> {
  const contract = { address: ctx.chain.deployment.gifts, abi: giftsAbi } as const;
  const [{ perDay }, [, given]] = await Promise.all([
    ctx.chain.client.readContract({ ...contract, functionName: 'policyOf', args: [token] }),
    ctx.chain.client.readContract({ ...contract, functionName: 'givenToday', args: [token, account] }),
  ]);
  return Math.max(1, perDay - Number(given));
}

/** Who was active last, the latest first. */
async function getRecent(
  ctx: Context,
  { token, userId, limit }: { token: Address; userId: string; limit: number },
): Promise<string[]> {
  const since = new Date(ctx.clock() - RECENT_MS);
  const latest = max(activity.at);
  const rows = await ctx.db
    .select({ userId: activity.userId, latest })
    .from(activity)
    .innerJoin(users, eq(users.id, activity.userId))
    .where(and(eq(activity.token, token), gt(activity.at, since), ne(activity.userId, userId)))
    .groupBy(activity.userId)
    .orderBy(desc(latest), activity.userId)
    .limit(limit);
  return rows.map((row) => row.userId);
}

async function shareCall(ctx: Context, token: Address, member: string, amount: bigint) {
  const args = [token, await ctx.chain.accountOf(member), amount, zeroHash] as const;
  return encodeFunctionData({ abi: giftsAbi, functionName: 'gift', args });
}
