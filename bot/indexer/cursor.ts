import { eq, lt, lte, sql } from 'drizzle-orm';
import { concatHex, type Hex, keccak256, zeroHash } from 'viem';
import type { Deployment } from '../chain/chain.ts';
import { dropRaw } from '../chain/raw.ts';
import type { Place } from '../chain/rawRows.ts';
import type { Database, Transaction } from '../db/database.ts';
import { notify } from '../db/notify.ts';
import { blocks, cursor, undo } from '../db/schema.ts';
import { RetryableError } from '../errors.ts';
import { CONTRACTS } from './handler.ts';
import { PROJECTION } from './projection.ts';
import type { Header } from './source.ts';

/** How deep a reorg can be taken back row by row; what lies deeper counts as settled. */
export const REORG_DEPTH = 256;

const CHANNEL = 'guildmint_indexed';

/** The block up to which the tables speak, and what chain it belongs to. */
export type Cursor = typeof cursor.$inferSelect;

/** Tells deployments apart: rows made from other contracts are of no use. */
export function fingerprint(deployment: Deployment): Hex {
  return keccak256(concatHex(CONTRACTS.map((name) => deployment[name])));
}

/** @returns the cursor, and the newest block whose raw events are here: it lies ahead while rows are built again */
export async function readCursor(db: Database): Promise<{ cursor: Cursor; raw: number } | null> {
  const [row] = await db
    .select({ cursor, raw: sql<string | null>`(select max(number) from chain.blocks)` })
    .from(cursor);
  return row ? { cursor: row.cursor, raw: Number(row.raw ?? -1) } : null;
}

/** Sets out from the block before the first that concerns us. */
export async function begin(db: Database, deployment: Deployment, genesis: Hex, before: Header): Promise<Cursor> {
  const row = {
    id: 1,
    chainId: deployment.chainId,
    genesis,
    deployment: fingerprint(deployment),
    projection: PROJECTION,
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

/** The last act of every transaction that changes rows: the cursor, and the word to the faces. */
export async function advance(tx: Transaction, from: Cursor, to: Place): Promise<Cursor> {
  const next = { number: to.number, hash: to.hash, at: new Date(to.at * 1000) };
  await tx.update(cursor).set(next);
  await notify(tx, CHANNEL, `${to.number}`);
  return { ...from, ...next };
}

/** Remembers the newest blocks as deep as a reorg may reach, and no longer how to take back what lies deeper. */
export async function remember(tx: Transaction, headers: Place[]) {
  const deepest = headers.at(-1)!.number - REORG_DEPTH;
  await tx.insert(blocks).values(headers.map(({ number, hash, at }) => ({ number, hash, at: new Date(at * 1000) })));
  await tx.delete(blocks).where(lt(blocks.number, deepest));
  await tx.delete(undo).where(lte(undo.block, deepest));
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
    await dropRaw(tx, number);
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
    await empty(tx, []);
    await notify(tx, CHANNEL, '0');
  });
}

/** What does not follow from raw events, or says how far they reach. */
const KEPT = ['cursor', 'blocks', 'log_blocks'];

/** Empties what follows from raw events, so that it is built again from them. */
export async function resetProjection(db: Database, deployment: Deployment): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.select().from(cursor).for('update');
    await empty(tx, KEPT);
    const before = Math.max(deployment.block - 1, 0);
    await tx.update(cursor).set({ projection: PROJECTION, number: before, hash: zeroHash, at: new Date(0) });
    await notify(tx, CHANNEL, '0');
  });
}

async function empty(tx: Transaction, kept: string[]) {
  const { rows } = await tx.execute<{ name: string }>(
    sql`select format('chain.%I', tablename) as name from pg_tables
      where schemaname = 'chain' and tablename <> all (${`{${['migrations', 'deferred', ...kept].join(',')}}`}::text[])`,
  );
  await tx.execute(sql.raw(`truncate ${rows.map(({ name }) => name).join(', ')} restart identity`));
}
