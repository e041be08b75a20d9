/** The composition root: the one place that imports everything, opens it in order and closes it in reverse. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { startApi } from './api/start.ts';
import { readDeployment } from './chain/deployment.ts';
import { openChain } from './chain/open.ts';
import { type Config, readConfig } from './config.ts';
import type { Context } from './context.ts';
import { withPassphrase } from './custody/prompt.ts';
import { openDatabase } from './db/database.ts';
import { startDiscord } from './discord/start.ts';
import { FatalError } from './errors.ts';
import { startIndexer } from './indexer/start.ts';
import { openMetrics } from './metrics.ts';

const dapp = join(import.meta.dirname, '../dapp/dist');

/** Starts the whole server. @returns the API's address, and how to stop everything */
export async function run(config: Config, clock: () => number = Date.now) {
  // Everything goes to the log; what a person must see also goes to the terminal.
  const streams = [
    { level: 'trace' as const, stream: process.stdout },
    { level: 'error' as const, stream: process.stderr },
  ];
  const log = pino({ level: config.logLevel }, pino.multistream(streams));
  const metrics = openMetrics();
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log });
    closers.push(database.close);

    const deployment = readDeployment(config);
    const faults = crash(config);
    const chain = await openChain({
      config,
      log,
      metrics,
      clock,
      db: database.db,
      databaseUrl: database.url,
      deployment,
      faults,
    });
    closers.push(chain.close);
    const ctx: Context = { config, log, metrics, clock, db: database.db, chain };

    const indexer = await startIndexer(ctx);
    closers.push(indexer.close);
    const api = await startApi(ctx, {
      playground:
        config.local && config.discord.apiUrl ? { discordUrl: new URL(config.discord.apiUrl).origin } : undefined,
      staticDir: existsSync(dapp) ? dapp : undefined,
    });
    closers.push(api.close);
    const discord = await startDiscord(ctx, { faults });
    closers.push(discord.close);
    chain.startRelayer();
    log.info({ url: api.url }, 'Guildmint is ready');
    return { url: api.url, ctx, indexer, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** On the local network a test may name the step at which the process dies as by `kill -9`: `step`, or `step#2`. */
function crash(config: Config) {
  if (!config.crashAt) return undefined;
  const [deadly, time = '1'] = config.crashAt.split('#');
  let left = Number(time);
  return {
    at(step: string) {
      if (step === deadly && --left === 0) process.kill(process.pid, 'SIGKILL');
    },
  };
}

if (import.meta.main) {
  try {
    const server = await run(readConfig(await withPassphrase(process.env)));
    let stopping = false;
    const stop = async () => {
      if (stopping) return;
      stopping = true;
      await server.close();
      process.exit(0);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    // The supervisor's death must not leave a server behind that nobody sees.
    process.on('disconnect', stop);
    process.send?.({ ready: server.url });
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    console.error(error.message);
    process.exit(78);
  }
}
