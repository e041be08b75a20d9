import type { SQL } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient } from 'pg';
import type { Logger } from 'pino';
import { FatalError } from '../errors.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { migrate } from './migrate.ts';
import * as schema from './schema.ts';

export type Database = NodePgDatabase<typeof schema> & {
  $client: Pool;
  /** Of a leader's database: the first act of each of its transactions; it throws if another leads now. */
  checkLead?: (tx: Transaction) => Promise<void>;
  /** Of a leader's database: has one row while it leads, and keeps others from taking over until its commit. */
  lead?: SQL;
};
export type Transaction = Parameters<Parameters<NodePgDatabase<typeof schema>['transaction']>[0]>[0];

/**
 * Connects, and brings both schemas up to date. Without a `url` the embedded server of `dataDir` is started or adopted,
 * and stopped again by `close`; a server named by `url` is left running.
 * @throws FatalError naming what to do when the database cannot be used
 */
export async function openDatabase(options: { url?: string | undefined; dataDir: string; log: Logger }) {
  const { log } = options;
  const embedded = options.url ? null : await startEmbeddedPostgres(options);
  const url = options.url ?? embedded!.url;
  const pool = new Pool({ connectionString: url, max: 12, application_name: 'guildmint' });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'database connection lost'));
  // Nor may one that breaks between two statements of a transaction: the next statement says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db: Database = drizzle(pool, { schema, casing: 'snake_case' });

  const close = async () => {
    await pool.end();
    await embedded?.stop();
  };
  try {
    await pool.query('select 1').catch((cause) => {
      throw new FatalError(
        `The database at ${withoutPassword(url)} does not answer (${cause.message}): check DATABASE_URL and that the server runs.`,
        { cause },
      );
    });
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, pool, url, close };
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
