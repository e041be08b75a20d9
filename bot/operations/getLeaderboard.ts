import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { namesOf } from './named.ts';
import { type Board, boardOf, countAbove, type Period, rowsFrom, type Standing, sizeOf } from './ranks.ts';
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
 * their addresses. Days are UTC, weeks begin on Monday, a season is a window of the community's. A balance has no
 * period: it is the present one. What it costs to read does not grow with the number of members.
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
  },
): Promise<Leaderboard> {
  const board = await boardOf(ctx, input);
  if (!board) return { rows: [], total: 0, me: null };
  const { limit, offset, me, neighbours = 0 } = input;
  const [rows, total, mine] = await Promise.all([
    rowsFrom(ctx, board, offset, limit),
    sizeOf(ctx, board),
    me ? accountOf(ctx, me).then((address) => aroundOf(ctx, board, address, neighbours)) : null,
  ]);
  const around = mine?.around ?? [];
  const first = rows[0];
  const above = await countAbove(ctx, board, [
    ...(first && offset > 0 ? [first.amount] : []),
    ...around.map(({ amount }) => amount),
  ]);
  const names = await namesOf(
    ctx,
    [...rows, ...around].map(({ address }) => address),
  );
  const named = (row: { address: Address; amount: bigint }, rank: number): LeaderboardRow => {
    const { id = null, name = null } = names.get(row.address) ?? {};
    return { rank, address: row.address, userId: id, name, amount: row.amount };
  };

  let rank = first && offset > 0 ? above.get(first.amount)! + 1 : 1;
  const ranked = rows.map((row, i) => {
    if (i > 0 && row.amount !== rows[i - 1]!.amount) rank = offset + i + 1;
    return named(row, rank);
  });
  return {
    rows: ranked,
    total,
    me: mine && {
      rank: above.get(mine.amount)! + 1,
      amount: mine.amount,
      around: around.map((row) => named(row, above.get(row.amount)! + 1)),
    },
  };
}

/** A member's place, from 1, and what it rests on; null for who has nothing of it. */
export async function rankOf(
  ctx: Context,
  input: { token: Address; by: Standing; period: Period; address: Address },
): Promise<{ rank: number; amount: bigint } | null> {
  const board = await boardOf(ctx, input);
  const own = board && (await amountOf(ctx, board, input.address));
  if (!board || own === null) return null;
  return { rank: (await countAbove(ctx, board, [own])).get(own)! + 1, amount: own };
}

async function amountOf(ctx: Context, { table, amount, standing }: Board, address: Address): Promise<bigint | null> {
  const [own] = await ctx.db
    .select({ amount: sql<bigint>`${amount}`.mapWith(BigInt) })
    .from(table)
    .where(and(standing, eq(table.address, address)));
  return own?.amount ?? null;
}

/** A member between the `count` next above and below; each side first among equals, then beyond: ranges of one index. */
async function aroundOf(ctx: Context, board: Board, address: Address, count: number) {
  const { table, amount, standing } = board;
  const own = await amountOf(ctx, board, address);
  if (own === null) return null;
  const shown = { address: table.address, amount: sql<bigint>`${amount}`.mapWith(BigInt) };
  const next = (more: typeof standing | undefined, ...order: ReturnType<typeof asc>[]) =>
    count === 0
      ? []
      : ctx.db
          .select(shown)
          .from(table)
          .where(and(standing, more))
          .orderBy(...order)
          .limit(count);
  const equal = eq(amount, own);
  const [equalAbove, above, equalBelow, below] = await Promise.all([
    next(and(equal, lt(table.address, address)), desc(table.address)),
    next(gt(amount, own), asc(amount), desc(table.address)),
    next(and(equal, gt(table.address, address)), asc(table.address)),
    next(lt(amount, own), desc(amount), asc(table.address)),
  ]);
  const over = [...equalAbove, ...above].slice(0, count).reverse();
  const under = [...equalBelow, ...below].slice(0, count);
  return {
    amount: own,
    around: count === 0 ? [{ address, amount: own }] : [...over, { address, amount: own }, ...under],
  };
}
