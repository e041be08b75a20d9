// Reads of the API with a million members and ten million rows of history, beside a bare hono in the same process; a
// million rows as CSV; five thousand who listen. Who asks, who answers and the database share the machine's cores. A block
// comes every second meanwhile: one that concerns nobody, and then one that changes a member, which ends all that is kept.
// Members and pages are asked about by Zipf's law, some often and most hardly ever; and then each but once.
// BENCH_MEMBERS and BENCH_ROWS make it smaller.
import { fork } from 'node:child_process';
import { type ClientRequest, get } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { tellEverywhere } from '../../bot/api/stream/feed.ts';
import { cursor, members } from '../../bot/db/schema.ts';
import { randomFrom } from '../../test/faults/random.ts';
import { SERVER_ENV, serverFlags } from '../local/server.ts';
import { openApiData } from './apiData.ts';
import type { Figure } from './figure.ts';
import { load, socketTo } from './load.ts';

const MEMBERS = Number(process.env.BENCH_MEMBERS ?? 1_000_000);
const ROWS = Number(process.env.BENCH_ROWS ?? 10_000_000);
const CSV_ROWS = Math.min(ROWS, 1_000_000);
const CONNECTIONS = 128;
const SECONDS = 5;
const ROUNDS = 4;
/** In all rounds together so long that what is kept is swept meanwhile, too. */
const HALF_SECONDS = 10;
const CLIENTS = 5_000;
const PAGE = 25;
/** By which the second is asked for less often than the first, and so on: that of YCSB's core workloads. */
const ZIPF = 0.99;
/** Until what is asked for often is known. */
const WARM_SECONDS = 90;
/** As docs/SCALING.md says for a million members. */
const SERVER = { ...SERVER_ENV, API_KEPT_MB: '1024' };
const SEED = 1;

const urlsSchema = z.object({ api: z.string(), bare: z.string() });
/** Bytes; `held` is what is left of the heap once rubbish is swept. */
const usedSchema = z.object({ held: z.number(), most: z.number() });

