// Reads of the API with a million members and ten million rows of history, beside a bare hono in the same process; a
// million rows as CSV; five thousand who listen. Who asks, who answers and the database share the machine's cores.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { type Address, bytesToHex } from 'viem';
import { z } from 'zod';
import { tellEverywhere } from '../../bot/api/stream/feed.ts';
import { type Database, openDatabase } from '../../bot/db/database.ts';
import { deferIndexes, restoreIndexes } from '../../bot/indexer/deferral.ts';
import { startIndexer } from '../../bot/indexer/start.ts';
import { contextOf, startEconomy } from '../../test/support/economy.ts';
import { itemTerms, itemTexts } from '../../test/support/items.ts';
import type { Figure } from './figure.ts';
import { load, socketTo } from './load.ts';
import { fillBoards } from './standings.ts';

const MEMBERS = 1_000_000;
const ROWS = 10_000_000;
const CHUNK = 500_000;
const CONNECTIONS = 32;
const SECONDS = 8;
const CLIENTS = 5_000;

const silent = pino({ level: 'silent' });
const urlsSchema = z.object({ api: z.string(), bare: z.string() });
const memorySchema = z.object({ rss: z.number(), most: z.number() });

export async function api(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-bench-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const economy = opened.adopt(await startEconomy(), (it) => it.close());
  const database = opened.adopt(await openDatabase({ dataDir, log: silent }), (it) => it.close());
  const ctx = contextOf(database.db, economy);
  const indexer = await startIndexer(ctx);
  const { token } = economy;
  for (const n of Array(20).keys()) await economy.shop('addItem', [token, itemTerms, 5, itemTexts(`Item ${n}`)]);
  await economy.settle([[economy.members[0]!, [10]]]);
  await indexer.caughtUp();
  await indexer.close();
  const some = await fill(database.db, token);

  const { deployment, url: rpcUrl } = economy;
  const asked = JSON.stringify({ databaseUrl: database.url, rpcUrl, deployment, dataDir });
  const child = fork(join(import.meta.dirname, 'apiServer.ts'), [asked]);
  opened.defer(() => void child.kill());
  const heard = <T>(schema: z.ZodType<T>) =>
    new Promise<T>((resolve) => child.once('message', (message) => resolve(schema.parse(message))));
  const urls = await heard(urlsSchema);
  const memory = () => {
    const answer = heard(memorySchema);
    child.send('memory');
    return answer;
  };

  const of = `community=${token}`;
  const reads: Record<string, string[]> = {
    balance: some.map((address) => `/api/tokens/balance/${address}?${of}`),
    history: some.map((address) => `/api/tokens/history/${address}?${of}`),
    leaderboard: some.map((_, i) => `/api/leaderboard/tokens?${of}&limit=25&offset=${(i * 7_919) % MEMBERS}`),
    shop: [`/api/shop/items?${of}`],
  };
  const figures: Figure[] = [];
  const figure = (name: string, value: number, unit: string, baseline: number) =>
    figures.push({ name: `API, ${name}`, value, unit, baseline, ratio: value / baseline });

  for (const [name, paths] of Object.entries(reads)) {
    const shape = { connections: CONNECTIONS, seconds: SECONDS };
    await load({ ...shape, url: urls.api, paths, seconds: 2 });
    const bare = await load({ ...shape, url: urls.bare, paths: ['/hello'] });
    const full = await load({ ...shape, url: urls.api, paths });
    const half = await load({ ...shape, url: urls.api, paths, rate: full.perSecond / 2 });
    if (full.failed + half.failed > 0) throw new Error(`${full.failed + half.failed} reads of ${name} failed.`);
    figure(`${name} of ${MEMBERS} members, ${ROWS} rows`, full.perSecond, 'requests/s', bare.perSecond);
    figure(`${name}, p99 at half that load (bar 25)`, half.p99, 'ms', 25);
  }
  for (const one of await listeners(urls.api)) figures.push(one);
  return figures;

  async function listeners(url: string): Promise<Figure[]> {
    const { hostname, port } = new URL(url);
    const sockets: Socket[] = [];
    let waiting = 0;
    let all = () => {};
    const wait = (expected: number) => {
      waiting = expected;
      return new Promise<void>((resolve) => {
        all = resolve;
      });
    };
    const idle = (await memory()).rss;
    for (let at = 0; at < CLIENTS; at += 250) {
      const ready = wait(250);
      await Promise.all(
        Array.from({ length: 250 }, async () => {
          const socket = await socketTo(hostname, Number(port));
          socket.on('data', (bytes) => {
            if (/event: (ready|test)/.test(bytes.toString('latin1')) && --waiting === 0) all();
          });
          socket.write(`GET /api/stream?${of} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
          sockets.push(socket);
        }),
      );
      await ready;
    }
    const times: number[] = [];
    for (let n = 0; n < 10; n++) {
      const told = wait(CLIENTS);
      const began = performance.now();
      await tellEverywhere(ctx, {
        change_type: 'test',
        affected_ids: [],
        community: token,
        event_type: 'bench',
        data: { n },
      });
      await told;
      times.push(performance.now() - began);
    }
    const { most } = await memory();
    for (const socket of sockets) socket.destroy();
    const slowest = Math.max(...times);
    const megabytes = most / 2 ** 20;
    return [
      {
        name: `API, an event to all of ${CLIENTS} (bar 250)`,
        value: slowest,
        unit: 'ms',
        baseline: 250,
        ratio: slowest / 250,
      },
      {
        name: `API, memory with them (bar 400; ${Math.round(idle / 2 ** 20)} before)`,
        value: megabytes,
        unit: 'MB',
        baseline: 400,
        ratio: megabytes / 400,
      },
    ];
  }
}

/** @returns some of the members */
async function fill(db: Database, token: Address): Promise<Address[]> {
  const bytes = sql`decode(${token.slice(2)}, 'hex')`;
  await db.execute(sql`delete from chain.members where token = ${bytes}`);
  await db.execute(sql`delete from chain.ranks where token = ${bytes}`);
  await deferIndexes(db);
  await fillBoards(db, token, MEMBERS, [['earned', 'all']]);
  for (let from = 0; from < ROWS; from += CHUNK)
    await db.execute(sql`
      insert into chain.entries (token, address, block, log_index, amount, balance_after, type, at, tx_hash)
      select ${bytes}, decode(substr(md5(m::text) || md5('address' || m), 1, 40), 'hex'), n / 100, n % 100,
        1000000000000000000, (n / ${MEMBERS} + 1) * 1000000000000000000::numeric, 'earn', now() - (${ROWS} - n) * interval '0.1 second',
        decode(md5(n::text) || md5('hash' || n), 'hex')
      from (select n, (n::bigint * 7919) % ${MEMBERS} + 1 as m from generate_series(${from}::bigint, ${from + CHUNK - 1}::bigint) as n) as s`);
  await restoreIndexes(db, silent);
  for (const table of ['members', 'ranks', 'entries'])
    await db.execute(sql`vacuum analyze chain.${sql.identifier(table)}`);
  const { rows } = await db.execute<{ address: Buffer }>(
    sql`select address from chain.members tablesample system (1) limit 2000`,
  );
  return rows.map(({ address }) => bytesToHex(address));
}
