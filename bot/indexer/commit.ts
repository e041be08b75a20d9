import { sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Deployment } from '../chain/chain.ts';
import type { Database, Transaction } from '../db/database.ts';
import { blocks, undo } from '../db/schema.ts';
import { advance, type Cursor, hold } from './cursor.ts';
import { flush } from './flush.ts';
import { loadMembers } from './load.ts';
import type { Log } from './log.ts';
import { membersOf, project, sourcesOf } from './project.ts';
import { type Community, emptyRows, memberKey } from './rows.ts';
import type { Block, Header } from './source.ts';

export type Known = Map<Address, Community>;

/** Commits blocks near the head one by one, each with what would take it back. */
export async function commitBlocks(db: Database, deployment: Deployment, known: Known, from: Cursor, fetched: Block[]) {
  return db.transaction(async (tx) => {
    await hold(tx, from);
    for (const { header, logs } of fetched) {
      if (logs.length === 0) continue;
      await tx.execute(sql`select set_config('guildmint.block', ${`${header.number}`}, true)`);
      await write(tx, deployment, known, logs);
    }
    const headers = fetched.map(({ header }) => header);
    return advance(tx, from, headers);
  });
}

/** Commits a range of settled blocks as a whole; it cannot be taken back, only rebuilt. */
export async function commitRange(
  db: Database,
  deployment: Deployment,
  known: Known,
  from: Cursor,
  range: { last: Header; logs: Log[] },
) {
  return db.transaction(async (tx) => {
    await hold(tx, from);
    await write(tx, deployment, known, range.logs);
    // Nothing leads back across a range: its end is the earliest block that a reorg may return to.
    await tx.delete(blocks);
    await tx.delete(undo);
    return advance(tx, from, [range.last]);
  });
}

async function write(tx: Transaction, deployment: Deployment, known: Known, logs: Log[]) {
  const rows = emptyRows(known);
  const sourceOf = sourcesOf(deployment, known.keys(), logs);
  const wanted = new Map<string, [Address, Address]>();
  membersOf(logs, sourceOf, (token, address) => wanted.set(memberKey(token, address), [token, address]));
  await loadMembers(tx, rows, wanted);
  project(logs, rows, sourceOf);
  await flush(tx, rows);
}
