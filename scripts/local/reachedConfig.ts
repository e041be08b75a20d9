import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfig } from '../../bot/config.ts';
import { root } from '../run.ts';

/**
 * The configuration of a command that works beside the server: of `.env`, and without one of the local network that
 * `npm start` runs. What only the server needs may be missing.
 */
export function reachedConfig() {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const record = join(resolve(process.env.DATA_DIR || join(root, 'data')), 'processes/chain.json');
  const local = process.env.RPC_URL ? {} : portOf(record);
  return readConfig({
    DATA_DIR: join(root, 'data'),
    DISCORD_TOKEN: 'none',
    DISCORD_APPLICATION_ID: '100000',
    KEYSTORE_PASSPHRASE: 'not used here',
    ...local,
    ...process.env,
  });
}

function portOf(record: string) {
  if (!existsSync(record)) return {};
  const { port } = JSON.parse(readFileSync(record, 'utf8')) as { port: number };
  return { RPC_URL: `http://127.0.0.1:${port}` };
}
