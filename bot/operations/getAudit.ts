import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { and, eq, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { cursor, type EntryType, entries, members } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { accountOf, type Who } from './who.ts';

export type Audit = {
  address: Address;
  /** How many movements make up the balance, and what they come to; base units as are all amounts. */
  movements: number;
  summed: bigint;
  byType: { type: EntryType; count: number; amount: bigint }[];
  /** What is kept as the balance, and what the contract says at the same block. */
  cached: bigint;
  onChain: bigint;
  /** Id of the first movement whose balance does not follow from the one before; null: all do. */
  brokenAt: string | null;
  /** All three are equal, and nothing is broken. */
  agrees: boolean;
  asOfBlock: number;
};

/**
 * Adds up the events that make up a balance, archived ones too, and holds the sum against what is kept and what the
 * contract says.
 * @throws UserError `NotIndexedYet` while nothing has been read from the chain
 */
export async function getAudit(ctx: Context, { token, who }: { token: Address; who: Who }): Promise<Audit> {
  const address = await accountOf(ctx, who);
  const own = and(eq(entries.token, token), eq(entries.address, address));
  // One state of the cache: what comes in meanwhile would look like a difference.
  const cached = await ctx.db.transaction(
    async (tx) => {
      const [position] = await tx.select({ number: cursor.number }).from(cursor);
      const [member] = await tx
        .select({ balance: members.balance })
        .from(members)
        .where(and(eq(members.token, token), eq(members.address, address)));
      const byType = await tx
        .select({
          type: entries.type,
          count: sql<number>`count(*)::int`,
          amount: sql<bigint>`sum(${entries.amount})`.mapWith(entries.amount),
        })
        .from(entries)
        .where(own)
        .groupBy(entries.type)
        .orderBy(entries.type);
      const { rows } = await tx.execute<{ block: string; log_index: number }>(sql`
        select block, log_index from (
          select ${entries.block} as block, ${entries.logIndex} as log_index, ${entries.amount} as amount,
            ${entries.balanceAfter} as after,
            lag(${entries.balanceAfter}, 1, 0) over (order by ${entries.block}, ${entries.logIndex}) as before
          from ${entries} where ${own}) steps
        where before + amount <> after order by block, log_index limit 1`);
      return { position, member, byType, broken: rows[0] };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
  const { position, member, byType, broken } = cached;
  if (!position) throw new UserError('NotIndexedYet', 'The chain is still being read: try again in a moment.');
  const onChain = await ctx.chain.client.readContract({
    ...{ address: token, abi: tokenAbi, functionName: 'balanceOf', args: [address] },
    blockNumber: BigInt(position.number),
  });
  const summed = byType.reduce((sum, { amount }) => sum + amount, 0n);
  const balance = member?.balance ?? 0n;
  return {
    address,
    movements: byType.reduce((sum, { count }) => sum + count, 0),
    ...{ summed, byType, cached: balance, onChain },
    brokenAt: broken ? `${broken.block}.${broken.log_index}.${address}` : null,
    agrees: summed === balance && balance === onChain && !broken,
    asOfBlock: position.number,
  };
}
