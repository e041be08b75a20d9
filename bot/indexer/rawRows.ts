import type { Address, Hex } from 'viem';
import { TupleReader, Tuples } from './copy.ts';
import type { Log } from './log.ts';
import type { Header } from './source.ts';
import { Spellings } from './spellings.ts';

/** A block as the raw events name it. */
export type Place = Pick<Header, 'number' | 'hash' | 'at'>;

/** Logs and the blocks that hold them, as rows of {@link RAW}. */
export type Raw = Record<keyof typeof RAW, Uint8Array<ArrayBuffer>>;

export const RAW = {
  blocks: 'chain.log_blocks (number, hash, at)',
  logs: 'chain.logs (block, log_index, address, topics, data, tx_hash)',
} as const;

export function encodeRaw(blocks: Place[], logs: Log[]): Raw {
  const rows = { blocks: new Tuples(), logs: new Tuples() };
  for (const { number, hash, at } of blocks) rows.blocks.row(3).int8(number).bytea(hash).instant(at);
  for (const { block, logIndex, address, topics, data, txHash } of logs)
    rows.logs
      .row(6)
      .int8(block)
      .int4(logIndex)
      .bytea(address)
      .bytea(...topics)
      .bytea(data)
      .bytea(txHash);
  return { blocks: rows.blocks.bytes(), logs: rows.logs.bytes() };
}

const ADDRESS_BYTES = 20;
const WORD_BYTES = 32;
// Contracts and kinds of events come again and again, and so do most members.
const openSpellings = () => ({
  addresses: new Spellings(ADDRESS_BYTES, 2 ** 10),
  topics: new Spellings(WORD_BYTES, 2 ** 16),
});

/** Makes the logs that {@link encodeRaw} was given, each when its turn comes: what lives shortly is collected cheaply. */
export function openDecoder(): (raw: Raw) => Generator<Log> {
  const spellings = openSpellings();
  return (raw) => decodeRaw(raw, spellings);
}

function* decodeRaw(raw: Raw, spellings: ReturnType<typeof openSpellings>): Generator<Log> {
  const times = new Map<number, number>();
  for (const blocks = new TupleReader(raw.blocks); blocks.row(); ) {
    const number = blocks.int8();
    blocks.bytea();
    times.set(number, blocks.instant());
  }
  let txHash: Hex = '0x';
  for (const rows = new TupleReader(raw.logs); rows.row(); ) {
    const [block, logIndex] = [rows.int8(), rows.int4()];
    const address = rows.spelt(spellings.addresses)[0] as Address;
    const topics = rows.spelt(spellings.topics);
    const data: Hex = `0x${rows.bytea()}`;
    const digits = rows.bytea();
    // Logs of one transaction stand together.
    if (!txHash.endsWith(digits)) txHash = `0x${digits}`;
    yield { address, topics, data, block, logIndex, txHash, at: times.get(block)! };
  }
}
