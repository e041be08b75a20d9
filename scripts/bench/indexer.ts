// Cold indexing from JSON-RPC to committed rows, beside the least that any indexer does: fetch, decode, insert.
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { pino } from 'pino';
import { startEmbeddedPostgres } from '../../bot/db/embedded.ts';
import { SERVER_ENV, serverFlags } from '../local/server.ts';
import type { Figure } from './figure.ts';
import { prepareChain } from './preparedChain.ts';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000);
export const script = (name: string) => join(import.meta.dirname, name);

/** @property ended when the last row was committed, unix milliseconds */
export type Cold = { events: number; ms: number; ended: number; peakMb: number };

/** A node with a prepared chain, and a server with databases to index it into; `close` ends both. */
export async function stage(events: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-bench-'));
  const node = fork(script('preparedNode.ts'), [`${events}`]);
  const [{ port }] = (await once(node, 'message')) as [{ port: number }];
  const { url: server, stop } = await startEmbeddedPostgres({ dataDir, log: pino({ level: 'silent' }) });
  return {
    rpcUrl: `http://127.0.0.1:${port}`,
    head: prepareChain(events).head,
    /** Resolves when the node is next asked for logs, with the time in milliseconds. */
    async asked() {
      node.send('tell');
      const [{ asked }] = (await once(node, 'message')) as [{ asked: number }];
      return asked;
    },
    async database(name: string) {
      const admin = new Client({ connectionString: server });
      await admin.connect();
      await admin.query(`create database ${name}`);
      await admin.end();
      return server.replace('/guildmint?', `/${name}?`);
    },
    async close() {
      node.disconnect();
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`The measured process ended with ${code}.`)),
  );
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [T];
  ended.catch(() => undefined);
  return message;
}

export async function indexer(): Promise<Figure[]> {
  const { rpcUrl, head, database, close } = await stage(EVENTS);
  try {
    const run = async (way: string, name: string, options: ForkOptions) =>
      answerOf<Cold>(fork(script('coldIndexing.ts'), [way, rpcUrl, await database(name), `${head}`], options));
    const floor = await run('floor', 'floor', {});
    const ours = await run('indexer', 'ours', {
      execArgv: serverFlags(process.env),
      env: { ...process.env, ...SERVER_ENV },
    });
    const perSecond = ({ events, ms }: Cold) => (events / ms) * 1000;
    const [value, baseline] = [perSecond(ours), perSecond(floor)];
    return [
      {
        name: 'indexing: cold, JSON-RPC to committed rows (bar 0.60)',
        value,
        unit: 'events/s',
        baseline,
        ratio: value / baseline,
      },
      {
        name: `indexing: peak memory at ${ours.events} events (bar 400)`,
        value: ours.peakMb,
        unit: 'MB',
        baseline: 400,
        ratio: ours.peakMb / 400,
      },
    ];
  } finally {
    await close();
  }
}
