/** The whole product for a test: a real chain, a real database, the local Discord, and the server in this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPublicClient, createTestClient, createWalletClient, http } from 'viem';
import { hardhat } from 'viem/chains';
import { readConfig } from '../../bot/config.ts';
import { APPLICATION_ID, GUILDS, LOCAL_DISCORD_TOKEN } from '../../bot/local-discord/seed.ts';
import { type LocalDiscordOptions, startLocalDiscord } from '../../bot/local-discord/server.ts';
import { run } from '../../bot/main.ts';
import { startChain } from '../../scripts/local/chain.ts';
import { passphraseFile } from '../../scripts/local/passphrase.ts';
import { seedLocal } from '../../scripts/seed-local.ts';
import { testDatabase } from './database.ts';

export type Stack = Awaited<ReturnType<typeof startStack>>;

/**
 * Starts everything, contracts deployed and the two demo communities created (`broski` for the lounge, `taskbot` for
 * the taskforce).
 * @param options.server false: all but the server, which the test starts itself with `env`
 * @param options.discord how the local Discord differs from its usual self
 */
export async function startStack(
  options: { clock?: () => number; server?: boolean; env?: NodeJS.ProcessEnv; discord?: LocalDiscordOptions } = {},
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-stack-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const starting = [
    startChain(dataDir, 0).then((chain) => opened.adopt(chain, ({ stop }) => stop())),
    testDatabase().then((database) => opened.adopt(database, ({ close }) => close())),
    // A machine busy with other tests may hold the bot up for longer than Discord would wait.
    startLocalDiscord({ port: 0, answerWithinMs: 30_000, ...options.discord }).then((discord) =>
      opened.adopt(discord, ({ close }) => close()),
    ),
  ] as const;
  // What started late must be closed as well where another did not start at all.
  await Promise.allSettled(starting);
  const [chain, database, discord] = await Promise.all(starting);
  const env: NodeJS.ProcessEnv = {
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    RPC_URL: chain.url,
    DISCORD_TOKEN: LOCAL_DISCORD_TOKEN,
    DISCORD_APPLICATION_ID: APPLICATION_ID,
    DISCORD_API_URL: `${discord.url}/api`,
    API_PORT: '0',
    POLL_MS: '50',
    SETTLE_SECONDS: '0.2',
    COMMANDS_A_MINUTE: '1000',
    API_REQUESTS_PER_MINUTE: '1000000',
    KEYSTORE_PASSPHRASE_FILE: passphraseFile(dataDir),
    LOG_LEVEL: 'silent',
    ...options.env,
  };
  const { deployment, tokens } = await seedLocal(env);
  const config = readConfig(env);
  let server = options.server === false ? undefined : await run(config, options.clock);
  opened.defer(() => server?.close());
  const transport = http(chain.url);
  // From here on the caller closes it all.
  const everything = opened.move();

  return {
    env,
    config,
    chain,
    database,
    discord,
    deployment,
    lounge: { guildId: GUILDS.lounge, token: tokens[0]! },
    taskforce: { guildId: GUILDS.taskforce, token: tokens[1]! },
    client: createPublicClient({ chain: hardhat, transport, cacheTime: 0, pollingInterval: 50 }),
    wallet: createWalletClient({ chain: hardhat, transport }),
    /** Moves the chain's time and forks it; the server does not know. */
    control: createTestClient({ chain: hardhat, mode: 'hardhat', transport }),
    get server() {
      if (!server) throw new Error('This stack runs no server.');
      return server;
    },
    /** Stops the server and starts a new one on the same data. */
    async restart() {
      await server?.close();
      server = await run(config, options.clock);
    },
    close: () => everything.disposeAsync(),
  };
}
