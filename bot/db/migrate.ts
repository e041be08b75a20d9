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

const SCHEMAS = ['app', 'chain'] as const;
type Schema = (typeof SCHEMAS)[number];

/** Brings schemas `app` and `chain` up to date. @throws FatalError if a newer version has used the database */
export async function migrate(db: Database) {
  const client = await db.$client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    // Both are looked at before either is changed.
    for (const name of SCHEMAS) await refuseNewer(client, name);
    for (const name of SCHEMAS) await migrateSchema(client, name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    client.release();
  }
}

const configOf = (name: Schema): MigrationConfig => ({
  migrationsFolder: join(import.meta.dirname, 'migrations', name),
  migrationsSchema: name,
  migrationsTable: 'migrations',
});

/** When the newest migration of this version was made, as its journal says; milliseconds. */
export const newestOf = (name: Schema) =>
  Math.max(...readMigrationFiles(configOf(name)).map((migration) => migration.folderMillis));

/** Brings a schema up to one of its earlier states, within the transaction that the connection is in. */
export async function migrateUntil(client: PoolClient, name: Schema, until: number) {
  await client.query('set local client_min_messages = warning');
  await client.query(`create schema if not exists ${name}`);
  await client.query(
    `create table if not exists ${name}.migrations (id serial primary key, hash text not null, created_at bigint)`,
  );
  const { rows } = await client.query(`select coalesce(max(created_at), 0)::float8 as at from ${name}.migrations`);
  for (const { sql, hash, folderMillis } of readMigrationFiles(configOf(name))) {
    if (folderMillis <= rows[0].at || folderMillis > until) continue;
    for (const statement of sql) await client.query(statement);
    await client.query(`insert into ${name}.migrations (hash, created_at) values ($1, $2)`, [hash, folderMillis]);
  }
}

async function migrateSchema(client: PoolClient, name: Schema) {
  // drizzle's `create … if not exists` would print a notice each time.
  await client.query('set client_min_messages = warning');
  await applyMigrations(drizzle(client), configOf(name));
  await client.query('reset client_min_messages');
}

async function refuseNewer(client: PoolClient, name: Schema) {
  const { rows } = await client.query(`select to_regclass('${name}.migrations') is not null as present`);
  if (!rows[0].present) return;
  const applied = await client.query(`select max(created_at)::float8 as at from ${name}.migrations`);
  if (applied.rows[0].at > newestOf(name)) {
    throw new FatalError(
      `The database was used by a newer version of Guildmint (schema ${name}): install that version, or restore a backup made before it.`,
    );
  }
}
