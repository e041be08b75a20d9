import { type AnyColumn, and, eq, gt, lt, type SQL, sql } from 'drizzle-orm';
import { type Address, bytesToHex } from 'viem';
import type { Context } from '../context.ts';
import type { Database } from '../db/database.ts';
import { boundsOf, communities, departures, members, periods, ranks, whatIsAbove } from '../db/schema.ts';
import { bytesOf, preparedOnce, preparedSql, together } from '../db/together.ts';
import type { Version } from '../db/version.ts';
import { BEHIND } from './named.ts';
import { bucketAt, countBeyond, sizeOf } from './stretches.ts';

export const STANDINGS = ['earned', 'balance', 'spent', 'gifted'] as const;
export const PERIODS = ['all', 'day', 'week', 'month', 'season'] as const;
export type Standing = (typeof STANDINGS)[number];
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;

/** A board: whose sums it compares, and where its rows, its index and its buckets are. */
export type Board = {
  /** No other has the same. */
  name: string;
  token: Address;
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
  if (by === 'balance' || of.period === 'all') return boardAt({ token, by, period: 'all', starts: 0 });
  const starts =
    of.period === 'season' ? (of.season ?? (await latestSeason(ctx, token))) : startOf(of.period, ctx.clock());
  return starts === null ? null : boardAt({ token, by, period: of.period, starts });
}

/** Remembered at a time. */
const MOST_REMEMBERED = 200;

/** What is put together of statements once for each name: that takes longer than to answer it. */
function onceOf<Of, Made>(nameOf: (of: Of) => string, make: (of: Of, name: string) => Made) {
  const made = new Map<string, Made>();
  return (of: Of): Made => {
    const name = nameOf(of);
    const known = made.get(name);
    if (known) return known;
    if (made.size >= MOST_REMEMBERED) made.clear();
    const one = make(of, name);
    made.set(name, one);
    return one;
  };
}

const nameOf = ({ name }: Board) => name;

const boardAt = onceOf(
  ({ token, by, period, starts }: { token: Address; by: Standing; period: Period; starts: number }) =>
    `${token} ${by} ${period} ${starts}`,
  ({ token, by, period, starts }, name): Board => {
    const buckets = and(
      ...[eq(ranks.token, token), eq(ranks.sum, by), eq(ranks.period, period), eq(ranks.starts, starts)],
    )!;
    if (period === 'all') {
      const some = by === 'balance' ? sql`${members.balance} > 0 and not ${members.contract}` : sql`${members[by]} > 0`;
      return {
        name,
        token,
        table: members,
        amount: members[by],
        standing: and(eq(members.token, token), some)!,
        buckets,
      };
    }
    // Balances stand on the board of all time alone.
    const amount = periods[by as Exclude<Standing, 'balance'>];
    const within = and(eq(periods.token, token), eq(periods.period, period), eq(periods.starts, starts));
    return { name, token, table: periods, amount, standing: and(within, sql`${amount} > 0`)!, buckets };
  },
);

/** When time alone makes another board of it, milliseconds: the next midnight (UTC), or the next opening of a season. */
export function changesAt({ period, seasons }: { period: Period; seasons: { opens: number }[] }, now: number): number {
  if (period === 'all') return Number.POSITIVE_INFINITY;
  if (period === 'season') return Math.min(...seasons.map(({ opens }) => opens * 1000).filter((at) => at > now));
  return (Math.floor(now / DAY_MS) + 1) * DAY_MS;
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

/**
 * How many members have more than each of some amounts: a sum of groups, one of the buckets of a group, and a count
 * inside one bucket where amounts differ.
 * @param amounts base units above zero
 * @param version of the tables, where it is at hand
 */
export async function countAbove(
  { db }: Context,
  board: Board,
  amounts: bigint[],
  version?: Version,
): Promise<Map<bigint, number>> {
  const counted = async (amount: bigint) => {
    const [beyond, beside] = await Promise.all([
      countBeyond(db, board, amount, version),
      countBeside(db, board, amount),
    ]);
    return [amount, beyond + beside] as const;
  };
  return new Map(await Promise.all([...new Set(amounts)].map(counted)));
}

/** Members with more than an amount who share its bucket. */
async function countBeside(db: Database, board: Board, amount: bigint): Promise<number> {
  const { below } = whatIsAbove(amount);
  return below > amount + 1n ? beside(db, { board, amount, below }) : 0;
}

type Beside = { board: Board; amount: bigint; below: bigint };

/** Hidden as by `rowsOf`, of a parameter that has a name. */
const values = (name: string, type: string) => sql`(select ${sql.placeholder(name)}::${sql.raw(type)}[])`;

const besideOn = onceOf(nameOf, (board: Board) =>
  preparedOnce<{ members: number }>(
    sql`select (select count(*)::int from ${board.table} where ${board.standing} and ${board.amount} > a.amount
        and ${board.amount} < a.below) as members
      from unnest(${values('amounts', 'numeric')}, ${values('belows', 'numeric')})
        with ordinality as a (amount, below, i) order by a.i`,
  ),
);

const beside = together((db: Database, keys: Beside[]) =>
  onEachBoard(keys, async (board, asked) => {
    const [amounts, belows] = [list(asked.map(({ amount }) => amount)), list(asked.map(({ below }) => below))];
    const rows = await besideOn(board)(db, { amounts, belows });
    return rows.map(({ members }) => members);
  }),
);

const list = (values: (bigint | number | null)[]) => `{${values.map((value) => value ?? 'null').join(',')}}`;

/** Asks about each board once. @returns a value for each key, in their order */
async function onEachBoard<Key extends { board: Board }, Value>(
  keys: Key[],
  ask: (board: Board, asked: Key[]) => Promise<Value[]>,
): Promise<Value[]> {
  const found = new Map<Key, Value>();
  const boards = new Map(keys.map(({ board }) => [board.name, board]));
  const askOn = async (board: Board) => {
    const asked = keys.filter((key) => key.board.name === board.name);
    for (const [i, value] of (await ask(board, asked)).entries()) found.set(asked[i]!, value);
  };
  await Promise.all([...boards.values()].map(askOn));
  return keys.map((key) => found.get(key)!);
}

export type Placed = { address: Address; amount: bigint };

/** Who is behind an account; hidden who has left for good. */
export type Person = { id: string | null; name: string | null; hidden: boolean };

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
  version?: Version,
): Promise<{ rows: (Placed & Person)[]; total: number }> {
  if (offset === 0) {
    const all = { board, below: BEYOND, skip: 0, equal: null, limit };
    const [rows, total] = await Promise.all([page(ctx.db, all), sizeOf(ctx, board, version)]);
    return { rows, total };
  }
  const { total, bucket, skip } = await bucketAt(ctx.db, board, offset, version);
  if (bucket === null) return { rows: [], total };
  const { from, below, address } = boundsOf(bucket);
  const rows = address
    ? { board, below: from, skip: 0, equal: { amount: from, address, skip }, limit }
    : { board, below, skip, equal: null, limit };
  return { rows: await page(ctx.db, rows), total };
}