export async function api(): Promise<Figure[]> {
  await using opened = new AsyncDisposableStack();
  const data = opened.adopt(await openApiData({ members: MEMBERS, rows: ROWS }), (it) => it.close());
  const { db, token } = data;
  let { urls, memory } = await startServer();
  const figures: Figure[] = [];
  const figure = (name: string, value: number, unit: string, baseline: number) =>
    figures.push({ name: `API, ${name}`, value, unit, baseline, ratio: value / baseline });

  const of = `community=${token}`;
  const people = await db
    .select({ address: members.address })
    .from(members)
    .where(eq(members.token, token))
    .orderBy(members.address);
  const aboutMembers = (path: string) => (at: number) => `${path}/${people[at]!.address}?${of}`;
  const reads: { name: string; count: number; path: (at: number) => string }[] = [
    { name: 'balance', count: people.length, path: aboutMembers('/api/tokens/balance') },
    { name: 'history', count: people.length, path: aboutMembers('/api/tokens/history') },
    {
      name: 'leaderboard',
      count: Math.ceil(MEMBERS / PAGE),
      path: (at) => `/api/leaderboard/tokens?${of}&limit=${PAGE}&page=${at + 1}`,
    },
    { name: 'shop', count: 1, path: () => `/api/shop/items?${of}` },
  ];
  for (const { name, count, path } of reads) {
    const seen = byZipf(count);
    const next = () => path(seen());
    const shape = { connections: CONNECTIONS, seconds: SECONDS };
    const quiet = setInterval(() => void db.update(cursor).set({ id: sql`id` }), 1000);
    await load({ ...shape, url: urls.api, next, seconds: count > 1 ? WARM_SECONDS : SECONDS });
    let [bare, full, failed] = [0, 0, 0];
    const took: number[][] = [];
    // In turns, because what else goes on in the machine changes from second to second.
    for (let round = 0; round < ROUNDS; round++) {
      bare += (await load({ ...shape, url: urls.bare, next: () => '/hello' })).perSecond / ROUNDS;
      const answered = await load({ ...shape, url: urls.api, next });
      full += answered.perSecond / ROUNDS;
      const rate = answered.perSecond / 2;
      const half = await load({ ...shape, seconds: HALF_SECONDS, url: urls.api, next, rate });
      took.push(half.took);
      failed += answered.failed + half.failed;
    }
    // Ends all that is kept.
    await changeMember();
    let at = 0;
    const each = () => path(at++);
    const once = count > 1 && (await load({ ...shape, url: urls.api, next: each, most: count }));
    clearInterval(quiet);
    const changing = setInterval(() => void changeMember(), 1000);
    const changed = await load({ ...shape, url: urls.api, next });
    clearInterval(changing);
    failed += changed.failed + (once ? once.failed : 0);
    if (failed > 0) throw new Error(`${failed} reads of ${name} failed.`);
    figure(`${name} of ${MEMBERS} members, ${ROWS} rows (bar 0.25)`, full, 'requests/s', bare);
    figure(`${name}, p99 at half that load (bar 25)`, p99Of(took.flat()), 'ms', 25);
    figure(`${name}, where each block changes a member`, changed.perSecond, 'requests/s', bare);
    if (once) figure(`${name}, each but once`, once.perSecond, 'requests/s', bare);
  }
  ({ urls, memory } = await startServer());
  const { early, whole, seconds } = await exportCsv();
  figure(
    `memory held after ${CSV_ROWS} rows as CSV, beside a tenth of them`,
    whole.held / 2 ** 20,
    'MB',
    early.held / 2 ** 20,
  );
  figure(
    'the process with it at most, rubbish too',
    Math.max(early.most, whole.most) / 2 ** 20,
    'MB',
    early.most / 2 ** 20,
  );
  figure(`${CSV_ROWS} rows as CSV`, CSV_ROWS / seconds, 'rows/s', CSV_ROWS / seconds);
  ({ urls, memory } = await startServer());
  await listen();
  return figures;

  /** The server in a process of its own; each part has one that has done nothing else, so that memory is that part's. */
  async function startServer() {
    const child = fork(join(import.meta.dirname, 'apiServer.ts'), [data.url, data.dataDir], {
      execArgv: [...process.execArgv, ...serverFlags(SERVER), '--expose-gc'],
      env: { ...process.env, ...SERVER },
    });
    opened.defer(() => void child.kill());
    const heard = <T>(schema: z.ZodType<T>) =>
      new Promise<T>((resolve) => child.once('message', (message) => resolve(schema.parse(message))));
    const memory = () => {
      const answer = heard(usedSchema);
      child.send('memory');
      return answer;
    };
    return { urls: await heard(urlsSchema), memory };
  }

  /** As a block that pays somebody: their row is written, and the last block with a log is another. */
  async function changeMember() {
    const { address } = people[0]!;
    await db.transaction(async (tx) => {
      await tx
        .update(members)
        .set({ balance: sql`balance` })
        .where(and(eq(members.token, token), eq(members.address, address)));
      await tx.execute(
        sql`update chain.log_blocks set number = number where number = (select max(number) from chain.log_blocks)`,
      );
    });
  }

  /** Reads so many rows of the whole history's export. @returns memory after a tenth of them, and after all */
  async function exportCsv() {
    await memory();
    const began = performance.now();
    let early: ReturnType<typeof memory> | null = null;
    const request = await new Promise<ClientRequest>((resolve, reject) => {
      const path = `${urls.api}/api/${token}/transactions/export`;
      const request = get(path, { headers: { 'x-api-key': data.key } }, (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`The export answered ${answer.statusCode}.`));
        let lines = -1;
        answer.on('data', (bytes: Buffer) => {
          for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
          if (lines >= CSV_ROWS / 10) early ??= memory();
          if (lines >= CSV_ROWS) resolve(request);
        });
        answer.once('error', reject);
        answer.once('end', () => reject(new Error('The export ended early.')));
      });
      request.once('error', reject);
    });
    const seconds = (performance.now() - began) / 1000;
    const whole = await memory();
    request.destroy();
    return { early: await early!, whole, seconds };
  }

  async function listen() {
    const { hostname, port } = new URL(urls.api);
    const sockets: Socket[] = [];
    let waiting = 0;
    let all = () => {};
    const wait = (expected: number) => {
      waiting = expected;
      return new Promise<void>((resolve) => {
        all = resolve;
      });
    };
    for (let at = 0; at < CLIENTS; at += 250) {
      const ready = wait(250);
      await Promise.all(
        Array.from({ length: 250 }, async () => {
          const socket = await socketTo(urls.api);
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
      const event = {
        change_type: 'test',
        affected_ids: [],
        community: token,
        event_type: 'bench',
        data: { n },
      } as const;
      await tellEverywhere({ db }, { ...event, affected_ids: [] });
      await told;
      times.push(performance.now() - began);
    }
    const { most } = await memory();
    for (const socket of sockets) socket.destroy();
    figure(`an event to all of ${CLIENTS} (bar 250)`, Math.max(...times), 'ms', 250);
    figure('memory with them (bar 400)', most / 2 ** 20, 'MB', 400);
  }
}

/** What one in a hundred takes longer than. */
function p99Of(took: number[]): number {
  const sorted = Float64Array.from(took).sort();
  return sorted[Math.floor((sorted.length - 1) * 0.99)] ?? 0;
}

/** Draws one of so many, the first the most often. */
function byZipf(count: number): () => number {
  const random = randomFrom(SEED);
  const upTo = new Float64Array(count);
  let sum = 0;
  for (let at = 0; at < count; at++) {
    sum += (at + 1) ** -ZIPF;
    upTo[at] = sum;
  }
  return () => {
    const drawn = random.next() * sum;
    let [from, to] = [0, count - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (upTo[middle]! < drawn) from = middle + 1;
      else to = middle;
    }
    return from;
  };
}
