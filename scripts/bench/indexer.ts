// Events a second from logs to committed rows, beside the least that any indexer does: decode and insert.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { communitiesAbi, earningsAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import {
  type Address,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  numberToHex,
  zeroAddress,
  zeroHash,
} from 'viem';
import type { Deployment } from '../../bot/chain/chain.ts';
import { type Database, openDatabase } from '../../bot/db/database.ts';
import { hexes, numbers } from '../../bot/indexer/arrays.ts';
import { commitRange } from '../../bot/indexer/commit.ts';
import { begin } from '../../bot/indexer/cursor.ts';
import { loadCommunities } from '../../bot/indexer/load.ts';
import { addressIn, type Log, word } from '../../bot/indexer/log.ts';
import type { Header } from '../../bot/indexer/source.ts';

const MEMBERS = 10_000;
const PER_SETTLEMENT = 200;
const SETTLEMENTS_PER_RANGE = 100;
const RANGES = 10;
const START = 1_800_000_000;

const address = (n: number): Address => `0x${n.toString(16).padStart(40, '0')}`;
const token = address(0xc0ffee);
const deployment: Deployment = {
  chainId: 1,
  block: 1,
  genesis: zeroHash,
  communities: address(0xa1),
  earnings: address(0xa2),
  gifts: address(0xa3),
  custodian: address(0xa4),
  forwarder: address(0xa5),
  shop: address(0xa6),
  achievements: address(0xa7),
  tasks: address(0xa8),
  stash: address(0xab),
  clans: address(0xa9),
  conduct: address(0xaa),
  market: address(0xac),
};
const header = (number: number): Header => ({
  number,
  hash: numberToHex(number, { size: 32 }),
  parentHash: zeroHash,
  at: START + number * 13,
  bloom: '0x',
});

/** Settlements of 200 members each, as the contracts announce them. */
function settlements(range: number): Log[] {
  const logs: Log[] = [];
  for (let n = 0; n < SETTLEMENTS_PER_RANGE; n++) {
    const block = 2 + range * SETTLEMENTS_PER_RANGE + n;
    const of = { block, txHash: numberToHex(block, { size: 32 }), at: header(block).at };
    const paid: bigint[] = [];
    for (let i = 0; i < PER_SETTLEMENT; i++) {
      const member = address(1_000_000 + ((block * PER_SETTLEMENT + i) % MEMBERS));
      paid.push((BigInt(member) << 96n) | (5n << 32n) | 5_000n);
      const data = numberToHex(5n * 10n ** 18n, { size: 32 });
      logs.push({ ...of, address: token, logIndex: i, topics: topicsOf(member), data });
    }
    const data = encodeAbiParameters([{ type: 'uint64' }, { type: 'uint256[]' }], [BigInt(block), paid]);
    const topics = encodeEventTopics({
      abi: earningsAbi,
      eventName: 'Settled',
      args: { token, reporter: address(1) },
    }) as Hex[];
    logs.push({ ...of, address: deployment.earnings, logIndex: PER_SETTLEMENT, topics, data });
  }
  return logs;
}

const topicsOf = (to: Address) =>
  encodeEventTopics({ abi: tokenAbi, eventName: 'Transfer', args: { from: zeroAddress, to } }) as Hex[];

function creation(): Log {
  const fields = ['string', 'string', 'uint8', 'uint96', 'uint96', 'bool', 'bool'].map((type) => ({ type }));
  const data = encodeAbiParameters(fields, ['Bench', 'B', 18, 0n, 0n, false, false]);
  const args = { token, owner: address(1) };
  const topics = encodeEventTopics({ abi: communitiesAbi, eventName: 'CommunityCreated', args }) as Hex[];
  return { address: deployment.communities, topics, data, block: 1, logIndex: 0, txHash: zeroHash, at: START };
}

async function handled(db: Database, ranges: Log[][]) {
  let cursor = await begin(db, deployment, zeroHash, header(0));
  const known = await loadCommunities(db);
  cursor = await commitRange(db, deployment, known, cursor, { last: header(1), logs: [creation()] });
  const started = performance.now();
  for (const logs of ranges)
    cursor = await commitRange(db, deployment, known, cursor, { last: header(logs.at(-1)!.block), logs });
  return performance.now() - started;
}

async function floor(db: Database, ranges: Log[][]) {
  await db.execute(sql`create table app.floor (block int8, log_index int4, token bytea, sender bytea, recipient bytea,
    amount numeric(78), primary key (block, log_index))`);
  const started = performance.now();
  for (const logs of ranges)
    await db.transaction(async (tx) => {
      const moves = logs.filter((log) => log.address === token);
      await tx.execute(sql`insert into app.floor select * from unnest(
        ${numbers(moves.map((log) => log.block))}::int8[], ${numbers(moves.map((log) => log.logIndex))}::int4[],
        ${hexes(moves.map((log) => log.address))}::bytea[], ${hexes(moves.map((log) => addressIn(log.topics[1])))}::bytea[],
        ${hexes(moves.map((log) => addressIn(log.topics[2])))}::bytea[], ${numbers(moves.map((log) => word(log.data, 0)))}::numeric[])`);
    });
  return performance.now() - started;
}

export async function indexer() {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-bench-'));
  const { db, close } = await openDatabase({ dataDir, log: pino({ level: 'silent' }) });
  try {
    const ranges = Array.from({ length: RANGES }, (_, range) => settlements(range));
    const events = ranges.reduce((sum, logs) => sum + logs.length, 0);
    const perSecond = (ms: number) => (events / ms) * 1000;
    const baseline = perSecond(await floor(db, ranges));
    const value = perSecond(await handled(db, ranges));
    return [{ name: 'indexing, logs to committed rows', value, unit: 'events/s', baseline, ratio: value / baseline }];
  } finally {
    await close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
