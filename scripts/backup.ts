// Backs up what exists nowhere else, while the server runs or not.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backUp } from '../bot/backup/backUp.ts';
import { openClient } from '../bot/chain/clients.ts';
import { readDeployment } from '../bot/chain/deployment.ts';
import { readConfig } from '../bot/config.ts';
import { openDatabase } from '../bot/db/database.ts';
import { openLog } from '../bot/log.ts';
import { askedOf, carriedOut } from './arguments.ts';
import { localEnvironment } from './local/environment.ts';
import { root } from './run.ts';

const HELP = `npm run backup [-- <folder>] [--json]

Writes schema app of the database, the encrypted keystore, the deployment and the settings without secrets into one file
with checksums, in the folder named, else in BACKUP_DIR, else in DATA_DIR/backups. The server may run meanwhile.
Exit codes: 0 done, 1 refused with the reason, 2 wrong arguments.`;

const asked = askedOf(HELP, () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (positionals.length > 1) throw new Error('Name one folder at most.');
  return { ...values, folder: positionals[0] };
});

await carriedOut(async () => {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const config = readConfig(localEnvironment(process.env));
  const log = openLog({ ...config, logLevel: 'silent' });
  const deployment = readDeployment(config);
  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log });
  try {
    const folder = resolve(asked.folder ?? config.backup.dir ?? join(config.dataDir, 'backups'));
    const client = openClient(config);
    const done = await backUp({ config, db: database.db, client, deployment, clock: Date.now, folder });
    console.log(asked.json ? JSON.stringify(done) : `Backed up ${done.rows} rows to ${done.file}`);
  } finally {
    await database.close();
  }
});
