// How long one look at a board takes with a million members on it, for every kind and period of board: own rank with
// neighbours beside the first page, and any page, first, middle and last; beside the bar, and beside a rank counted row
// by row. A fifth of the members have equal amounts. Each look is the whole operation as the API calls it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { type Address, bytesToHex, zeroHash } from 'viem';
import type { Context } from '../../bot/context.ts';
import { type Database, openDatabase } from '../../bot/db/database.ts';
import { cursor, logBlocks } from '../../bot/db/schema.ts';
import { deferIndexes, restoreIndexes } from '../../bot/indexer/deferral.ts';
import { getLeaderboard } from '../../bot/operations/getLeaderboard.ts';
import type { Period, Standing } from '../../bot/operations/ranks.ts';
import type { Figure } from './figure.ts';
import { fillBoards } from './standings.ts';

const MEMBERS = 1_000_000;
const READS = 400;
const BAR_MS = 5;
const BOARDS: [Standing, Period][] = [
  ['earned', 'all'],
  ['balance', 'all'],
  ['earned', 'day'],
  ['earned', 'season'],
];

const silent = pino({ level: 'silent' });
const token: Address = '0x00000000000000000000000000000000000c0ffe';
const bytes = sql`decode(${token.slice(2)}, 'hex')`;

async function prepare(db: Database) {
  // What is kept is kept until the next block.
  const at = { number: 0, hash: zeroHash, at: new Date(0) };
  await db.insert(cursor).values({ chainId: 1, genesis: zeroHash, deployment: zeroHash, projection: zeroHash, ...at });
  await db.insert(logBlocks).values({ ...at, events: 0, kinds: '0x', logs: '0x' });
  await deferIndexes(db);
  await fillBoards(db, token, MEMBERS, BOARDS);
  await restoreIndexes(db, silent);
  for (const table of ['members', 'periods', 'ranks'])
    await db.execute(sql`vacuum analyze chain.${sql.identifier(table)}`);
}

export async function board(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-bench-'));
  const { db, close } = await openDatabase({ dataDir, log: silent });
  try {
    await prepare(db);
    // A read of the cache asks the database and nobody else.
    const ctx = { db, clock: Date.now } as unknown as Context;
    const { rows: some } = await db.execute<{ address: Buffer }>(
      sql`select address from chain.members order by md5(address) limit ${READS}`,
    );
    const addresses = some.map(({ address }) => bytesToHex(address));
    const looks = async (look: (n: number) => Promise<unknown>, count = READS) => {
      const took: number[] = [];
      for (let i = 0; i < count; i++) {
        const started = performance.now();
        await look(i);
        took.push(performance.now() - started);
      }
      return took.slice(count / 10).sort((a, b) => a - b);
    };
    const at = (took: number[], part: number) => took[Math.floor((took.length - 1) * part)]!;
    const against = (name: string, value: number, baseline: number): Figure => {
      return { name: `board of a million, ${name}`, value, unit: 'ms', baseline, ratio: value / baseline };
    };

    const figures: Figure[] = [];
    const all: { own: number[]; page: number[] } = { own: [], page: [] };
    for (const [by, period] of BOARDS) {
      const of = { token, by, period, season: 0, limit: 10 };
      const own = await looks((i) =>
        getLeaderboard(ctx, { ...of, offset: 0, me: { address: addresses[i]! }, neighbours: 2 }),
      );
      // The first, the last, and from everywhere between.
      const page = await looks((i) =>
        getLeaderboard(ctx, {
          ...of,
          offset: i % 8 === 0 ? 0 : i % 8 === 1 ? MEMBERS - 10 : (i * 7_895_543) % MEMBERS,
        }),
      );
      figures.push(
        against(`${by} ${period}, own rank and neighbours, p99`, at(own, 0.99), BAR_MS),
        against(`${by} ${period}, any page, p99`, at(page, 0.99), BAR_MS),
      );
      all.own.push(...own);
      all.page.push(...page);
    }
    const counted = await looks(
      (i) =>
        db.execute(sql`select count(*) from chain.members where token = ${bytes} and earned > 0 and earned >
          (select earned from chain.members where token = ${bytes} and address = decode(${addresses[i]!.slice(2)}, 'hex'))`),
      40,
    );
    const whole = [...all.own, ...all.page].sort((a, b) => a - b);
    return [
      ...figures,
      against('any look, p50', at(whole, 0.5), BAR_MS),
      against('any look, p99', at(whole, 0.99), BAR_MS),
      against('any look beside a rank counted, p50', at(whole, 0.5), at(counted, 0.5)),
    ];
  } finally {
    await close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
