// What needs longer than a test may take: `contracts`, a million calls against the invariants; `faults`, two hundred kills and
// all else that can go wrong while members are at work; `api`, requests of every kind. All unless one is named.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { askedOf } from './arguments.ts';

const HELP = `npm run soak [-- contracts|faults|api] [options]

  contracts         the contracts' invariants and fuzz tests, for a million calls
  faults            members at work while processes are killed, the chain forks and the node lies
    --runs N        contracts: campaigns an invariant
    --kills N       faults: ends after so many kills (200), once each step of an operation had its share
    --minutes N     faults: ends after so many minutes at the latest (40)
    --seed N        faults, api: draws the same again
  api               every route of the API asked what its document allows, and what it does not, by everybody
    --requests N    api: how many (50000)
    --keep          faults: keeps logs and database of a run that failed
    --json          faults, api: the report as one line of JSON

Exit code 0: all held; 1: something did not; 2: wrong arguments.`;

const number = (text: string | undefined, fallback: number) => (text === undefined ? fallback : Number(text));

function read() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      kills: { type: 'string' },
      minutes: { type: 'string' },
      seed: { type: 'string' },
      requests: { type: 'string' },
      keep: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { keep, json, help } = values;
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  const faults = {
    kills: number(values.kills, 200),
    minutes: number(values.minutes, 40),
    seed: number(values.seed, randomInt(1, 2 ** 31)),
    keep,
    json,
  };
  const api = { requests: number(values.requests, 50_000), seed: faults.seed, json };
  const known = positionals.every((name) => ['contracts', 'faults', 'api'].includes(name));
  const numbers = [runs ?? 0, faults.kills, faults.minutes, faults.seed, api.requests];
  if (!known || !numbers.every((value) => Number.isFinite(value) && value >= 0)) throw new Error('unknown argument');
  return { help, runs, faults, api, wants: (name: string) => positionals.length === 0 || positionals.includes(name) };
}

const asked = askedOf(HELP, read);
let held = true;
if (asked.wants('contracts')) held = await (await import('./soak/contracts.ts')).soakContracts(asked.runs);
if (asked.wants('faults')) held = (await (await import('./soak/faults.ts')).soakFaults(asked.faults)) && held;
if (asked.wants('api')) held = (await (await import('./soak/api.ts')).soakApi(asked.api)) && held;
process.exit(held ? 0 : 1);
