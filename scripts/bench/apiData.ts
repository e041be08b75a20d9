// A community with as many members and as much history as asked for, in a database that may be kept from run to run
// (BENCH_DATA): filling it takes longer than measuring.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import type { Address } from 'viem';
import { z } from 'zod';
import { type Database, openDatabase } from '../../bot/db/database.ts';
import { startEmbeddedPostgres } from '../../bot/db/embedded.ts';
import { deferIndexes, restoreIndexes } from '../../bot/indexer/deferral.ts';
import { startIndexer } from '../../bot/indexer/start.ts';
import { createKey } from '../../bot/operations/apiKeys.ts';
import { contextOf, startEconomy } from '../../test/support/economy.ts';
import { itemTerms, itemTexts } from '../../test/support/items.ts';
import { fillBoards } from './standings.ts';

const CHUNK = 500_000;
const ITEMS = 20;

/** As docs/SCALING.md says for a million members: tables in memory, a quarter of the machine for them. */
const SETTINGS = { shared_buffers: `${Math.floor(totalmem() / 4 / 2 ** 20)}MB` };

const silent = pino({ level: 'silent' });
const filled = z.object({
  token: z.custom<Address>(),
  /** May export the community's history. */
  key: z.string(),
  members: z.number(),
  rows: z.number(),
});
export type Filled = z.infer<typeof filled>;

/** Opens what an earlier run has left in BENCH_DATA, or fills a database anew. */
export async function openApiData(sizes: { members: number; rows: number }) {
  const kept = process.env.BENCH_DATA;
  const dataDir = kept ?? mkdtempSync(join(tmpdir(), 'guildmint-bench-'));
  const note = join(dataDir, 'filled.json');
  const postgres = await startEmbeddedPostgres({ dataDir, log: silent, settings: SETTINGS });
  const database = await openDatabase({ url: postgres.url, dataDir, log: silent });
  const close = async () => {
    await database.close();
    await postgres.stop();
    if (!kept) rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    if (!existsSync(note)) writeFileSync(note, JSON.stringify(await fill(database.db, sizes)));
    const found = filled.parse(JSON.parse(readFileSync(note, 'utf8')));
    if (found.members !== sizes.members || found.rows !== sizes.rows)
      throw new Error(`${dataDir} holds ${found.members} members and ${found.rows} rows: name another folder.`);
    await database.db.execute(sql`create extension if not exists pg_prewarm`);
    await database.db.execute(sql`select pg_prewarm(oid) from pg_class
      where relnamespace in ('chain'::regnamespace, 'app'::regnamespace) and relkind in ('r', 'i')`);
    return { ...database, ...found, dataDir, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fill(db: Database, { members, rows }: { members: number; rows: number }): Promise<Filled> {
  const economy = await startEconomy();
  try {
    const ctx = contextOf(db, economy);
    const { token, operator } = economy;
    const indexer = await startIndexer(ctx);
    for (let n = 1; n <= ITEMS; n++) await economy.shop('addItem', [token, itemTerms, 5, itemTexts(`Item ${n}`)]);
    await economy.settle([[economy.members[0]!, [10]]]);
    await indexer.caughtUp();
    await indexer.close();
    const named = { name: 'bench', scopes: ['transactions:read'], userId: null, address: operator, days: null };
    const { key } = await createKey(ctx, { token, ...named });
    await fillHistory(db, token, members, rows);
    return { token, key, members, rows };
  } finally {
    await economy.close();
  }
}

/** Everybody is on Discord, and has as much history as everybody else, spread over the whole time. */
async function fillHistory(db: Database, token: Address, members: number, rows: number) {
  const bytes = sql`decode(${token.slice(2)}, 'hex')`;
  await db.execute(sql`delete from chain.members where token = ${bytes}`);
  await db.execute(sql`delete from chain.ranks where token = ${bytes}`);
  await deferIndexes(db);
  await fillBoards(db, token, members, [['earned', 'all']]);
  await db.execute(sql`
    insert into app.users (id, address, name, seen_at)
    select (1300000000000000000 + n)::text, decode(substr(md5(n::text) || md5('address' || n), 1, 40), 'hex'), 'Member ' || n, now()
    from generate_series(1, ${members}) as n`);
  for (let from = 0; from < rows; from += CHUNK)
    await db.execute(sql`
      insert into chain.entries (token, address, block, log_index, amount, balance_after, type, at, tx_hash)
      select ${bytes}, decode(substr(md5(m::text) || md5('address' || m), 1, 40), 'hex'), n / 100, n % 100,
        1000000000000000000, (n / ${members} + 1) * 1000000000000000000::numeric, 'earn', now() - (${rows} - n) * interval '0.1 second',
        decode(md5(n::text) || md5('hash' || n), 'hex')
      from (select n, (n::bigint * 7919) % ${members} + 1 as m
        from generate_series(${from}::bigint, ${Math.min(from + CHUNK, rows) - 1}::bigint) as n) as s`);
  await restoreIndexes(db, silent);
  for (const table of ['chain.members', 'chain.ranks', 'chain.entries', 'app.users'])
    await db.execute(sql.raw(`vacuum analyze ${table}`));
}
