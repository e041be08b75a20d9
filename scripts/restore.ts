// Puts a backup in place. The server must not run; it builds schema chain again when it starts.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { restore } from '../bot/backup/restore.ts';
import { readConfig } from '../bot/config.ts';
import { startEmbeddedPostgres } from '../bot/db/embedded.ts';
import { FatalError } from '../bot/errors.ts';
import { openLog } from '../bot/log.ts';
import { localEnvironment } from './local/environment.ts';
import { root } from './run.ts';

const help = `npm run restore -- <file> [--force] [--json]

Compares the checksums, puts keystore and deployment in place, fills schema app, and asks the chain what it has run since
the backup, so that nothing is carried twice. Refuses a database that holds data, and files that differ, unless --force.
Stop every server of this database first.
Exit codes: 0 done, 2 wrong arguments, 78 refused with the reason, nothing touched.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    force: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [file] = positionals;
if (values.help || !file) {
  console.log(help);
  process.exit(values.help ? 0 : 2);
}
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));

try {
  const config = readConfig(localEnvironment(process.env));
  const log = openLog({ ...config, logLevel: 'silent' });
  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  try {
    const databaseUrl = config.databaseUrl ?? embedded!.url;
    const { force } = values;
    const done = await restore({ config, databaseUrl, file: resolve(file), force, clock: Date.now });
    console.log(
      values.json
        ? JSON.stringify(done)
        : `Restored ${done.rows} rows of ${done.createdAt}. Carried since then: ${done.operations} operations, ${done.activity} reports of activity.`,
    );
  } finally {
    if (!embedded?.adopted) await embedded?.stop();
  }
} catch (error) {
  if (!(error instanceof FatalError)) throw error;
  console.error(error.message);
  process.exit(78);
}
