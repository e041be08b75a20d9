import { and, asc, count, desc, eq, gt, or, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { members, periods, users } from '../db/schema.ts';
import { accountOf, type Who } from './who.ts';

export const STANDINGS = ['earned', 'balance', 'spent', 'gifted'] as const;
export const PERIODS = ['all', 'day', 'week'] as const;
export type Standing = (typeof STANDINGS)[number];
export type Period = (typeof PERIODS)[number];

export type Leaderboard = {
  rows: { rank: number; address: Address; userId: string | null; name: string | null; amount: bigint }[];
  /** How many members stand on it. */
  total: number;
  me: { rank: number; amount: bigint } | null;
};

const DAY_MS = 86_400_000;

/**
 * Members by what they earned, hold, spent or gave, most first; equal amounts stand in the order of their addresses, so
 * that ranks are the same for everybody. Days are UTC, weeks begin on Monday. A balance has no period: it is the present one.
 * @returns amounts in base units
 */
export async function getLeaderboard(
  ctx: Context,
  input: { token: Address; by: Standing; period: Period; limit: number; offset: number; me?: Who | undefined },
): Promise<Leaderboard> {
  const { limit, offset, me } = input;
  const { table, amount, within } = board(ctx, input);
  const ranked = and(within, gt(amount, 0n));
  const [rows, [size], mine] = await Promise.all([
    ctx.db
      .select({ address: table.address, userId: users.id, name: users.name, amount })
      .from(table)
      .leftJoin(users, eq(users.address, table.address))
      .where(ranked)
      .orderBy(desc(amount), asc(table.address))
      .limit(limit)
      .offset(offset),
    ctx.db.select({ total: count() }).from(table).where(ranked),
    me ? rankOf(ctx, { ...input, address: await accountOf(ctx, me) }) : null,
  ]);
  return { rows: rows.map((row, i) => ({ rank: offset + i + 1, ...row })), total: size?.total ?? 0, me: mine };
}

/** A member's place, from 1, and what it rests on; null for who has nothing of it. */
export async function rankOf(
  ctx: Context,
  input: { token: Address; by: Standing; period: Period; address: Address },
): Promise<{ rank: number; amount: bigint } | null> {
  const { table, amount, within } = board(ctx, input);
  const own = ctx.db.$with('own').as(
    ctx.db
      .select({ amount: sql<bigint>`${amount}`.mapWith(amount).as('amount') })
      .from(table)
      .where(and(within, eq(table.address, input.address), gt(amount, 0n))),
  );
  const ahead = or(
    sql`${amount} > ${own.amount}`,
    and(sql`${amount} = ${own.amount}`, sql`${table.address} < ${bytes(input.address)}`),
  );
  const counted = ctx.db.select({ n: count() }).from(table).where(and(within, ahead));
  const [mine] = await ctx.db
    .with(own)
    .select({ amount: own.amount, ahead: sql<number>`(${counted})::int` })
    .from(own);
  return mine ? { rank: mine.ahead + 1, amount: mine.amount } : null;
}

const bytes = (address: Address) => sql`decode(${address.slice(2)}, 'hex')`;

/** The table, its column, and the rows of it that the board is about. */
function board(ctx: Context, { token, by, period }: { token: Address; by: Standing; period: Period }) {
  if (by === 'balance' || period === 'all')
    return { table: members, amount: members[by], within: eq(members.token, token) };
  const within = and(
    eq(periods.token, token),
    eq(periods.period, period),
    eq(periods.starts, startOf(period, ctx.clock())),
  );
  return { table: periods, amount: periods[by], within };
}

/** First day (UTC) of the period in which a moment lies, as `2026-01-31`. */
function startOf(period: 'day' | 'week', now: number) {
  const day = Math.floor(now / DAY_MS);
  // Unix day 0 was a Thursday.
  const first = period === 'day' ? day : day - ((day + 3) % 7);
  return new Date(first * DAY_MS).toISOString().slice(0, 10);
}
