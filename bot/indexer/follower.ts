import { setFlagsFromString } from 'node:v8';
import { and, asc, desc, eq, gt, lte } from 'drizzle-orm';
import { type Address, type Hex, zeroHash } from 'viem';
import { endOfRaw, readRaw } from '../chain/raw.ts';
import type { Context } from '../context.ts';
import { blocks } from '../db/schema.ts';
import { RetryableError } from '../errors.ts';
import { commitBlocks, commitRanges, type Known, type Met, noneMet, type Range } from './commit.ts';
import {
  begin,
  type Cursor,
  fingerprint,
  REORG_DEPTH,
  readCursor,
  reset,
  resetProjection,
  rewindTo,
} from './cursor.ts';
import { deferIndexes, restoreIndexes } from './deferral.ts';
import { loadCommunities } from './load.ts';
import { openProgress, type Progress } from './progress.ts';
import { contractsOf } from './project.ts';
import { PROJECTION } from './projection.ts';
import { readRanges } from './reader.ts';
import { type Block, type Header, inParallel, openSource } from './source.ts';

/** Blocks near the head that are fetched together and committed in one transaction. */
const BLOCKS_AT_ONCE = 32;
/** Requests under way at a time. */
const REQUESTS_AT_ONCE = 8;
/** While catching up a transaction ends after so many events or so long, whichever comes first. */
const EVENTS_AT_ONCE = 1_000_000;
const LONGEST_TRANSACTION_MS = 20_000;
/** Raw events read at a time. */
const RAW_AT_ONCE = 4_000;
/** A node that denies everything we know may itself be the one that errs: it is asked so often before we begin afresh. */
const DOUBTS = 3;

/**
 * Follows the chain step by step. Each step ends in one database transaction, or changes nothing; whatever it throws
 * leaves the follower able to go on from what the database says.
 */
