import type { Logger } from 'pino';
import type { Chain } from './chain/chain.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import type { Metrics } from './metrics.ts';

/** What every operation gets. Made once, in main.ts, and passed downward. */
export type Context = {
  config: Config;
  log: Logger;
  metrics: Metrics;
  /** Milliseconds since the epoch. */
  clock: () => number;
  db: Database;
  chain: Chain;
};
