import { type AnyColumn, and, asc, count, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { members, periods } from '../db/schema.ts';
import { namesOf } from './named.ts';
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
  const { table, amount, within, some } = board(ctx, input);
  const ranked = and(within, some);
  const [rows, [size], mine] = await Promise.all([
    ctx.db
      .select({ address: table.address, amount })
      .from(table)
      .where(ranked)
      .orderBy(desc(amount), asc(table.address))
      .limit(limit)
      .offset(offset),
    ctx.db.select({ total: count() }).from(table).where(ranked),
    me ? rankOf(ctx, { ...input, address: await accountOf(ctx, me) }) : null,
  ]);
  const names = await namesOf(
    ctx,
    rows.map(({ address }) => address),
  );
  return {
    rows: rows.map(({ address, amount }, i) => {
      const { id = null, name = null } = names.get(address) ?? {};
      return { rank: offset + i + 1, address, userId: id, name, amount };
    }),
    total: size?.total ?? 0,
    me: mine,
  };
}

/** A member's place, from 1, and what it rests on; null for who has nothing of it. */
export async function rankOf(
  ctx: Context,
  input: { token: Address; by: Standing; period: Period; address: Address },
): Promise<{ rank: number; amount: bigint } | null> {
  const { table, amount, within, some } = board(ctx, input);
  const [own] = await ctx.db
    .select({ amount })
    .from(table)
    .where(and(within, some, eq(table.address, input.address)));
  if (!own) return null;
  // Counted apart, each a range of the board's index; and after the amount is known, so that the planner sees how long.
  const [[more], [equal]] = await Promise.all([
    ctx.db
      .select({ n: count() })
      .from(table)
      .where(and(within, some, gt(amount, own.amount))),
    ctx.db
      .select({ n: count() })
      .from(table)
      .where(and(within, some, eq(amount, own.amount), lt(table.address, input.address))),
  ]);
  return { rank: (more?.n ?? 0) + (equal?.n ?? 0) + 1, amount: own.amount };
}

/** Written out, so that the planner sees that the boards' partial indexes suffice. */
const some = (amount: AnyColumn) => sql`${amount} > 0`;

/** The table, its column, and the rows of it that the board is about. */
function board(ctx: Context, { token, by, period }: { token: Address; by: Standing; period: Period }) {
  if (by === 'balance' || period === 'all')
    return { table: members, amount: members[by], some: some(members[by]), within: eq(members.token, token) };
  const within = and(
    eq(periods.token, token),
    eq(periods.period, period),
    eq(periods.starts, startOf(period, ctx.clock())),
  );
  return { table: periods, amount: periods[by], some: some(periods[by]), within };
}

/** First unix day (UTC) of the period in which a moment lies. */
export function startOf(period: 'day' | 'week', now: number) {
  const day = Math.floor(now / DAY_MS);
  // Unix day 0 was a Thursday.
  return period === 'day' ? day : day - ((day + 3) % 7);
}
