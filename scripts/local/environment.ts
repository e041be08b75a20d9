import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from '../run.ts';
import { localApplication } from './discord.ts';

/** The environment as `npm start` completes it: where nothing is configured, the local chain and the local Discord. */
export function localEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const dataDir = resolve(env.DATA_DIR || join(root, 'data'));
  const chain = portOf(dataDir, 'chain') ?? 8545;
  const discord = portOf(dataDir, 'discord') ?? 5010;
  const passphrase = join(dataDir, 'passphrase');
  return {
    DATA_DIR: dataDir,
    ...(!env.RPC_URL && { RPC_URL: `http://127.0.0.1:${chain}` }),
    ...(!env.DISCORD_TOKEN && localApplication(discord)),
    ...(existsSync(passphrase) && { KEYSTORE_PASSPHRASE_FILE: passphrase }),
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  };
}

/** Of a part that `npm start` has started. */
function portOf(dataDir: string, name: string): number | null {
  try {
    return Number(JSON.parse(readFileSync(join(dataDir, 'processes', `${name}.json`), 'utf8')).port);
  } catch {
    return null;
  }
}
