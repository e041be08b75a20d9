/** What an import has asked for before, read from the outbox itself: nothing else needs to be remembered. */
import { earningsAbi } from '@guildmint/contracts/abi.ts';
import { sql } from 'drizzle-orm';
import { type Address, decodeFunctionData } from 'viem';
import type { Database } from '../../bot/db/database.ts';
import { outbox } from '../../bot/db/schema.ts';

export type Row = { id: string; state: (typeof outbox.$inferSelect)['state']; amount: bigint };

/** Beginning of the ids of all that was imported into a community from one bot. */
export const prefixOf = (origin: string, token: Address) => `import:${origin}:${token.toLowerCase()}:`;

/**
 * @returns by what is imported (a member, or a task), the operations that were asked for, the oldest first; base units of
 * awards
 */
export async function readLedger(db: Database, prefix: string): Promise<Map<string, Row[]>> {
  const rows = await db
    .select({ id: outbox.id, state: outbox.state, verb: outbox.verb, data: outbox.data })
    .from(outbox)
    .where(sql`starts_with(${outbox.id}, ${prefix})`)
    .orderBy(outbox.position);
  const ledger = new Map<string, Row[]>();
  for (const { id, state, verb, data } of rows) {
    const what = id.slice(prefix.length, id.lastIndexOf(':'));
    const amount = verb === 'award' ? awarded(data) : 0n;
    ledger.set(what, [...(ledger.get(what) ?? []), { id, state, amount }]);
  }
  return ledger;
}

function awarded(data: `0x${string}`): bigint {
  const { functionName, args } = decodeFunctionData({ abi: earningsAbi, data });
  return functionName === 'award' ? args[2] : 0n;
}

const happens = ({ state }: Row) => state !== 'failed';

/** Base units that were awarded, or will be. */
export const paidOf = (rows: Row[] = []) => rows.filter(happens).reduce((sum, { amount }) => sum + amount, 0n);
export const isDone = (rows: Row[] = []) => rows.some(happens);
/** The id of the next operation: one that failed stays what it is, and another is asked for. */
export const nextId = (prefix: string, what: string, rows: Row[] = []) => `${prefix}${what}:${rows.length}`;
