import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';
import { acknowledge } from '../chain/acknowledge.ts';
import { openClient } from '../chain/clients.ts';
import { checkDeployment, readDeployment } from '../chain/deployment.ts';
import type { Config } from '../config.ts';
import { readAddresses } from '../custody/keystoreFiles.ts';
import { databaseOf, openPool } from '../db/database.ts';
import { migrate, migrateUntil, newestOf } from '../db/migrate.ts';
import * as schema from '../db/schema.ts';
import { FatalError } from '../errors.ts';
import { type Manifest, unpack } from './file.ts';

/** Blocks before the backup's from which on the chain is asked: a reorg may have carried things again. */
const MARGIN = 256;

/**
 * Puts a backup in place: files, then schema `app` in one transaction, in which the chain is asked what it has run since.
 * Checksums are compared before anything is touched; schema `chain` is emptied and built again by the server.
 * @param options.force replaces what is there
 * @throws FatalError in one sentence; files and database are as before then
 */
export async function restore(options: {
  config: Config;
  databaseUrl: string;
  file: string;
  force: boolean;
  clock: () => number;
}): Promise<{ createdAt: string; rows: number; operations: number; activity: number }> {
  const { config, databaseUrl, file, force, clock } = options;
  const folder = await mkdtemp(join(tmpdir(), 'guildmint-restore-'));
  const pool = openPool({ connectionString: databaseUrl, max: 2 });
  try {
    const manifest = await unpack(file, folder);
    if (manifest.chainId !== config.chainId)
      throw new FatalError(`${file} is of chain ${manifest.chainId}, but CHAIN_ID is ${config.chainId}: correct it.`);
    if (manifest.migratedAt > newestOf('app'))
      throw new FatalError(`${file} was made by a newer version of Guildmint: install that version.`);
    const files = await filesOf(config, manifest, folder);
    const other = files.filter(({ differs }) => differs);
    if (other.length > 0 && !force)
      throw new FatalError(
        `${other.map(({ to }) => to).join(', ')} would be replaced by something else: move it away, or use --force.`,
      );
    const deployment = readDeployment({ ...config, deploymentFile: join(folder, 'deployment.json') });
    const client = openClient(config);
    const wallets = readAddresses(join(folder, 'keystore')).relayers;
    await checkDeployment(client, deployment);

    const connection = await pool.connect().catch((cause) => {
      throw new FatalError('The database does not answer: check DATABASE_URL and that the server runs.', { cause });
    });
    try {
      if (!force && (await holdsRows(connection)))
        throw new FatalError(
          'The database holds data: name an empty one in DATABASE_URL, or use --force to replace it.',
        );
      await connection.query('begin');
      await connection.query('drop schema if exists app cascade; drop schema if exists chain cascade');
      await migrateUntil(connection, 'app', manifest.migratedAt);
      await fill(connection, manifest, folder);
      const db = drizzle(connection, { schema, casing: 'snake_case' });
      // Rows are read by today's definitions.
      await migrateUntil(connection, 'app', newestOf('app'));
      const found = await acknowledge(db, { client, deployment, wallets, since: manifest.block - MARGIN, clock });
      for (const { from: source, to } of files) await put(source, to);
      await connection.query('commit');
      const rows = manifest.entries.reduce((sum, entry) => sum + (entry.rows ?? 0), 0);
      await migrate(databaseOf(pool));
      return { createdAt: manifest.createdAt, rows, ...found };
    } catch (error) {
      await connection.query('rollback');
      throw error;
    } finally {
      connection.release();
    }
  } finally {
    await pool.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where each file goes, and whether something else is there already. */
async function filesOf({ keystore, deploymentFile }: Config, { entries }: Manifest, folder: string) {
  const files = entries.filter(({ name }) => !name.startsWith('app/'));
  return Promise.all(
    files.map(async ({ name, sha256 }) => {
      const to = name === 'deployment.json' ? deploymentFile : join(keystore.dir, name.replace(/^keystore\//, ''));
      const differs =
        existsSync(to) &&
        createHash('sha256')
          .update(await readFile(to))
          .digest('hex') !== sha256;
      return { from: join(folder, name), to, differs };
    }),
  );
}

async function put(source: string, to: string) {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(source, `${to}.restored`);
  await chmod(`${to}.restored`, 0o600);
  await rename(`${to}.restored`, to);
}

async function holdsRows(connection: PoolClient): Promise<boolean> {
  const { rows } = await connection.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'app' and tablename <> 'migrations'`,
  );
  for (const { name } of rows) if ((await connection.query(`select 1 from ${name} limit 1`)).rowCount) return true;
  return false;
}

async function fill(connection: PoolClient, { entries }: Manifest, folder: string) {
  for (const { name, columns } of entries) {
    if (!columns) continue;
    const table = name.replace(/^app\//, 'app.');
    await pipeline(
      createReadStream(join(folder, name)),
      connection.query(from(`copy ${table} (${columns.join(', ')}) from stdin`)),
    );
    for (const column of columns) {
      const { rows } = await connection.query<{ counter: string | null }>(
        'select pg_get_serial_sequence($1, $2) as counter',
        [table, column.replaceAll('"', '')],
      );
      const counter = rows[0]?.counter;
      if (counter)
        await connection.query(`select setval($1, (select coalesce(max(${column}), 0) + 1 from ${table}), false)`, [
          counter,
        ]);
    }
  }
}
