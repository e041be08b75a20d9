import { and, eq, gte, lt, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { gas } from '../db/schema.ts';

export type GasSpent = {
  /** Community; null for what belongs to none. */
  token: Address | null;
  verb: string;
  /** UTC day as YYYY-MM-DD. */
  day: string;
  /** Paid on behalf of wallets that signed for themselves. */
  sponsored: boolean;
  operations: number;
  gas: bigint;
  wei: bigint;
};

/**
 * What the operator paid for gas, by community, verb and day.
 * @param between from a moment (inclusive) to a moment (exclusive)
 * @param token of one community only
 */
export async function getGasSpent(
  ctx: Pick<Context, 'db'>,
  between: { from: Date; to: Date },
  token?: Address,
): Promise<GasSpent[]> {
  const day = sql<string>`to_char(${gas.at} at time zone 'UTC', 'YYYY-MM-DD')`;
  const rows = await ctx.db
    .select({
      token: gas.token,
      verb: gas.verb,
      day,
      sponsored: gas.sponsored,
      operations: sql<string>`count(distinct ${gas.operation})`,
      gas: sql<string>`sum(${gas.gas})`,
      wei: sql<string>`sum(${gas.wei})`,
    })
    .from(gas)
    .where(and(gte(gas.at, between.from), lt(gas.at, between.to), token && eq(gas.token, token)))
    .groupBy(gas.token, gas.verb, day, gas.sponsored)
    .orderBy(day, gas.verb);
  return rows.map((row) => ({
    ...row,
    operations: Number(row.operations),
    gas: BigInt(row.gas),
    wei: BigInt(row.wei),
  }));
}
