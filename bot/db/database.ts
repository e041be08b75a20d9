import type { SQL } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type ClientConfig, Pool, type PoolClient, type PoolConfig } from 'pg';
import type { Logger } from 'pino';
import { FatalError } from '../errors.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { migrate } from './migrate.ts';
import * as schema from './schema.ts';

export type Database = NodePgDatabase<typeof schema> & {
  $client: Pool;
  /** How a session is opened that lasts; as the pool's own where absent. */
  lasting?: ClientConfig;
  /** Of a leader's database: the first act of each of its transactions; it throws if another leads now. */
  checkLead?: (tx: Transaction) => Promise<void>;
  /** Of a leader's database: has one row while it leads, and keeps others from taking over until its commit. */
  lead?: SQL;
};
export type Transaction = Parameters<Parameters<NodePgDatabase<typeof schema>['transaction']>[0]>[0];

/** Where leases and notifications live: a pooler between us and PostgreSQL may share the pool's sessions out by transaction. */
export const sessionOf = (db: Database): ClientConfig => db.lasting ?? db.$client.options;

/**
 * A pool whose broken connections end nobody: an idle one is replaced, a busy one's next statement says so. One that breaks
 * while it is lent is taken back: drizzle would never return it where it broke before BEGIN.
 */
export function openPool(config: PoolConfig, onLost: (error: Error) => void = () => undefined) {
  const pool = new Pool(config);
  const lent = new WeakSet<PoolClient>();
  pool.on('error', onLost);
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_error, client) => lent.delete(client));
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    client.on('end', () => {
      if (!lent.has(client)) return;
      client.release(true);
      // Whoever has it returns it once more.
      client.release = () => undefined;
    });
  });
  return pool;
}

/** The tables, over a pool. */
export const databaseOf = (pool: Pool): Database => drizzle(pool, { schema, casing: 'snake_case' });

/**
 * Connects, and brings both schemas up to date. Without a `url` it is the embedded server of `dataDir`: started if it does
 * not run, and then stopped again by `close`. One that was found running serves somebody else and is left alone.
 * @param options.own whose embedded server this is: found running, it is left from before a crash, and stopped all the same
 * @param options.directUrl the same database without a pooler, for sessions that last; `url` where absent
 * @throws FatalError naming what to do when the database cannot be used
 */
export async function openDatabase(options: {
  url?: string | undefined;
  directUrl?: string | undefined;
  dataDir: string;
  own?: boolean;
  log: Logger;
}) {
  const { log, directUrl, own = false } = options;
  const embedded = options.url ? null : await startEmbeddedPostgres(options);
  const url = options.url ?? embedded!.url;
  const lost = (error: Error) => log.warn({ err: error }, 'database connection lost');
  const pool = openPool({ connectionString: url, max: 12, application_name: 'guildmint' }, lost);
  const db = databaseOf(pool);
  if (directUrl) db.lasting = { connectionString: directUrl };

  const close = async () => {
    await pool.end();
    if (own || !embedded?.adopted) await embedded?.stop();
  };
  try {
    await answers(pool, url, 'DATABASE_URL');
    if (directUrl) await migrateDirectly(directUrl);
    else await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, pool, url, close };
}

/** Who migrates holds a lock of its session. */
async function migrateDirectly(url: string) {
  const pool = openPool({ connectionString: url, max: 2, application_name: 'guildmint migration' });
  try {
    await answers(pool, url, 'DATABASE_DIRECT_URL');
    await migrate(databaseOf(pool));
  } finally {
    await pool.end();
  }
}

/** @throws FatalError */
async function answers(pool: Pool, url: string, setting: string) {
  await pool.query('select 1').catch((cause) => {
    throw new FatalError(
      `The database at ${withoutPassword(url)} does not answer (${cause.message}): check ${setting} and that the server runs.`,
      { cause },
    );
  });
}

/**
 * One database transaction, with its connection for what drizzle has no words for (COPY). Whatever is thrown takes
 * everything back.
 */
export async function transact<T>(db: Database, work: (tx: Transaction, client: PoolClient) => Promise<T>): Promise<T> {
  const client = await db.$client.connect();
  let failed = true;
  try {
    const result = await drizzle(client, { schema, casing: 'snake_case' }).transaction(async (tx) => {
      await db.checkLead?.(tx);
      return work(tx, client);
    });
    failed = false;
    return result;
  } finally {
    // After a failure nobody knows what the connection still expects.
    client.release(failed);
  }
}

function withoutPassword(url: string) {
  return url.replace(/(\/\/[^:/@]*):[^@]*@/, '$1@');
}