/** More than anybody has. */
const BEYOND = 10n ** 77n;

/** Rows next to each other: of those who have an amount, from an address on, and then of those with less than `below`. */
type Page = {
  board: Board;
  equal: { amount: bigint; address: Address; skip: number } | null;
  below: bigint;
  skip: number;
  limit: number;
};

// People are looked up row by row (`offset 0` keeps it so): how many rows there will be is hidden from whoever plans it.
const pageOn = onceOf(nameOf, ({ token, table, amount, standing }: Board) => {
  const columns = sql`select ${table.address} as address, ${amount} as amount from ${table} where ${standing}`;
  return preparedOnce<{ i: number; address: Address; amount: string } & Person>(
    sql`select a.i::int, '0x' || encode(p.address, 'hex') as address, p.amount, who.*
      from unnest(${values('equal', 'numeric')}, ${values('address', 'bytea')}, ${values('skipped', 'int')},
          ${values('below', 'numeric')}, ${values('skip', 'int')}, ${values('most', 'int')})
        with ordinality as a (equal, address, skipped, below, skip, most, i)
      cross join lateral (
        (${columns} and ${amount} = a.equal and ${table.address} >= a.address
          order by ${table.address} offset a.skipped limit a.most)
        union all
        (${columns} and ${amount} < a.below order by ${amount} desc, ${table.address} offset a.skip limit a.most)
        order by amount desc, address limit a.most) p
      cross join lateral (
        select coalesce(u.id, w.id) as id, coalesce(u.name, w.name) as name, ${departures.address} is not null as hidden
        from (select p.address) as a ${sql.raw(BEHIND)}
        left join ${departures} on ${eq(departures.token, token)} and ${departures.address} = a.address
          and ${departures.clearedAt} is not null
        offset 0) who
      order by a.i, p.amount desc, p.address`,
  );
});

const page = together((db: Database, keys: Page[]) =>
  onEachBoard(keys, async (board, asked) => {
    const equals = asked.map(({ equal }) => equal);
    const rows = await pageOn(board)(db, {
      equal: list(equals.map((equal) => equal?.amount ?? null)),
      address: bytesOf(equals.map((equal) => equal?.address ?? '0x')),
      skipped: list(equals.map((equal) => equal?.skip ?? 0)),
      below: list(asked.map(({ below }) => below)),
      skip: list(asked.map(({ skip }) => skip)),
      most: list(asked.map(({ limit }) => limit)),
    });
    const pages = asked.map((): (Placed & Person)[] => []);
    for (const { i, address, amount: held, id, name, hidden } of rows)
      pages[i - 1]!.push({ address, amount: BigInt(held), id, name, hidden });
    return pages;
  }),
);

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
function range({ table, amount, standing }: Board, some: SQL, order: SQL, limit: number): SQL {
  return sql`select ${table.address} as address, ${amount} as amount from ${table}
    where ${standing} and ${some} order by ${order} limit ${limit}`;
}

async function placed(ctx: Context, rows: SQL): Promise<Placed[]> {
  const found = await preparedSql<{ address: Buffer; amount: string }>(ctx.db, rows);
  return found.map(({ address, amount }) => ({ address: bytesToHex(address), amount: BigInt(amount) }));
}
