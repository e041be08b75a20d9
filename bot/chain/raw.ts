import { type SQL, sql } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import { type Address, concatHex, type Hex, hexToBytes } from 'viem';
import { copy, TupleReader } from '../db/copy.ts';
import type { Database, Transaction } from '../db/database.ts';
import { FatalError } from '../errors.ts';
import type { Log } from './log.ts';
import { decodeLogs, RAW, type Raw } from './rawRows.ts';

/** Keeps blocks with the logs of our contracts as the node gave them. */
export const keepRaw = (client: PoolClient, raw: Raw) => copy(client, RAW, [raw]);

/** Forgets the raw events of blocks above `number`: they are no longer on the chain. */
export async function dropRaw(tx: Transaction, number: number) {
  await tx.execute(sql`delete from chain.log_blocks where number > ${number}`);
}

type Reads = Pick<Database | Transaction, 'execute'>;

/** The last block of the next `count` raw events or a few more after block `after`; `upTo` if there are no more. */
export async function endOfRaw(db: Reads, after: number, upTo: number, count: number) {
  // No block is without an event.
  const { rows } = await db.execute<{ number: string }>(sql`
    select number from (
      select number, sum(events) over (order by number) as so_far from chain.log_blocks
      where number > ${after} and number <= ${upTo} order by number limit ${count + 1}
    ) b where so_far > ${count} order by number limit 1`);
  return rows[0] ? Number(rows[0].number) : upTo;
}

/** Raw events of blocks `first` to `last`, in the chain's order. @throws FatalError where they were damaged */
export const readRaw = (db: Reads, first: number, last: number): Promise<Log[]> =>
  readBlocks(db, sql`number between ${first} and ${last}`);

/** Events of a contract, of a kind (by its first topic), or of a kind of a contract. */
export type Kind = { address: Address; topic?: Hex } | { address?: Address; topic: Hex };

/**
 * Raw events of some kinds, in the chain's order.
 * @param span.first block from which on
 * @param span.last block up to which; all where nothing is said
 * @param span.blocks the most blocks that have such events to take
 * @throws FatalError where they were damaged
 */
export async function readRawOf(
  db: Reads,
  { first, last, blocks }: { first: number; last?: number; blocks?: number },
  kinds: Kind[],
): Promise<Log[]> {
  // Addresses and topics are digests: none is found where one ends and the next begins.
  const held = kinds.map(({ address = '0x', topic = '0x' }) => {
    const bytes = Buffer.from(hexToBytes(concatHex([address, topic])));
    return sql`position(${bytes}::bytea in kinds) > 0`;
  });
  if (held.length === 0) return [];
  const until = last === undefined ? sql`` : sql` and number <= ${last}`;
  const most = blocks === undefined ? sql`` : sql` limit ${blocks}`;
  const logs = await readBlocks(db, sql`number >= ${first}${until} and (${sql.join(held, sql` or `)})`, most);
  return logs.filter((log) => kinds.some((kind) => isOf(log, kind)));
}

/** Whether an event is of a kind. */
const isOf = ({ address, topics }: Pick<Log, 'address' | 'topics'>, kind: Kind) =>
  (kind.address ?? address) === address && (kind.topic ?? topics[0]) === topics[0];

async function readBlocks(db: Reads, where: SQL, most = sql``): Promise<Log[]> {
  const { rows } = await db.execute<{ number: string; at: string; logs: Buffer<ArrayBuffer> }>(sql`
    select number, extract(epoch from at)::int8 as at, logs from chain.log_blocks
    where ${where} order by number${most}`);
  const read: Log[] = [];
  for (const { number, at, logs } of rows)
    try {
      for (const log of decodeLogs(Number(number), Number(at), new TupleReader(logs))) read.push(log);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new FatalError(
        `The raw events of block ${number} are damaged: run \`npm run reindex -- --from-chain\`, which reads them from the chain again.`,
        { cause },
      );
    }
  return read;
}
