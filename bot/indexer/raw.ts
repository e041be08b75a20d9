import { type SQL, sql } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import type { Address, Hex } from 'viem';
import type { Database, Transaction } from '../db/database.ts';
import { copy } from './copy.ts';
import type { Log } from './log.ts';
import { RAW, type Raw } from './rawRows.ts';

/** Keeps logs of our contracts as the node gave them, and the blocks that hold them. */
export async function keepRaw(client: PoolClient, { blocks, logs }: Raw) {
  await copy(client, RAW.blocks, [blocks]);
  await copy(client, RAW.logs, [logs]);
}

/** Forgets the raw events of blocks above `number`: they are no longer on the chain. */
export async function dropRaw(tx: Transaction, number: number) {
  await tx.execute(sql`delete from chain.logs where block > ${number}`);
  await tx.execute(sql`delete from chain.log_blocks where number > ${number}`);
}

/** The last block of the next `count` raw events or a few more after block `after`; `upTo` if there are no more. */
export async function endOfRaw(db: Database | Transaction, after: number, upTo: number, count: number) {
  const { rows } = await db.execute<{ block: string }>(
    sql`select block from chain.logs where block > ${after} and block <= ${upTo} order by block, log_index offset ${count} limit 1`,
  );
  return rows[0] ? Number(rows[0].block) : upTo;
}

type RawRow = {
  block: string;
  log_index: number;
  address: string;
  topics: string;
  data: string;
  tx_hash: string;
  at: string;
};

/** Raw events of blocks `first` to `last`, in the chain's order. */
export async function readRaw(
  db: Database | Transaction,
  first: number,
  last: number,
  where: SQL = sql`true`,
): Promise<Log[]> {
  const { rows } = await db.execute<RawRow>(sql`
    select l.block, l.log_index, encode(l.address, 'hex') as address, encode(l.topics, 'hex') as topics,
      encode(l.data, 'hex') as data, encode(l.tx_hash, 'hex') as tx_hash, extract(epoch from b.at)::int8 as at
    from chain.logs l join chain.log_blocks b on b.number = l.block
    where l.block between ${first} and ${last} and ${where}
    order by l.block, l.log_index`);
  return rows.map((row) => ({
    address: `0x${row.address}` as Address,
    topics: Array.from({ length: row.topics.length / 64 }, (_, i): Hex => `0x${row.topics.slice(64 * i, 64 * i + 64)}`),
    data: `0x${row.data}` as Hex,
    block: Number(row.block),
    logIndex: row.log_index,
    txHash: `0x${row.tx_hash}` as Hex,
    at: Number(row.at),
  }));
}
