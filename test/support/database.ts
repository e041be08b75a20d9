/** A real PostgreSQL for tests: one server for all files of a run, one database for each that asks. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { pino } from 'pino';
import { databaseOf, openPool } from '../../bot/db/database.ts';
import { startEmbeddedPostgres } from '../../bot/db/embedded.ts';
import { migrate } from '../../bot/db/migrate.ts';

export const silent = pino({ level: 'silent' });

const TEMPLATE = 'template_migrated';
/** The test runner is the parent of each file's process: its number is what the files of one run have in common. */
const folder = join(tmpdir(), `guildmint-test-${process.ppid}`);
let server: Promise<string> | undefined;

/** A database with both schemas, empty, dropped by `close`. */
export async function testDatabase() {
  server ??= startServer();
  const admin = await server;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(admin, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  const url = admin.replace('/postgres?', `/${name}?`);
  const pool = openPool({ connectionString: url, max: 8 });
  const db = databaseOf(pool);
  return {
    db,
    pool,
    url,
    async close() {
      await pool.end();
      await onServer(admin, `drop database if exists ${name} with (force)`);
    },
  };
}

async function startServer() {
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' };
  const { url, adopted } = await startEmbeddedPostgres({ dataDir: folder, log: silent, settings });
  if (!adopted) {
    const keeper = join(import.meta.dirname, 'databaseKeeper.ts');
    spawn(process.execPath, [keeper, folder, String(process.ppid)], { detached: true, stdio: 'ignore' }).unref();
  }
  const admin = url.replace('/guildmint?', '/postgres?');
  await makeTemplate(admin);
  return admin;
}

async function makeTemplate(admin: string) {
  const client = new Client({ connectionString: admin });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(1)');
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (rowCount) return;
    await client.query('create database template_draft');
    const pool = openPool({ connectionString: admin.replace('/postgres?', '/template_draft?') });
    await migrate(databaseOf(pool));
    await pool.end();
    await client.query(`alter database template_draft rename to ${TEMPLATE}`);
  } finally {
    await client.end();
  }
}

async function onServer(admin: string, statement: string) {
  const client = new Client({ connectionString: admin });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
