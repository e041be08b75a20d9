// Builds the cache again: from the raw events that are kept, or from the chain.
import { parseArgs } from 'node:util';
import pino from 'pino';
import type { Chain } from '../bot/chain/chain.ts';
import { openClient } from '../bot/chain/clients.ts';
import { readDeployment } from '../bot/chain/deployment.ts';
import { takeTurns } from '../bot/chain/leader.ts';
import { type Database, openDatabase } from '../bot/db/database.ts';
import { FatalError } from '../bot/errors.ts';
import { reset, resetProjection } from '../bot/indexer/cursor.ts';
import { openFollower } from '../bot/indexer/follower.ts';
import { openMetrics } from '../bot/metrics.ts';
import { askedOf } from './arguments.ts';
import { progressBar } from './local/progressBar.ts';
import { reachedConfig } from './local/reachedConfig.ts';

const HELP = `npm run reindex -- [--from-chain] [--continue] [--json]

Empties every table that follows from the chain's events and builds it again, from the raw events that are kept. Raw
events themselves are read anew with --from-chain. Stop the server first.

Ctrl-C interrupts it after the transaction under way; --continue, or simply the server, goes on where it stopped.
Exit code: 0 done, 1 interrupted or failed, 2 it could not begin.`;

const values = askedOf(HELP, () => {
  const { values } = parseArgs({
    options: {
      'from-chain': { type: 'boolean', default: false },
      continue: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
});

try {
  const config = reachedConfig();
  const deployment = readDeployment(config);
  const log = pino({ level: 'silent' });
  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log });
  const bar = progressBar();
  const chain: Partial<Chain> = { client: openClient(config), deployment };
  const metrics = openMetrics();
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  const built = Promise.withResolvers<void>();
  let position = -1;

  async function build(db: Database, signal: AbortSignal) {
    // A follower asks of the chain no more than these two.
    const ctx = { config, log, metrics, clock: Date.now, db, chain: chain as Chain };
    const follower = openFollower(ctx, (progress) => {
      const { percent, events, eventsPerSecond, secondsLeft } = progress;
      if (values.json) console.log(JSON.stringify(progress));
      bar.show('reindexing', percent, `${events} events, ${eventsPerSecond}/s, ${secondsLeft ?? '?'} s left`);
    });
    const stop = AbortSignal.any([signal, interrupted.signal]);
    stop.addEventListener('abort', follower.stop, { once: true });
    if (!values.continue) await (values['from-chain'] ? reset(db) : resetProjection(db, deployment));
    while (!stop.aborted && (await follower.step())) position = follower.position();
    position = follower.position();
  }

  const turns = takeTurns({
    of: 'indexer',
    db: database.db,
    log,
    metrics,
    lead: (db, signal) => build(db, signal).then(built.resolve, built.reject),
  });
  try {
    await turns.looked;
    if (!turns.leading())
      throw new FatalError('A server is indexing this database: stop it first; or leave it, it needs no reindexing.');
    await built.promise;
  } finally {
    bar.clear();
    await turns.close();
    await database.close();
  }
  if (interrupted.signal.aborted) {
    console.error(`Interrupted at block ${position}; \`npm run reindex -- --continue\` goes on.`);
    process.exitCode = 1;
  } else if (values.json) console.log(JSON.stringify({ block: position }));
  else console.log(`The cache is built again up to block ${position}.`);
} catch (error) {
  if (!(error instanceof FatalError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
