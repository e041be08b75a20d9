import { type AnyColumn, and, eq, type SQL, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { boundsOf, bucketOf, communities, members, periods, ranks } from '../db/schema.ts';

export const STANDINGS = ['earned', 'balance', 'spent', 'gifted'] as const;
export const PERIODS = ['all', 'day', 'week', 'season'] as const;
export type Standing = (typeof STANDINGS)[number];
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;

/** A board: whose sums it compares, and where its rows, its index and its buckets are. */
export type Board = {
  table: typeof members | typeof periods;
  amount: AnyColumn;
  /** The rows that stand on it, written as its partial index is. */
  standing: SQL;
  /** Its buckets. */
  buckets: SQL;
};

/** First unix day (UTC) of the period in which a moment lies. */
export function startOf(period: 'day' | 'week', now: number) {
  const day = Math.floor(now / DAY_MS);
  // Unix day 0 was a Thursday.
  return period === 'day' ? day : day - ((day + 3) % 7);
}

/**
 * @param of.season number of a season; without it the one that opened last
 * @returns null for the season of a community that has had none
 */
export async function boardOf(
  ctx: Context,
  of: { token: Address; by: Standing; period: Period; season?: number | undefined },
): Promise<Board | null> {
  const { token, by } = of;
  const bucketsOf = (period: Period, starts: number) =>
    and(eq(ranks.token, token), eq(ranks.sum, by), eq(ranks.period, period), eq(ranks.starts, starts))!;
  if (by === 'balance' || of.period === 'all') {
    const some = by === 'balance' ? sql`${members.balance} > 0 and not ${members.contract}` : sql`${members[by]} > 0`;
    const standing = and(eq(members.token, token), some)!;
    return { table: members, amount: members[by], standing, buckets: bucketsOf('all', 0) };
  }
  const starts =
    of.period === 'season' ? (of.season ?? (await latestSeason(ctx, token))) : startOf(of.period, ctx.clock());
  if (starts === null) return null;
  const within = and(eq(periods.token, token), eq(periods.period, of.period), eq(periods.starts, starts));
  const standing = and(within, sql`${periods[by]} > 0`)!;
  return { table: periods, amount: periods[by], standing, buckets: bucketsOf(of.period, starts) };
}

async function latestSeason(ctx: Context, token: Address): Promise<number | null> {
  const [row] = await ctx.db
    .select({ seasons: communities.seasons })
    .from(communities)
    .where(eq(communities.token, token));
  const now = ctx.clock() / 1000;
  let latest: number | null = null;
  for (const [season, { opens }] of (row?.seasons ?? []).entries())
    if (opens <= now && (latest === null || opens >= row!.seasons[latest]!.opens)) latest = season;
  return latest;
}

/** How many members stand on a board. */
export async function sizeOf(ctx: Context, { buckets }: Board): Promise<number> {
  const [row] = await ctx.db
    .select({ members: sql<string>`coalesce(sum(${ranks.members}), 0)` })
    .from(ranks)
    .where(buckets);
  return Number(row!.members);
}

/**
 * How many members have more than each of some amounts: a sum of buckets, and a count inside one.
 * @param amounts base units above zero
 */
export async function countAbove(ctx: Context, board: Board, amounts: bigint[]): Promise<Map<bigint, number>> {
  const distinct = [...new Set(amounts)];
  const counts = await Promise.all(
    distinct.map(async (amount) => {
      const bucket = bucketOf(amount);
      const { below } = boundsOf(bucket);
      const result = await ctx.db.execute<{ above: string }>(sql`
        select (select coalesce(sum(${ranks.members}), 0) from ${ranks} where ${board.buckets} and ${ranks.bucket} > ${bucket})
          + (select count(*) from ${board.table} where ${board.standing} and ${board.amount} > ${amount.toString()}::numeric
              and ${board.amount} < ${below.toString()}::numeric) as above`);
      return [amount, Number(result.rows[0]!.above)] as const;
    }),
  );
  return new Map(counts);
}

/** Beyond so many places the buckets show the way, so that a late page costs no more than an early one. */
const FAR = 500;

/**
 * Rows of a board from place `offset` on, most first; equal amounts in the order of their addresses.
 * @returns amounts in base units
 */
export async function rowsFrom(
  ctx: Context,
  board: Board,
  offset: number,
  limit: number,
): Promise<{ address: Address; amount: bigint }[]> {
  let [skip, upTo]: [number, SQL] = [offset, sql`true`];
  if (offset > FAR) {
    const found = await ctx.db.execute<{ bucket: number; before: string }>(sql`
      select bucket, reached - members as before from (
        select ${ranks.bucket} as bucket, ${ranks.members} as members,
          sum(${ranks.members}) over (order by ${ranks.bucket} desc) as reached
        from ${ranks} where ${board.buckets}
      ) as b where reached > ${offset} order by bucket desc limit 1`);
    const start = found.rows[0];
    if (!start) return [];
    skip = offset - Number(start.before);
    upTo = sql`${board.amount} < ${boundsOf(start.bucket).below.toString()}::numeric`;
  }
  return ctx.db
    .select({ address: board.table.address, amount: sql<bigint>`${board.amount}`.mapWith(BigInt) })
    .from(board.table)
    .where(and(board.standing, upTo))
    .orderBy(sql`${board.amount} desc`, board.table.address)
    .limit(limit)
    .offset(skip);
}
