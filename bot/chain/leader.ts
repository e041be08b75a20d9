/**
 * One leader at a time, however many servers share the database. The lock belongs to a database session; a leader that
 * writes through that same session cannot commit any more once it has lost the lock.
 */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Client, type ClientConfig } from 'pg';
import type { Logger } from 'pino';
import * as schema from '../db/schema.ts';
import type { Metrics } from '../metrics.ts';

export type Connection = NodePgDatabase<typeof schema>;

/** What there is one leader of, and the number of its lock. */
const LOCKS = { relayer: 0x67_6d_02, fulfilment: 0x67_6d_03 } as const;

const RECONNECT_MS = 1000;
/** A server that stands by takes over within this time. */
const TURN_MS = 500;

/**
 * Waits for the lock, then calls `lead`; again whenever the connection breaks.
 * @param lead ends soon after `signal` is aborted; if it ends by itself, that is the end of it
 */
export function takeTurns(options: {
  of: keyof typeof LOCKS;
  database: ClientConfig;
  log: Logger;
  metrics: Metrics;
  lead: (db: Connection, signal: AbortSignal) => Promise<void>;
}) {
  const { of, database, log, metrics, lead } = options;
  const closing = new AbortController();

  async function turn() {
    const client = new Client({
      ...database,
      application_name: `guildmint ${of}`,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    const lost = new AbortController();
    const signal = AbortSignal.any([lost.signal, closing.signal]);
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    await client.connect();
    try {
      while (!signal.aborted) {
        const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [LOCKS[of]]);
        if (rows[0]!.ours) {
          log.info({ of }, 'leading');
          metrics.leader.set({ of }, 1);
          await lead(drizzle(client, { schema, casing: 'snake_case' }), signal);
          // Gave up by itself: there is nothing to come back for.
          if (!signal.aborted) closing.abort();
          return;
        }
        await pause(TURN_MS, signal);
      }
    } finally {
      metrics.leader.set({ of }, 0);
      await client.end().catch(() => undefined);
    }
  }

  const ended = (async () => {
    while (!closing.signal.aborted) {
      await turn().catch((error: unknown) => {
        if (!closing.signal.aborted) log.warn({ err: error, of }, 'a leader lost its database connection');
      });
      if (!closing.signal.aborted) await pause(RECONNECT_MS, closing.signal);
    }
  })();
  return {
    async close() {
      closing.abort();
      await ended;
    },
  };
}

/** Resolves after `ms`, or as soon as `signal` is aborted. */
function pause(ms: number, signal: AbortSignal) {
  if (signal.aborted) return Promise.resolve();
  return new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
