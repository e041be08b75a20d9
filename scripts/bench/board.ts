// How long one look at a board takes with a million members on it: first page, own rank and neighbours; beside the
// bar, and beside the same rank counted row by row.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { type Address, numberToHex } from 'viem';
import type { Context } from '../../bot/context.ts';
import { openDatabase } from '../../bot/db/database.ts';
import { getLeaderboard } from '../../bot/operations/getLeaderboard.ts';
import { boardOf, rowsFrom } from '../../bot/operations/ranks.ts';
import type { Figure } from './figure.ts';

const MEMBERS = 1_000_000;
const READS = 400;
const BAR_MS = 5;

const token: Address = '0x00000000000000000000000000000000000c0ffe';
const bytes = sql`decode(${token.slice(2)}, 'hex')`;
const addressOf = (n: number): Address => numberToHex(n, { size: 20 });

export async function board(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-bench-'));
  const { db, close } = await openDatabase({ dataDir, log: pino({ level: 'silent' }) });
  try {
    // Sums as they come about: many small, few large, a fifth of them equal.
    await db.execute(sql`
      insert into chain.members (token, address, balance, earned)
      select ${bytes}, decode(lpad(to_hex(n), 40, '0'), 'hex'), v, v from (
        select n, (case when n % 5 = 0 then 100000 else floor(exp(12 + 2.2 * sqrt(-2 * ln(random() * 0.999999 + 1e-9)) * cos(6.2832 * random()))) + 1 end)
          ::numeric * 1000000000000000 as v from generate_series(1, ${MEMBERS}) as n) as s`);
    await db.execute(sql`
      insert into chain.ranks (token, sum, period, starts, bucket, members)
      select token, 'earned', 'all', 0, chain.bucket(earned), count(*) from chain.members group by 1, 5`);
    await db.execute(sql`vacuum analyze chain.members`);
    await db.execute(sql`vacuum analyze chain.ranks`);
    // A read of the cache asks the database and nobody else.
    const ctx = { db, clock: Date.now } as unknown as Context;
    const of = { token, by: 'earned', period: 'all' } as const;
    const within = (await boardOf(ctx, of))!;
    const looks = async (look: (n: number) => Promise<unknown>, count: number) => {
      const took: number[] = [];
      for (let i = 0; i < count; i++) {
        const started = performance.now();
        await look(1 + Math.floor((i * 7_919 * 997) % MEMBERS));
        took.push(performance.now() - started);
      }
      return took.slice(count / 10).sort((a, b) => a - b);
    };
    const whole = await looks(
      (n) => getLeaderboard(ctx, { ...of, limit: 10, offset: 0, me: { address: addressOf(n) }, neighbours: 2 }),
      READS,
    );
    const late = await looks((n) => rowsFrom(ctx, within, n, 10), READS);
    const counted = await looks(
      (n) =>
        db.execute(sql`select count(*) from chain.members where token = ${bytes} and earned > 0 and earned >
          (select earned from chain.members where token = ${bytes} and address = decode(${addressOf(n).slice(2)}, 'hex'))`),
      40,
    );
    const at = (took: number[], part: number) => took[Math.floor((took.length - 1) * part)]!;
    const against = (name: string, value: number, baseline: number): Figure => {
      return { name, value, unit: 'ms', baseline, ratio: value / baseline };
    };
    return [
      against('board of a million, page with rank and neighbours, p50', at(whole, 0.5), BAR_MS),
      against('board of a million, page with rank and neighbours, p99', at(whole, 0.99), BAR_MS),
      against('board of a million, any page, p99', at(late, 0.99), BAR_MS),
      against('board of a million, beside a rank counted, p50', at(whole, 0.5), at(counted, 0.5)),
    ];
  } finally {
    await close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
