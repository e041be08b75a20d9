import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Deployment } from '../chain/chain.ts';
import type { Log } from '../chain/log.ts';
import { keepRaw } from '../chain/raw.ts';
import { encodeRaw, type Place, type Raw } from '../chain/rawRows.ts';
import { type Database, type Transaction, transact } from '../db/database.ts';
import { blocks, undo } from '../db/schema.ts';
import { advance, type Cursor, hold, remember } from './cursor.ts';
import { addRaw, flush, flushAdded, flushSums, noneAdded, takeAdded, takeEntries } from './flush.ts';
import { loadContracts, loadIssued, loadMembers } from './load.ts';
import { contractsOf, issuedOf, membersOf, project, type SourceOf, sourcesOf } from './project.ts';
import { type Community, emptyRows, knownMember, type Rows } from './rows.ts';

export type Known = Map<Address, Community>;

/** Where logs come from: the node, or the raw events that were kept of it. */
export type Origin = 'node' | 'raw';

/** Logs of settled blocks up to `last`, in the form of rows, too, where they come from the node. They are gone through once. */
export type Range = { last: Place; events: number; logs: Iterable<Log>; raw: Raw | null };

/** Commits blocks near the head one by one, each with what would take it back. */
export async function commitBlocks(
  db: Database,
  deployment: Deployment,
  known: Known,
  from: Cursor,
  fetched: { header: Place; logs: Log[] }[],
  origin: Origin = 'node',
) {
  return transact(db, async (tx, client) => {
    await hold(tx, from);
    for (const { header, logs } of fetched) {
      if (logs.length === 0) continue;
      await tx.execute(sql`select set_config('guildmint.block', ${`${header.number}`}, true)`);
      const rows = emptyRows(known, await loadContracts(tx, contractsOf(deployment)));
      await apply(tx, deployment, rows, logs);
      await flush(tx, client, rows);
      if (origin === 'node') await keepRaw(client, encodeRaw([header], logs));
    }
    const headers = fetched.map(({ header }) => header);
    if (origin === 'node') await remember(tx, headers);
    return advance(tx, from, headers.at(-1)!);
  });
}

/** Members met while catching up, so that they need not be read again. */
export type Met = {
  members: Rows['members'];
  /** Whether there are no others: then whoever is missing is new. */
  all: boolean;
};

/** Beyond so many, members are forgotten after a transaction. */
const MOST_MET = 100_000;

export const noneMet = (all: boolean): Met => ({ members: new Map(), all });

/** What waits until it is written together. */
const BYTES_AT_ONCE = 2 ** 21;

/** Logs worked on in one go: in between, the connections to database and node are served. */
const LOGS_AT_ONCE = 100;

/** Logs in parts of about so many, each of whole transactions. */
function* parts(logs: Iterable<Log>): Generator<Log[]> {
  let part: Log[] = [];
  for (const log of logs) {
    if (part.length >= LOGS_AT_ONCE && log.txHash !== part.at(-1)!.txHash) {
      yield part;
      part = [];
    }
    part.push(log);
  }
  if (part.length > 0) yield part;
}

/**
 * Commits ranges of settled blocks as one; they cannot be taken back, only built again. While one range is written the
 * next is already projected, and `ranges` may be fetching the one after.
 */
export async function commitRanges(
  db: Database,
  deployment: Deployment,
  known: Known,
  from: Cursor,
  ranges: AsyncIterable<Range>,
  met: Met,
  origin: Origin,
): Promise<Cursor> {
  const cursor = await transact(db, async (tx, client) => {
    // Rows and cursor are lost together, or not at all: what a crash of the server takes is indexed again.
    await tx.execute(sql`set local synchronous_commit = off`);
    await hold(tx, from);
    const contracts = contractsOf(deployment);
    const rows = emptyRows(known, await loadContracts(tx, contracts), met.members);
    let last: Place | null = null;
    let added = noneAdded();
    let writing = Promise.resolve();
    const write = async () => {
      const next = added;
      added = noneAdded();
      await writing;
      writing = flushAdded(tx, client, next);
      // It is awaited later; until then its failure is nobody's.
      writing.catch(() => undefined);
    };
    for await (const range of ranges) {
      if (range.raw) addRaw(added, range.raw);
      for (const logs of parts(range.logs)) {
        const sourceOf = sourcesOf(contracts, rows.communities, logs);
        const issued = issuedOf(logs, sourceOf);
        const missing = met.all ? new Map<Address, Set<Address>>() : missingIn(rows, logs, sourceOf);
        if (missing.size > 0 || issued.length > 0) {
          // What is asked of the database must be there.
          takeAdded(rows, added);
          await write();
          await writing;
          await loadMembers(tx, rows.members, missing);
          await loadIssued(tx, rows, issued);
        }
        project(logs, rows, sourceOf);
        takeEntries(rows);
        await turn();
      }
      takeAdded(rows, added);
      if (added.bytes > BYTES_AT_ONCE) await write();
      last = range.last;
    }
    await write();
    await writing;
    if (!last) return from;
    await flushSums(tx, client, rows);
    if (origin === 'node') {
      // Nothing leads back across a range: its end is the earliest block that a reorg may return to.
      await tx.delete(blocks);
      await tx.delete(undo);
      await remember(tx, [last]);
    }
    return advance(tx, from, last);
  });
  let count = 0;
  for (const ofToken of met.members.values()) count += ofToken.size;
  if (count > MOST_MET) {
    met.members.clear();
    met.all = false;
  }
  return cursor;
}

/** Runs the handlers over logs, with the members that they concern at hand. */
async function apply(tx: Transaction, deployment: Deployment, rows: Rows, logs: Log[]) {
  const sourceOf = sourcesOf(contractsOf(deployment), rows.communities, logs);
  await loadMembers(tx, rows.members, missingIn(rows, logs, sourceOf));
  await loadIssued(tx, rows, issuedOf(logs, sourceOf));
  project(logs, rows, sourceOf);
}

/** Members whose rows the logs need and that are not at hand, by token. */
function missingIn(rows: Rows, logs: Log[], sourceOf: SourceOf) {
  const wanted = new Map<Address, Set<Address>>();
  membersOf(logs, sourceOf, (token, address) => {
    if (knownMember(rows.members, token, address)) return;
    const ofToken = wanted.get(token);
    if (ofToken) ofToken.add(address);
    else wanted.set(token, new Set([address]));
  });
  return wanted;
}
