import type { Address, Hex } from 'viem';
import { TupleReader, Tuples } from '../db/copy.ts';
import { Spellings } from '../db/spellings.ts';
import type { Log } from './log.ts';

/** A block as the raw events name it: `at` in unix seconds. */
export type Place = { number: number; hash: Hex; at: number };

/** Blocks with their logs, as rows of {@link RAW}. */
export type Raw = Uint8Array<ArrayBuffer>;

/** `logs` holds rows of its own: PostgreSQL takes in one row of a block sooner than one of each log. */
export const RAW = 'chain.log_blocks (number, hash, at, events, kinds, logs)';

/** @param blocks in the chain's order @param logs theirs, in that order; those of other blocks are left out */
export function encodeRaw(blocks: Place[], logs: Log[]): Raw {
  const rows = new Tuples();
  let next = 0;
  for (const { number, hash, at } of blocks) {
    while (next < logs.length && logs[next]!.block < number) next++;
    const first = next;
    while (logs[next]?.block === number) next++;
    const own = logs.slice(first, next);
    rows
      .row(6)
      .int8(number)
      .bytea(hash)
      .instant(at)
      .int4(own.length)
      .bytea(...kindsOf(own))
      .rows(() => {
        for (const { logIndex, address, topics, data, txHash } of own)
          rows
            .row(5)
            .int4(logIndex)
            .bytea(address)
            .bytea(...topics)
            .bytea(data)
            .bytea(txHash);
      });
  }
  return rows.bytes();
}

/** Which contracts speak in a block, and what of: address and first topic of each kind, once. */
function kindsOf(logs: Log[]): Hex[] {
  const kinds = new Map<string, Hex[]>();
  for (const { address, topics } of logs) {
    const parts = [address, ...topics.slice(0, 1)];
    kinds.set(parts.join(' '), parts);
  }
  return [...kinds.values()].flat();
}

const ADDRESS_BYTES = 20;
const WORD_BYTES = 32;
// Contracts and kinds of events come again and again, and so do most members.
const addresses = new Spellings(ADDRESS_BYTES, 2 ** 10);
const words = new Spellings(WORD_BYTES, 2 ** 16);
let txHash: Hex = '0x';

/** Makes the logs that {@link encodeRaw} was given, each when its turn comes: what lives shortly is collected cheaply. */
export function* decodeRaw(raw: Raw): Generator<Log> {
  for (const blocks = new TupleReader(raw); blocks.row(); ) {
    const number = blocks.int8();
    blocks.skip();
    const at = blocks.instant();
    blocks.skip();
    blocks.skip();
    yield* decodeLogs(number, at, blocks.rows());
  }
}

/** The logs of one block. @param at unix seconds */
export function* decodeLogs(block: number, at: number, rows: TupleReader): Generator<Log> {
  while (rows.row()) {
    const logIndex = rows.int4();
    const address = rows.spelt(addresses)[0] as Address;
    const topics = rows.spelt(words);
    const data: Hex = `0x${rows.bytea()}`;
    const digits = rows.bytea();
    // Logs of one transaction stand together.
    if (!txHash.endsWith(digits)) txHash = `0x${digits}`;
    yield { address, topics, data, block, logIndex, txHash, at };
  }
}
