import type { Address } from 'viem';
import type { Context } from '../context.ts';
import type { Database } from '../db/database.ts';
import { bytesOf, prepared, rowsOf, together } from '../db/together.ts';
import type { Version } from '../db/version.ts';
import { BEHIND } from './named.ts';
import {
  type Board,
  boardOf,
  countAbove,
  type Period,
  type Person,
  type Placed,
  rowsAround,
  rowsFrom,
  type Standing,
} from './ranks.ts';
import { accountOf, type Who } from './who.ts';

export type LeaderboardRow = {
  /** From 1; who has the same amount shares it. */
  rank: number;
  address: Address;
  userId: string | null;
  name: string | null;
  amount: bigint;
};

export type Leaderboard = {
  rows: LeaderboardRow[];
  /** How many members stand on it. */
  total: number;
  /** `around`: the member with those who stand next above and below. */
  me: { rank: number; amount: bigint; around: LeaderboardRow[] } | null;
};

/**
 * Members by what they earned, hold, spent or gave, most first; equal amounts share a rank and stand in the order of
 * their addresses. Days are UTC, weeks begin on Monday, months on their first, a season is a window of the community's. A balance has no
 * period: it is the present one. Who left and was cleaned up keeps their place and is not shown. What it costs to read does
 * not grow with the number of members.
 * @returns amounts in base units
 */
export async function getLeaderboard(
  ctx: Context,
  input: {
    token: Address;
    by: Standing;
    period: Period;
    season?: number | undefined;
    limit: number;
    offset: number;
    me?: Who | undefined;
    /** How many to show on either side of `me`. */
    neighbours?: number | undefined;
    /** Of the tables, where it is at hand. */
    version?: Version | undefined;
  },
): Promise<Leaderboard> {
  const board = await boardOf(ctx, input);
  if (!board) return { rows: [], total: 0, me: null };
  const { token, limit, offset, me, neighbours = 0, version } = input;
  const [{ rows, total }, mine] = await Promise.all([
    rowsFrom(ctx, board, offset, limit, version),
    me ? accountOf(ctx, me).then((address) => rowsWith(ctx, board, address, neighbours)) : null,
  ]);
  const { around = [] } = mine ?? {};
  const first = rows[0];
  const counted = [...(first && offset > 0 ? [first.amount] : []), ...amountsToCount(around)];
  const [above, beside] = await Promise.all([
    countAbove(ctx, board, counted, version),
    around.length === 0 ? [] : withPeople(ctx.db, { token, rows: around }),
  ]);
  const shown = ({ address, id, name, amount }: Placed & Person, rank: number): LeaderboardRow => {
    return { rank, address, userId: id, name, amount };
  };

  let rank = first && offset > 0 ? above.get(first.amount)! + 1 : 1;
  const ranked: LeaderboardRow[] = [];
  for (const [i, row] of rows.entries()) {
    if (i > 0 && row.amount !== rows[i - 1]!.amount) rank = offset + i + 1;
    if (!row.hidden) ranked.push(shown(row, rank));
  }
  const ranks = ranksOf(around, above);
  return {
    rows: ranked,
    total,
    me: mine && {
      rank: ranks.get(mine.amount)!,
      amount: mine.amount,
      around: beside.filter(({ hidden }) => !hidden).map((row) => shown(row, ranks.get(row.amount)!)),
    },
  };
}

const PEOPLE = `
  select a.i::int, '0x' || encode(a.address, 'hex') as address, coalesce(u.id, w.id) as id, coalesce(u.name, w.name) as name,
    d.address is not null as hidden
  from ${rowsOf('int', 'bytea', 'bytea')} as a (i, token, address) ${BEHIND}
  left join app.departures d on d.token = a.token and d.address = a.address and d.cleared_at is not null`;

const withPeople = together(async (db: Database, keys: { token: Address; rows: Placed[] }[]) => {
  const people = await prepared<Person & { i: number; address: Address }>(db, PEOPLE, [
    keys.flatMap(({ rows }, i) => rows.map(() => i)),
    bytesOf(keys.flatMap(({ token, rows }) => rows.map(() => token))),
    bytesOf(keys.flatMap(({ rows }) => rows.map(({ address }) => address))),
  ]);
  const found = keys.map(() => new Map<Address, Person>());
  for (const { i, address, ...person } of people) found[i]!.set(address, person);
  return keys.map(({ rows }, i) => rows.map((row) => ({ ...row, ...found[i]!.get(row.address)! })));
});

/** Of rows next to each other the first two amounts: who else has the first may stand above them, of all others nobody does. */
const amountsToCount = (rows: { amount: bigint }[]) => [...new Set(rows.map(({ amount }) => amount))].slice(0, 2);

/** Ranks by amount of rows next to each other, those after the second amount by counting on. */
function ranksOf(rows: { amount: bigint }[], above: Map<bigint, number>): Map<bigint, number> {
  const ranks = new Map<bigint, number>();
  let rank = 0;
  for (const { amount } of rows) {
    const counted = above.get(amount);
    if (!ranks.has(amount)) ranks.set(amount, counted === undefined ? rank : counted + 1);
    // The place after this row, if it is not the first amount's: those are not all here.
    rank = Math.max(rank, ranks.get(amount)!) + 1;
  }
  return ranks;
}

/** A member's place, from 1, and what it rests on; null for who has nothing of it. */
export async function rankOf(
  ctx: Context,
  input: { token: Address; by: Standing; period: Period; address: Address },
): Promise<{ rank: number; amount: bigint } | null> {
  const board = await boardOf(ctx, input);
  const [own] = board ? await rowsAround(ctx, board, input.address, 0) : [];
  if (!board || !own) return null;
  return { rank: (await countAbove(ctx, board, [own.amount])).get(own.amount)! + 1, amount: own.amount };
}

async function rowsWith(ctx: Context, board: Board, address: Address, neighbours: number) {
  const around = await rowsAround(ctx, board, address, neighbours);
  const own = around.find((row) => row.address === address);
  return own ? { amount: own.amount, around } : null;
}
