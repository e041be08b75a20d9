// Looks at everything that the server needs, and says of each what is wrong and what to do. Changes nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../bot/config.ts';
import { FatalError } from '../bot/errors.ts';
import { cleaner, secretsOf } from '../bot/log.ts';
import { askedOf } from './arguments.ts';
import { type Finding, findings } from './doctor/findings.ts';
import { localEnvironment } from './local/environment.ts';
import { root } from './run.ts';

const HELP = `npm run doctor [-- --patience SECONDS] [--json]

Looks at configuration, folder, database, keystore, nodes, contracts, wallets, tables, outbox and Discord, and prints a
line for each, with a remedy where one is needed. Reads only; the server may run or not. All looks are made at once, and
none is waited for longer than --patience (4 seconds).
Exit codes: 0 all is well, 1 warnings, 2 faults, or wrong arguments.`;

const values = askedOf(HELP, () => {
  const { values } = parseArgs({
    options: {
      patience: { type: 'string', default: '4' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const patience = Number(values.patience);
  if (!(patience >= 1 && patience <= 600)) throw new Error('--patience is a number of seconds from 1 to 600.');
  return { ...values, patience };
});
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));

const marks = { ok: 'ok     ', warning: 'WARNING', fault: 'FAULT  ' };
const found: Finding[] = [];
let clean = (text: string) => text;
const tell = (finding: Finding) => {
  found.push(finding);
  const { state, check, says, remedy } = finding;
  const line = values.json
    ? JSON.stringify(finding)
    : `${marks[state]} ${check}: ${says}${remedy ? ` → ${remedy}` : ''}`;
  console.log(clean(line));
};

try {
  const config = readConfig(localEnvironment(process.env));
  clean = cleaner(secretsOf(config));
  tell({ check: 'configuration', state: 'ok', says: 'It has no faults.' });
  for await (const finding of findings(config, values.patience * 1000)) tell(finding);
} catch (error) {
  if (!(error instanceof FatalError)) throw error;
  tell({ check: 'configuration', state: 'fault', says: error.message, remedy: 'correct these, and look again' });
}
const worst = found.some(({ state }) => state === 'fault') ? 2 : found.some(({ state }) => state === 'warning') ? 1 : 0;
process.exit(worst);
