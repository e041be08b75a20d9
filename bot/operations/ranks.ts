import { hash } from 'node:crypto';
import { type AnyColumn, and, eq, gt, gte, lt, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { QueryResultRow } from 'pg';
import { type Address, bytesToHex } from 'viem';
import type { Context } from '../context.ts';
import { boundsOf, communities, GROUP, GROUPS, members, periods, ranks, whatIsAbove } from '../db/schema.ts';

export const STANDINGS = ['earned', 'balance', 'spent', 'gifted'] as const;
export const PERIODS = ['all', 'day', 'week', 'month', 'season'] as const;
export type Standing = (typeof STANDINGS)[number];
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;

/** A board: whose sums it compares, and where its rows, its index and its buckets are. */
export type Board = {
  table: typeof members | typeof periods;
  amount: AnyColumn;
  /** The rows that stand on it, written as its partial index is. */
  standing: SQL;
  /** Its buckets and their groups. */
  buckets: SQL;
};

/** First unix day (UTC) of the period in which a moment lies. */
export function startOf(period: 'day' | 'week' | 'month', now: number) {
  const day = Math.floor(now / DAY_MS);
  if (period === 'month') return day + 1 - new Date(now).getUTCDate();
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

const sumOf = (members: SQL) => sql`(select coalesce(sum(${ranks.members}), 0) from ${ranks} where ${members})`;

/** How many members stand on a board. */
export async function sizeOf(ctx: Context, { buckets }: Board): Promise<number> {
  const [row] = await read<{ members: string }>(
    ctx,
    sql`select ${sumOf(sql`${buckets} and ${ranks.bucket} < ${GROUPS}`)} as members`,
  );
  return Number(row!.members);
}

/**
 * How many members have more than each of some amounts: a sum of groups, one of the buckets of a group, and a count
 * inside one bucket where amounts differ.
 * @param amounts base units above zero
 */
export async function countAbove(ctx: Context, board: Board, amounts: bigint[]): Promise<Map<bigint, number>> {
  const distinct = [...new Set(amounts)];
  if (distinct.length === 0) return new Map();
  const asked = distinct.map((amount) => ({ amount, ...whatIsAbove(amount) }));
  const groups = [...new Set(asked.map(({ group }) => group))].map((group) => sql`(${group}::int)`);
  const values = asked.map(
    ({ amount, group, above, below }) =>
      sql`(${`${amount}`}::numeric, ${group}::int, ${above}::int, ${`${below}`}::numeric)`,
  );
  const rows = await read<{ amount: string; above: string }>(
    ctx,
    sql`
    with beyond as materialized (
      select g."group", ${sumOf(sql`${board.buckets} and ${ranks.bucket} > g."group" and ${ranks.bucket} < ${GROUPS}`)} as members
      from (values ${sql.join(groups, sql`, `)}) as g ("group"))
    select a.amount, beyond.members
      + ${sumOf(sql`${board.buckets} and ${ranks.bucket} >= a.above and ${ranks.bucket} < (a."group" + 1) * ${GROUP}`)}
      + (select count(*) from ${board.table} where ${board.standing} and ${board.amount} > a.amount
          and ${board.amount} < a.below) as above
    from (values ${sql.join(values, sql`, `)}) as a (amount, "group", above, below) join beyond using ("group")`,
  );
  return new Map(rows.map(({ amount, above }) => [BigInt(amount), Number(above)]));
}

export type Placed = { address: Address; amount: bigint };

/**
 * Rows of a board from place `offset` on, most first; equal amounts in the order of their addresses. The buckets show
 * the way, so that a late page costs no more than an early one.
 * @returns `total`: how many stand on the whole board
 */
export async function rowsFrom(
  ctx: Context,
  board: Board,
  offset: number,
  limit: number,
): Promise<{ rows: Placed[]; total: number }> {
  const { table, amount, buckets } = board;
  const down = sql`${amount} desc, ${table.address}`;
  if (offset === 0) {
    const first = placed(ctx, range(board, sql`true`, down, limit));
    const [rows, total] = await Promise.all([first, sizeOf(ctx, board)]);
    return { rows, total };
  }
  const [start] = await read<{ total: string; bucket: number | null; before: string | null }>(
    ctx,
    sql`
    with groups as (
      select ${ranks.bucket} as bucket, ${ranks.members} as members,
        sum(${ranks.members}) over (order by ${ranks.bucket} desc) as reached
      from ${ranks} where ${buckets} and ${ranks.bucket} < ${GROUPS}),
    entered as (
      select bucket, reached - members as before from groups where reached > ${offset} order by bucket desc limit 1),
    within as (
      select ${ranks.bucket} as bucket, ${ranks.members} as members,
        (select before from entered) + sum(${ranks.members}) over (order by ${ranks.bucket} desc) as reached
      from ${ranks} where ${buckets} and ${ranks.bucket} >= (select bucket from entered) * ${GROUP}
        and ${ranks.bucket} < ((select bucket from entered) + 1) * ${GROUP})
    select (select coalesce(max(reached), 0) from groups) as total, place.bucket, place.before
    from (values (1)) as always left join (
      select bucket, reached - members as before from within where reached > ${offset} order by bucket desc limit 1
    ) as place on true`,
  );
  const total = Number(start!.total);
  if (start!.bucket === null) return { rows: [], total };
  const skip = offset - Number(start!.before);
  const { from, below, address } = boundsOf(start!.bucket);
  const downFrom = (most: bigint, skipped: number) =>
    range(board, sql`${amount} < ${`${most}`}::numeric`, down, limit, skipped);
  if (!address) return { rows: await placed(ctx, downFrom(below, skip)), total };
  const equal = sql`${amount} = ${`${from}`}::numeric and ${gte(table.address, address)}`;
  const rows = await placed(
    ctx,
    sql`(${range(board, equal, sql`${table.address}`, limit, skip)}) union all (${downFrom(from, 0)})
      order by amount desc, address limit ${limit}`,
  );
  return { rows, total };
}

/** A member between the `count` next above and below, in a board's order; nobody if it does not stand there. */
export async function rowsAround(ctx: Context, board: Board, address: Address, count: number): Promise<Placed[]> {
  const { table, amount, standing } = board;
  const own = sql`(select amount from own)`;
  const up = sql`${amount}, ${table.address} desc`;
  const down = sql`${amount} desc, ${table.address}`;
  const near = await placed(
    ctx,
    sql`with own as materialized (
        select ${table.address} as address, ${amount} as amount from ${table} where ${standing} and ${eq(table.address, address)})
      select * from own
      union all (${range(board, sql`${amount} = ${own} and ${lt(table.address, address)}`, sql`${table.address} desc`, count)})
      union all (${range(board, sql`${amount} > ${own}`, up, count)})
      union all (${range(board, sql`${amount} = ${own} and ${gt(table.address, address)}`, sql`${table.address}`, count)})
      union all (${range(board, sql`${amount} < ${own}`, down, count)})`,
  );
  near.sort((a, b) => (a.amount === b.amount ? (a.address < b.address ? -1 : 1) : a.amount > b.amount ? -1 : 1));
  const at = near.findIndex((row) => row.address === address);
  return at < 0 ? [] : near.slice(Math.max(0, at - count), at + count + 1);
}

/** Rows of a board next to each other in its index. */
function range({ table, amount, standing }: Board, some: SQL, order: SQL, limit: number, skip = 0): SQL {
  return sql`select ${table.address} as address, ${amount} as amount from ${table}
    where ${standing} and ${some} order by ${order} limit ${limit} offset ${skip}`;
}

async function placed(ctx: Context, rows: SQL): Promise<Placed[]> {
  const found = await read<{ address: Buffer; amount: string }>(ctx, rows);
  return found.map(({ address, amount }) => ({ address: bytesToHex(address), amount: BigInt(amount) }));
}

const dialect = new PgDialect({ casing: 'snake_case' });

/** Asks by a name made of the statement, so that a connection plans it once: planning takes longer than answering. */
async function read<T extends QueryResultRow>(ctx: Context, query: SQL): Promise<T[]> {
  const { sql: text, params: values } = dialect.sqlToQuery(query);
  const { rows } = await ctx.db.$client.query<T>({ name: hash('sha1', text), text, values });
  return rows;
}
