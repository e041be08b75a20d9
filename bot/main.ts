/** The composition root: the one place that imports everything, opens it in order and closes it in reverse. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { startApi } from './api/start.ts';
import { startWebhooks } from './api/webhooks/deliver.ts';
import { startDailyBackups } from './backup/daily.ts';
import { readDeployment } from './chain/deployment.ts';
import { watchFunds } from './chain/funds.ts';
import { openChain, reachChain } from './chain/open.ts';
import { type Config, readConfig } from './config.ts';
import type { Context } from './context.ts';
import { withPassphrase } from './custody/prompt.ts';
import { openDatabase } from './db/database.ts';
import { tellIn } from './discord/locales/say.ts';
import { openDiscord } from './discord/openDiscord.ts';
import { FatalError } from './errors.ts';
import { requireFolder } from './folder.ts';
import { openHealth } from './health.ts';
import { startIndexer } from './indexer/start.ts';
import { type KeptLog, openKeptLog } from './keptLog.ts';
import { openLog } from './log.ts';
import { openMetrics } from './metrics.ts';
import { serveMetrics } from './metricsServer.ts';
import { openOperatorHook } from './operatorHook.ts';
import { endOnSignal } from './shutdown.ts';
import { openSimulator } from './simulator.ts';

const dapp = join(import.meta.dirname, '../dapp/dist');

/**
 * Starts the whole server. Whatever a person must mend first is found before anything is written.
 * @returns the API's address, and how to stop everything
 * @throws FatalError in one sentence that says what to do
 */
export async function run(
  config: Config,
  clock: () => number = () => Date.now() + config.clockSkewMs,
  { log, kept }: Logs = openLogs(config),
) {
  const metrics = openMetrics();
  const closers: { part: string; close: () => Promise<unknown> }[] = [];
  let closing: string | null = null;
  const opened = <T extends { close(): Promise<unknown> }>(part: string, it: T) => {
    closers.push({ part, close: () => it.close() });
    return it;
  };
  const close = async () => {
    for (let last = closers.pop(); last; last = closers.pop()) {
      closing = last.part;
      await last.close();
    }
    closing = null;
  };
  try {
    requireFolder(config);
    const deployment = readDeployment(config);
    const operator = openOperatorHook({ url: config.operator.webhookUrl, log, clock });
    const { tell } = opened('the operator’s webhook', operator);
    const reached = opened('the signer', await reachChain({ config, log, metrics, deployment, tell }));
    const database = opened(
      'the database',
      await openDatabase({
        url: config.databaseUrl,
        directUrl: config.databaseDirectUrl,
        dataDir: config.dataDir,
        own: true,
        log,
      }),
    );

    const faults = crash(config);
    const chain = opened(
      'the relayer',
      await openChain({
        config,
        log,
        metrics,
        clock,
        db: database.db,
        deployment,
        reached,
        faults,
        tell,
      }),
    );
    const ctx: Context = { config, log, metrics, clock, db: database.db, chain };
    opened('the kept log', kept.keepIn(ctx));

    const health = openHealth(ctx);
    health.watch('signer', async () => {
      await reached.signer.salts([]);
      return { state: 'ok', code: 'PartAnswers', message: 'It answers.' };
    });
    const indexer = opened('the indexer', await startIndexer(ctx));
    const discord = openDiscord(ctx, faults);
    const simulator = openSimulator(ctx);
    if (simulator) opened('the simulator', simulator);
    const api = opened(
      'the API',
      await startApi(ctx, {
        health,
        discord: discord.port,
        simulator,
        tell: tellIn,
        playground:
          config.local && config.discord.apiUrl ? { discordUrl: new URL(config.discord.apiUrl).origin } : undefined,
        staticDir: existsSync(dapp) ? dapp : undefined,
      }),
    );
    opened('the Discord bot', discord);
    opened('the webhooks', await startWebhooks(ctx));
    await discord.start();
    health.watch('discord', () =>
      discord.port()?.connected()
        ? { state: 'ok', code: 'GatewayConnected', message: 'The gateway is connected.' }
        : {
            ...{ state: 'down', code: 'GatewayAway' },
            message: 'The gateway of Discord is not connected; it is tried again.',
          },
    );
    const wallets = reached.signer.addresses.relayers;
    const { symbol } = config.network;
    const lowDays = config.operator.lowBalanceDays;
    const paying = { ...ctx, client: reached.client, wallets, symbol, lowDays, tell };
    const funds = opened('the watch over the wallets', watchFunds(paying));
    health.watch('wallets', funds.part);
    if (config.metrics) opened('the metrics', await serveMetrics(ctx, { ...config.metrics, health, wallets }));
    const { dir, hour, keep } = config.backup;
    if (dir) opened('the daily backup', startDailyBackups(ctx, { dir, hour, keep }));
    chain.startRelayer();
    chain.startSentinel();
    log.info({ url: api.url }, 'Guildmint is ready');
    return {
      url: api.url,
      ctx,
      indexer,
      /** Tells whoever asks to go elsewhere, finishes what was begun, and gives everything back. */
      close() {
        health.drain();
        return close();
      },
      /** The part that is being closed. */
      closing: () => closing,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type Logs = { log: Logger; kept: KeptLog };

/** The log, and what the operator reads of it without a shell. */
function openLogs(config: Config): Logs {
  const kept = openKeptLog();
  return { log: openLog(config, { out: process.stdout, err: process.stderr, kept }), kept };
}

/**
 * On the local network a test may name the step at which the process dies as by `kill -9`: `step`, or `step#2`. With `ask`
 * it tells its parent of every step and waits for its word there, so that the parent may kill what it likes.
 */
function crash({ crashAt }: Config) {
  if (!crashAt) return undefined;
  if (crashAt === 'ask') {
    const waiting: (() => void)[] = [];
    process.on('message', () => waiting.shift()?.());
    return {
      at(step: string) {
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting.push(resolve);
        process.send?.({ at: step });
        return promise;
      },
    };
  }
  const [deadly, time = '1'] = crashAt.split('#');
  let left = Number(time);
  return {
    at(step: string) {
      if (step === deadly && --left === 0) process.kill(process.pid, 'SIGKILL');
    },
  };
}

if (import.meta.main) {
  let log: Logger | undefined;
  /** What a person must mend ends in 78, as sysexits.h has it for configuration; whatever else went wrong, in 1. */
  const fail = (error: unknown) => {
    if (error instanceof FatalError) {
      log?.info({ reason: error.message }, 'the server refuses to run');
      console.error(error.message);
      process.exit(78);
    }
    if (!log) throw error;
    log.fatal({ err: error }, 'the server ends');
    process.exit(1);
  };
  process.on('uncaughtException', fail);
  try {
    const config = readConfig(await withPassphrase(process.env));
    const logs = openLogs(config);
    log = logs.log;
    const server = await run(config, undefined, logs);
    endOnSignal(server, log);
    process.send?.({ ready: server.url });
  } catch (error) {
    fail(error);
  }
}
