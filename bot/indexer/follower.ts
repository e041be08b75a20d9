import { asc, desc, lte } from 'drizzle-orm';
import { type Address, type Hex, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import { blocks } from '../db/schema.ts';
import { RetryableError } from '../errors.ts';
import { commitBlocks, commitRange, type Known } from './commit.ts';
import { begin, type Cursor, fingerprint, REORG_DEPTH, readCursor, reset, rewindTo } from './cursor.ts';
import { topics } from './handlers.ts';
import { loadCommunities } from './load.ts';
import { addressIn } from './log.ts';
import { rangeSize } from './rangeSize.ts';
import { type Block, type Header, inParallel, openSource } from './source.ts';

/** Blocks near the head that are fetched together and committed in one transaction. */
const BLOCKS_AT_ONCE = 32;
/** Requests under way at a time. */
const REQUESTS_AT_ONCE = 8;
/** A node that denies everything we know may itself be the one that errs: it is asked so often before we begin afresh. */
const DOUBTS = 3;

/**
 * Follows the chain step by step. Each step ends in one database transaction, or changes nothing; whatever it throws
 * leaves the follower able to go on from what the database says.
 */
export function openFollower(ctx: Context) {
  const { db, log, config } = ctx;
  const { deployment, client } = ctx.chain;
  const source = openSource(client, topics);
  const size = rangeSize();
  let cursor: Cursor | null = null;
  let known: Known | null = null;
  let doubts = 0;

  /** @returns whether there may be more to do at once */
  async function step(): Promise<boolean> {
    try {
      const stored = await readCursor(db);
      // Another process may have moved it, or somebody dropped the schema.
      if (stored?.hash !== cursor?.hash) known = null;
      cursor = stored;
      known ??= await loadCommunities(db);
      if (cursor && cursor.deployment !== fingerprint(deployment))
        return await beginAfresh('other contracts were deployed');
      if (cursor && cursor.chainId !== config.chainId) return await beginAfresh('another chain was configured');
      const head = await source.head();
      if (!cursor) return await setOut(head);
      if (head.number < cursor.number) return await lookBack(cursor, head);
      if (head.number === cursor.number) return head.hash === cursor.hash ? agreed() : await rewind(cursor, head);
      const settled = head.number - REORG_DEPTH;
      return cursor.number < settled ? await catchUp(cursor, settled) : await follow(cursor, head);
    } catch (error) {
      // What is in memory may be ahead of what was committed.
      cursor = null;
      known = null;
      throw error;
    }
  }

  function agreed() {
    doubts = 0;
    return false;
  }

  async function setOut(head: Header) {
    const before = Math.max(deployment.block - 1, 0);
    if (head.number < before) return false;
    const [genesis, start] = await Promise.all([source.present(0), source.present(before)]);
    if (genesis.hash !== deployment.genesis)
      log.warn({ genesis: genesis.hash }, 'the chain is not the one that the contracts were deployed to');
    cursor = await begin(db, deployment, genesis.hash, start);
    log.info({ block: before, head: head.number }, 'indexing begins');
    return true;
  }

  /** Far from the head: whole ranges, as large as the node allows. */
  async function catchUp(from: Cursor, settled: number) {
    const first = from.number + 1;
    const last = Math.min(from.number + size.current(), settled);
    const range = await size.adapt(last - from.number, async () => {
      const created = await source.range(first, last, [deployment.communities]);
      const tokens = created.logs.map((log) => addressIn(log.topics[1]));
      return source.range(first, last, [...ours(), ...tokens]);
    });
    if (!range) return true;
    cursor = await commitRange(db, deployment, known!, from, range);
    log.info({ block: last, lag: settled + REORG_DEPTH - last, logs: range.logs.length }, 'catching up');
    return true;
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

    const addresses = ours();
    const fetched = Array<Block>(count);
    await inParallel([...headers.keys()], REQUESTS_AT_ONCE, async (i) => {
      fetched[i] = await source.blockWithLogs(headers[i]!, addresses);
    });
    cursor = await commitBlocks(db, deployment, known!, from, fetched);
    doubts = 0;
    const logs = fetched.reduce((sum, block) => sum + block.logs.length, 0);
    log.debug({ block: cursor.number, lag: head.number - cursor.number, logs }, 'indexed');
    return cursor.number < head.number;
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
    known = null;
    doubts = 0;
    return true;
  }

  /** Hardhat names no parent for blocks mined in bulk; no other chain leaves it out. */
  const linked = ({ parentHash }: Header, { hash }: { hash: Hex }) => parentHash === hash || parentHash === zeroHash;

  const ours = (): Address[] => [
    deployment.communities,
    deployment.earnings,
    deployment.gifts,
    deployment.shop,
    deployment.custodian,
    ...known!.keys(),
  ];

  return { step, position: () => cursor?.number ?? -1 };
}
