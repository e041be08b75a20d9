// Proves that the cache is the chain: balances, supplies, stocks, receipts, roles and all else, at one block.
import { parseArgs } from 'node:util';
import pino from 'pino';
import { openClient } from '../bot/chain/clients.ts';
import { readDeployment } from '../bot/chain/deployment.ts';
import { openDatabase } from '../bot/db/database.ts';
import { FatalError } from '../bot/errors.ts';
import { verify } from '../bot/indexer/verify/verify.ts';
import { askedOf } from './arguments.ts';
import { progressBar } from './local/progressBar.ts';
import { reachedConfig } from './local/reachedConfig.ts';

const HELP = `npm run verify -- [--deep] [--no-replay] [--json]

Compares the cache at the block up to which it speaks with
  the contracts        every balance, supply, stock, receipt, role and policy, by eth_call at that block
  a replay             every row of every table, built once more from the raw events in a database of its own
  the node's logs      some ranges of the raw events; with --deep all of them

Prints every value that differs: table, key, column, cached and true. A server may run meanwhile.
Exit code: 0 all is equal, 1 something differs, 2 it could not be compared.`;

const values = askedOf(HELP, () => {
  const { values } = parseArgs({
    options: {
      deep: { type: 'boolean', default: false },
      'no-replay': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
});

try {
  const config = reachedConfig();
  const log = pino({ level: 'silent' });
  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log });
  const bar = progressBar();
  const verdict = await verify({
    db: database.db,
    client: openClient(config),
    deployment: readDeployment(config),
    deep: values.deep,
    replay: !values['no-replay'],
    progress: (part, done, all) => bar.show(part, (100 * done) / Math.max(all, 1)),
    tell(difference) {
      bar.clear();
      if (values.json) return console.log(JSON.stringify(difference));
      const { table, key, column, cached, truth, by } = difference;
      const row = Object.entries(key).map(([name, value]) => `${name} ${value}`);
      console.log(
        `${table} (${row.join(', ')}) ${column}: cached ${cached ?? 'nothing'}, true ${truth ?? 'nothing'} (by ${by})`,
      );
    },
  }).finally(() => {
    bar.clear();
    return database.close();
  });
  const { contracts, replay, node } = verdict.compared;
  if (values.json) console.log(JSON.stringify(verdict));
  else
    console.log(
      `Block ${verdict.block}: ${contracts} values of contracts, ${replay} rows of a replay and ${node} logs of the node compared; ${verdict.differences === 0 ? 'nothing differs' : `${verdict.differences} differ`}.`,
    );
  process.exitCode = verdict.differences === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof FatalError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
