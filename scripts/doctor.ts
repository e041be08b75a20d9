// Looks at everything that the server needs, and says of each what is wrong and what to do. Changes nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../bot/config.ts';
import { FatalError } from '../bot/errors.ts';
import { cleaner, secretsOf } from '../bot/log.ts';
import { type Finding, findings } from './doctor/findings.ts';
import { localEnvironment } from './local/environment.ts';
import { root } from './run.ts';

const help = `npm run doctor [-- --json]

Looks at configuration, folder, database, keystore, nodes, contracts, wallets, tables, outbox and Discord, and prints a
line for each, with a remedy where one is needed. Reads only; the server may run or not.
Exit codes: 0 all is well, 1 warnings, 2 faults.`;

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}
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
  for await (const finding of findings(config)) tell(finding);
} catch (error) {
  if (!(error instanceof FatalError)) throw error;
  tell({ check: 'configuration', state: 'fault', says: error.message, remedy: 'correct these, and look again' });
}
const worst = found.some(({ state }) => state === 'fault') ? 2 : found.some(({ state }) => state === 'warning') ? 1 : 0;
process.exit(worst);
