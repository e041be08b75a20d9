// Puts a backup in place. The server must not run; it builds schema chain again when it starts.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { restore } from '../bot/backup/restore.ts';
import { readConfig } from '../bot/config.ts';
import { startEmbeddedPostgres } from '../bot/db/embedded.ts';
import { openLog } from '../bot/log.ts';
import { askedOf, carriedOut } from './arguments.ts';
import { localEnvironment } from './local/environment.ts';
import { root } from './run.ts';

const HELP = `npm run restore -- <file> [--force] [--json]

Compares the checksums, puts keystore and deployment in place, fills schema app, and asks the chain what it has run since
the backup, so that nothing is carried twice. Refuses a database that holds data, and files that differ, unless --force.
Stop every server of this database first.
Exit codes: 0 done, 1 refused with the reason, nothing touched, 2 wrong arguments.`;

const asked = askedOf(HELP, () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [file = '', ...more] = positionals;
  if (!values.help && (file === '' || more.length > 0))
    throw new Error('Which backup? Name its file, and nothing else.');
  return { ...values, file };
});

await carriedOut(async () => {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const config = readConfig(localEnvironment(process.env));
  const log = openLog({ ...config, logLevel: 'silent' });
  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  try {
    const databaseUrl = config.databaseUrl ?? embedded!.url;
    const { force, file } = asked;
    const done = await restore({ config, databaseUrl, file: resolve(file), force, clock: Date.now });
    console.log(
      asked.json
        ? JSON.stringify(done)
        : `Restored ${done.rows} rows of ${done.createdAt}. Carried since then: ${done.operations} operations, ${done.activity} reports of activity.`,
    );
  } finally {
    if (!embedded?.adopted) await embedded?.stop();
  }
});
