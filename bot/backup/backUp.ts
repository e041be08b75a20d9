import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { to } from 'pg-copy-streams';
import type { PublicClient } from 'viem';
import type { Deployment } from '../chain/chain.ts';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { type Entry, entryOf, pack } from './file.ts';

/**
 * Writes what exists nowhere else into one file: schema `app` as of one moment, the encrypted keystore, the deployment,
 * and what the server was told. Schema `chain` is left out: it is built again. The server goes on working meanwhile.
 * @param options.folder where the file goes; made if it is not there
 * @returns the file's path, and how many rows it holds
 */
export async function backUp(options: {
  config: Config;
  db: Database;
  client: PublicClient;
  deployment: Deployment;
  clock: () => number;
  folder: string;
}): Promise<{ file: string; rows: number }> {
  const { config, db, client, deployment, clock, folder } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const createdAt = new Date(clock()).toISOString();
  // Beside its place: what cannot be moved there in one step would be no backup.
  const staged = await mkdtemp(join(folder, '.backup-'));
  try {
    // Before the first row is read: whatever is carried later than this is looked for when the backup is restored.
    const block = Number(await client.getBlockNumber());
    const { entries, migratedAt } = await copyTables(db, staged);
    for (const path of await keptFiles(config)) {
      const name = path === config.deploymentFile ? 'deployment.json' : `keystore/${basename(path)}`;
      await mkdir(dirname(join(staged, name)), { recursive: true, mode: 0o700 });
      await copyFile(path, join(staged, name));
      entries.push(await entryOf(name, join(staged, name)));
    }
    const file = join(folder, `guildmint-${createdAt.replace(/[:.]/g, '-')}.backup`);
    const { chainId, genesis } = deployment;
    await pack(file, { createdAt, chainId, genesis, block, migratedAt, settings: settingsOf(config), entries }, staged);
    return { file, rows: entries.reduce((sum, { rows = 0 }) => sum + rows, 0) };
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

/** All tables as of one moment. */
async function copyTables(db: Database, folder: string) {
  const connection = await db.$client.connect();
  try {
    await connection.query('begin isolation level repeatable read read only');
    const { rows: migrations } = await connection.query<{ at: number }>(
      'select max(created_at)::float8 as at from app.migrations',
    );
    const entries: Entry[] = [];
    for (const { name, columns } of await tablesOf(connection)) {
      const path = join(folder, 'app', name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const source = connection.query(to(`copy app.${name} (${columns.join(', ')}) to stdout`));
      await pipeline(source, createWriteStream(path, { mode: 0o600 }));
      entries.push(await entryOf(`app/${name}`, path, { columns, rows: source.rowCount }));
    }
    return { entries, migratedAt: migrations[0]!.at };
  } finally {
    await connection.query('rollback');
    connection.release();
  }
}

/** What is not kept: a sign-in that ended after the backup must not be good again. */
const FLEETING = ['migrations', 'sessions', 'refresh_tokens'];

/** Names of the tables of schema `app`, quoted, with their columns. */
async function tablesOf(connection: PoolClient) {
  const { rows } = await connection.query<{ name: string; columns: string[] }>(
    `
    select quote_ident(table_name) as name, array_agg(quote_ident(column_name) order by ordinal_position)::text[] as columns
    from information_schema.columns where table_schema = 'app' and table_name <> all($1) and is_generated = 'NEVER'
    group by table_name order by table_name`,
    [FLEETING],
  );
  return rows;
}

/**
 * The keystore's files are encrypted, or sealed; its journal stays: it belongs to the machine that signs. What the signer
 * knows of PINs goes along, or else whoever comes first could set new ones.
 */
async function keptFiles({ keystore, deploymentFile }: Config): Promise<string[]> {
  const found = await readdir(keystore.dir, { withFileTypes: true });
  const files = found.filter((entry) => entry.isFile() && /\.(json|log)$/.test(entry.name)).map(({ name }) => name);
  return [...files.sort().map((name) => join(keystore.dir, name)), deploymentFile];
}

/** To be read by a person who sets up the server anew: neither tokens, nor passwords, nor addresses that may hold a key. */
function settingsOf({ chainId, network, publicUrl, confirmations, settleSeconds, discord }: Config) {
  const settings = {
    CHAIN_ID: chainId,
    NETWORK_NAME: network.name,
    CURRENCY_SYMBOL: network.symbol,
    PUBLIC_URL: publicUrl,
    CONFIRMATIONS: confirmations,
    SETTLE_SECONDS: settleSeconds,
    DISCORD_APPLICATION_ID: discord.applicationId,
  };
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, `${value}`]));
}
