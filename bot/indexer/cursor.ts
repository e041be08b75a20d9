import { eq, lt, sql } from 'drizzle-orm';
import { concatHex, type Hex, keccak256 } from 'viem';
import type { Deployment } from '../chain/chain.ts';
import type { Database, Transaction } from '../db/database.ts';
import { notify } from '../db/notify.ts';
import { blocks, cursor, undo } from '../db/schema.ts';
import { RetryableError } from '../errors.ts';
import type { Header } from './source.ts';

/** How deep a reorg can be taken back row by row; what lies deeper counts as settled. */
export const REORG_DEPTH = 256;

const CHANNEL = 'guildmint_indexed';

/** The block up to which the tables speak, and what chain it belongs to. */
export type Cursor = typeof cursor.$inferSelect;

/** Tells deployments apart: rows made from other contracts are of no use. */
export function fingerprint({ communities, earnings, gifts, shop, custodian }: Deployment): Hex {
  return keccak256(concatHex([communities, earnings, gifts, shop, custodian]));
}

export async function readCursor(db: Database): Promise<Cursor | null> {
  const [row] = await db.select().from(cursor);
  return row ?? null;
}

/** Sets out from the block before the first that concerns us. */
export async function begin(db: Database, deployment: Deployment, genesis: Hex, before: Header): Promise<Cursor> {
  const row = {
    id: 1,
    chainId: deployment.chainId,
    genesis,
    deployment: fingerprint(deployment),
    number: before.number,
    hash: before.hash,
    at: new Date(before.at * 1000),
  };
  return db.transaction(async (tx) => {
    await tx.insert(cursor).values(row);
    await tx.insert(blocks).values({ number: row.number, hash: row.hash, at: row.at });
    await notify(tx, CHANNEL, `${row.number}`);
    return row;
  });
}

/** The last act of every transaction that changes rows: cursor, block list, pruning, and the word to the faces. */
export async function advance(tx: Transaction, from: Cursor, headers: Header[]): Promise<Cursor> {
  const last = headers.at(-1)!;
  const next = { number: last.number, hash: last.hash, at: new Date(last.at * 1000) };
  await tx.update(cursor).set(next);
  const rows = headers.map(({ number, hash, at }) => ({ number, hash, at: new Date(at * 1000) }));
  await tx.insert(blocks).values(rows);
  await tx.delete(blocks).where(lt(blocks.number, last.number - REORG_DEPTH));
  await tx.delete(undo).where(lt(undo.block, last.number - REORG_DEPTH + 1));
  await notify(tx, CHANNEL, `${last.number}`);
  return { ...from, ...next };
}

/** Holds the cursor for this transaction. @throws RetryableError if another process has moved it meanwhile */
export async function hold(tx: Transaction, expected: Cursor) {
  const [row] = await tx.select().from(cursor).for('update');
  if (row?.number !== expected.number || row.hash !== expected.hash)
    throw new RetryableError('Another process indexes the same database.');
}

/** Takes back every change above a block that is still on the chain. */
export async function rewindTo(db: Database, from: Cursor, number: number): Promise<Cursor> {
  return db.transaction(async (tx) => {
    await hold(tx, from);
    await tx.execute(sql`select chain.rewind(${number})`);
    const [block] = await tx.select().from(blocks).where(eq(blocks.number, number));
    if (!block) throw new RetryableError(`Block ${number} is no longer known.`);
    const next = { number: block.number, hash: block.hash, at: block.at };
    await tx.update(cursor).set(next);
    await notify(tx, CHANNEL, `${number}`);
    return { ...from, ...next };
  });
}

/** Empties the schema, so that it is filled again from the chain's beginning. */
export async function reset(db: Database) {
  await db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ name: string }>(
      sql`select format('chain.%I', tablename) as name from pg_tables where schemaname = 'chain' and tablename <> 'migrations'`,
    );
    await tx.execute(sql.raw(`truncate ${rows.map(({ name }) => name).join(', ')} restart identity`));
    await notify(tx, CHANNEL, '0');
  });
}
