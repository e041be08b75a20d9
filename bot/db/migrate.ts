/**
 * Each schema has its own migrations and keeps their journal inside itself, so that dropping `chain` also drops the
 * memory of having made it. New ones are generated from the table definitions:
 *   npx drizzle-kit generate --config bot/db/migrations/chain.config.ts   (or app.config.ts)
 */
import { join } from 'node:path';
import { type MigrationConfig, readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import type { PoolClient } from 'pg';
import { FatalError } from '../errors.ts';
import type { Database } from './database.ts';

/** Any number that nobody else takes: two processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 0x67_6d_01;

/** Brings schemas `app` and `chain` up to date. @throws FatalError if a newer version has used the database */
export async function migrate(db: Database) {
  const client = await db.$client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    for (const name of ['app', 'chain'] as const) await migrateSchema(client, name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    client.release();
  }
}

async function migrateSchema(client: PoolClient, name: 'app' | 'chain') {
  const config: MigrationConfig = {
    migrationsFolder: join(import.meta.dirname, 'migrations', name),
    migrationsSchema: name,
    migrationsTable: 'migrations',
  };
  await refuseNewer(client, name, config);
  // drizzle's `create … if not exists` would print a notice each time.
  await client.query('set client_min_messages = warning');
  await applyMigrations(drizzle(client), config);
  await client.query('reset client_min_messages');
}

async function refuseNewer(client: PoolClient, name: string, config: MigrationConfig) {
  const { rows } = await client.query(`select to_regclass('${name}.migrations') is not null as present`);
  if (!rows[0].present) return;
  const applied = await client.query(`select max(created_at)::float8 as at from ${name}.migrations`);
  const known = Math.max(...readMigrationFiles(config).map((migration) => migration.folderMillis));
  if (applied.rows[0].at > known) {
    throw new FatalError(
      `The database was used by a newer version of Guildmint (schema ${name}): install that version, or restore a backup made before it.`,
    );
  }
}