export function openFollower(ctx: Context, tell?: (progress: Progress) => void) {
  const { db, log, config, clock, metrics } = ctx;
  const { deployment, client } = ctx.chain;
  const source = openSource(client, deployment.communities);
  const progress = openProgress(log, clock, tell);
  let cursor: Cursor | null = null;
  let known: Known | null = null;
  let met: Met = noneMet(false);
  /** Reads on behind the last range committed. */
  let reading: { next: number; ranges: AsyncGenerator<Range, void> } | null = null;
  /** Whether every index is known to be there. */
  let indexed = false;
  let doubts = 0;
  let stopping = false;

  /** @returns whether there may be more to do at once */
  async function step(): Promise<boolean> {
    try {
      const stored = await readCursor(db);
      // Another process may have moved it, or somebody dropped the schema.
      if (stored?.cursor.hash !== cursor?.hash || stored?.cursor.number !== cursor?.number) forget();
      cursor = stored?.cursor ?? null;
      known ??= await loadCommunities(db);
      if (cursor && cursor.deployment !== fingerprint(deployment))
        return await beginAfresh('other contracts were deployed');
      if (cursor && cursor.chainId !== config.chainId) return await beginAfresh('another chain was configured');
      if (cursor && cursor.projection !== PROJECTION) return await projectAnew();
      if (cursor && stored!.raw > cursor.number) return await replay(cursor, stored!.raw);
      const head = await source.head();
      if (!cursor) return await setOut(head);
      const settled = head.number - REORG_DEPTH;
      if (cursor.number < settled) return await catchUp(cursor, settled);
      if (!indexed) await complete();
      if (head.number < cursor.number) return await lookBack(cursor, head);
      if (head.number === cursor.number) return head.hash === cursor.hash ? agreed() : await rewind(cursor, head);
      return await follow(cursor, head);
    } catch (error) {
      // What is in memory may be ahead of what was committed.
      cursor = null;
      forget();
      throw error;
    }
  }

  function forget() {
    known = null;
    met = noneMet(false);
    indexed = false;
    endReading();
  }

  /** What was left out for speed while catching up. */
  async function complete() {
    await restoreIndexes(db, log);
    indexed = true;
    met = noneMet(false);
    endReading();
    progress.ended();
    // So far the heap might double before it was cleaned, for speed; from here on less is made, and room counts more.
    setFlagsFromString('--heap-growing-percent=50');
  }

  function endReading() {
    // Whatever it still does is nobody's any more, nor is its failure.
    reading?.ranges.return().catch(() => undefined);
    reading = null;
  }

  function agreed() {
    doubts = 0;
    return false;
  }

  /** Rows made by other handlers, or in other tables, than ours. */
  async function projectAnew() {
    log.warn('this version makes other rows of the chain’s events: they are built again, without asking the node');
    await resetProjection(db, deployment);
    forget();
    cursor = null;
    return true;
  }

  /** Builds rows from the raw events that are here. Where a reorg may reach, block by block, with what takes it back. */
  async function replay(from: Cursor, upTo: number) {
    const [oldest] = await db.select().from(blocks).orderBy(asc(blocks.number)).limit(1);
    const settled = Math.max(upTo - REORG_DEPTH, oldest?.number ?? 0);
    if (from.number < settled) {
      if (met.members.size === 0 && known!.size === 0) await setOutFast();
      cursor = await commitRanges(db, deployment, known!, from, rawRanges(from.number, settled, upTo), met, 'raw');
      return true;
    }
    const headers = await db
      .select()
      .from(blocks)
      .where(and(gt(blocks.number, from.number), lte(blocks.number, upTo)))
      .orderBy(asc(blocks.number));
    const places = headers.map(({ number, hash, at }) => ({ number, hash, at: at.getTime() / 1000 }));
    const logs = await readRaw(db, from.number + 1, upTo);
    const fetched = places.map((header) => ({ header, logs: logs.filter(({ block }) => block === header.number) }));
    cursor = await commitBlocks(db, deployment, known!, from, fetched, 'raw');
    progress.passed('building rows again', upTo, upTo, logs.length);
    progress.ended();
    return true;
  }

  async function* rawRanges(after: number, settled: number, upTo: number): AsyncGenerator<Range> {
    const began = clock();
    progress.begun(after);
    for (let first = after + 1, events = 0; first <= settled; ) {
      const last = await endOfRaw(db, first - 1, settled, RAW_AT_ONCE);
      const logs = await readRaw(db, first, last);
      // Most of these blocks are known by number only; the last of all is not.
      const [block] = await db.select().from(blocks).where(eq(blocks.number, last));
      const at = block ? block.at.getTime() / 1000 : (logs.at(-1)?.at ?? 0);
      yield { last: { number: last, hash: block?.hash ?? zeroHash, at }, events: logs.length, logs, raw: null };
      progress.passed('building rows again', last, upTo, logs.length);
      events += logs.length;
      first = last + 1;
      if (stopping || events >= EVENTS_AT_ONCE || clock() - began > LONGEST_TRANSACTION_MS) return;
    }
  }

  /** Nothing is there yet: whoever is not met is new, and indexes are made in the end. */
  async function setOutFast() {
    await deferIndexes(db);
    indexed = false;
    met = noneMet(true);
  }

  async function setOut(head: Header) {
    const before = Math.max(deployment.block - 1, 0);
    if (head.number < before) return false;
    const [genesis, start] = await Promise.all([source.present(0), source.present(before)]);
    if (genesis.hash !== deployment.genesis)
      log.warn({ genesis: genesis.hash }, 'the chain is not the one that the contracts were deployed to');
    cursor = await begin(db, deployment, genesis.hash, start);
    log.info({ block: before, head: head.number }, 'indexing begins');
    if (head.number - REORG_DEPTH > before) await setOutFast();
    return true;
  }

  /** Far from the head: whole ranges, as large as the node allows. */
  async function catchUp(from: Cursor, settled: number) {
    cursor = await commitRanges(db, deployment, known!, from, ranges(from.number, settled), met, 'node');
    return true;
  }

  /** Ranges up to `settled`. */
  async function* ranges(after: number, settled: number): AsyncGenerator<Range> {
    const began = clock();
    progress.begun(after);
    for (let first = after + 1, events = 0; first <= settled; ) {
      if (reading?.next !== first) {
        endReading();
        reading = { next: first, ranges: readRanges(ctx, { first, settled, addresses: ours() }) };
      }
      const read = await reading.ranges.next().catch((error) => {
        endReading();
        // What was read before is kept; the next step asks again.
        if (events === 0) throw error;
        return null;
      });
      if (!read) return;
      if (read.done) {
        // It ends at what was settled when it set out.
        endReading();
        continue;
      }
      const range = read.value;
      first = range.last.number + 1;
      reading.next = first;
      yield range;
      events += range.events;
      metrics.indexerLogs.inc(range.events);
      progress.passed('catching up', range.last.number, settled, range.events);
      if (stopping || events >= EVENTS_AT_ONCE || clock() - began > LONGEST_TRANSACTION_MS) break;
    }
    // Nothing is left to read ahead: its thread would only take up room.
    if (reading && reading.next > settled) endReading();
  }

  /** Near the head: block by block, each checked to stand on the one before. */
  async function follow(from: Cursor, head: Header) {
    const count = Math.min(head.number - from.number, BLOCKS_AT_ONCE);
    const headers = Array<Header>(count);
    if (count === head.number - from.number) headers[count - 1] = head;
    await inParallel([...headers.keys()], REQUESTS_AT_ONCE, async (i) => {
      headers[i] ??= await source.present(from.number + 1 + i);
    });
    if (!(await standsOn(headers[0]!, from))) return rewind(from, head);
    if (headers.some((header, i) => i > 0 && !linked(header, headers[i - 1]!)))
      throw new RetryableError('The chain was reorganised while its headers were read.');

    const fetched = await fetchBlocks(headers);
    cursor = await commitBlocks(db, deployment, known!, from, fetched);
    doubts = 0;
    const logs = fetched.reduce((sum, block) => sum + block.logs.length, 0);
    metrics.indexerLogs.inc(logs);
    log.debug({ block: cursor.number, lag: head.number - cursor.number, logs }, 'indexed');
    return cursor.number < head.number;
  }

  async function fetchBlocks(headers: Header[]) {
    const addresses = ours();
    const fetched = Array<Block>(headers.length);
    for (let first = 0; first < headers.length; ) {
      const rest = headers.slice(first).map((_, i) => first + i);
      await inParallel(rest, REQUESTS_AT_ONCE, async (i) => {
        fetched[i] = await source.blockWithLogs(headers[i]!, addresses);
      });
      // Blocks behind one that creates a community were asked for without its address.
      const fresh = (i: number) => source.announced(fetched[i]!.logs).filter((token) => !addresses.includes(token));
      const creating = rest.find((i) => fresh(i).length > 0);
      if (creating === undefined) break;
      addresses.push(...fresh(creating));
      first = creating + 1;
    }
    return fetched;
  }

  async function standsOn(first: Header, from: Cursor) {
    if (first.parentHash === from.hash) return true;
    return linked(first, from) && (await source.present(from.number)).hash === from.hash;
  }

  /** The head is behind what we know: a node that lags, or a chain that lost blocks. */
  async function lookBack(from: Cursor, head: Header) {
    const [ours] = await db
      .select()
      .from(blocks)
      .where(lte(blocks.number, head.number))
      .orderBy(desc(blocks.number))
      .limit(1);
    const agrees = ours?.number === head.number && ours.hash === head.hash;
    if (!agrees) return rewind(from, head);
    // A public node may answer from a replica that lags, and it catches up. The local network is one process.
    return config.local ? rewind(from, head) : agreed();
  }

  /** Goes back to the last block that we and the chain have in common. */
  async function rewind(from: Cursor, head: Header) {
    const stored = await db.select().from(blocks).where(lte(blocks.number, head.number)).orderBy(desc(blocks.number));
    for (const { number, hash } of stored) {
      const theirs = number === head.number ? head : await source.header(number);
      if (theirs?.hash !== hash) continue;
      cursor = await rewindTo(db, from, number);
      known = await loadCommunities(db);
      doubts = 0;
      metrics.reorgs.inc();
      metrics.reorgDepth.observe(from.number - number);
      log.warn({ block: number, depth: from.number - number }, 'the chain was reorganised');
      return true;
    }
    const [genesis, oldest] = await Promise.all([
      source.present(0),
      db.select().from(blocks).orderBy(asc(blocks.number)).limit(1),
    ]);
    const replaced = genesis.hash !== from.genesis;
    // A node that is merely far behind denies nothing: its blocks are older than all that we remember.
    if (!replaced && head.number < (oldest[0]?.number ?? 0)) {
      const same = from.number - head.number;
      log.warn({ head: head.number, behind: same }, 'the node is far behind what it said before');
      if (!config.local) return false;
    }
    if (++doubts < DOUBTS && !config.local)
      throw new RetryableError('The node denies every block that it gave before.');
    return beginAfresh(
      replaced ? 'the chain was replaced by another' : `a reorg was deeper than ${REORG_DEPTH} blocks`,
    );
  }

  async function beginAfresh(reason: string) {
    log.warn({ reason }, 'schema chain is emptied and built again');
    await reset(db);
    cursor = null;
    forget();
    doubts = 0;
    return true;
  }

  /** Hardhat names no parent for blocks mined in bulk; no other chain leaves it out. */
  const linked = ({ parentHash }: Header, { hash }: { hash: Hex }) => parentHash === hash || parentHash === zeroHash;

  const modules = [...contractsOf(deployment).keys()];
  const ours = (): Address[] => [...modules, ...known!.keys()];

  return {
    step,
    position: () => cursor?.number ?? -1,
    /** Ends the step under way soon, with what it has done so far. */
    stop() {
      stopping = true;
    },
  };
}
