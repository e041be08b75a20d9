// The invariants and fuzz tests for as long as it takes to make a million calls: `npm run soak [-- RUNS]`, RUNS campaigns
// an invariant. One process a core, each taking one file after the other.
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { bin, node, root } from './run.ts';

const LEAST_CALLS = 1_000_000;
const runs = process.argv[2];
const env = {
  HARDHAT_CONFIG: join(root, 'scripts/soak.config.ts'),
  NO_COLOR: '1',
  ...(runs ? { SOAK_RUNS: runs } : {}),
};

// The handlers too, which an ordinary build need not bring up to date.
const built = await node([bin.hardhat, 'build', '--quiet']);
if (built.code !== 0) process.exit(built.code);
const queue = globSync('test/invariants/*.t.sol', { cwd: root }).sort();
let calls = 0;
const failed: string[] = [];

async function workOff() {
  for (let file = queue.shift(); file; file = queue.shift()) {
    const args = ['scripts/invariants.ts', '--profile', 'soak', '--least', '0', file];
    const { code, output } = await node(args, { quiet: true, env });
    console.log(output.trim());
    calls += Number(output.match(/^ *([\d,]+) +in all$/m)?.[1]?.replaceAll(',', '') ?? 0);
    if (code !== 0) failed.push(file);
  }
}

const began = Date.now();
await Promise.all(Array.from({ length: availableParallelism() }, workOff));
const minutes = ((Date.now() - began) / 60_000).toFixed(1);
console.log(`\n${calls.toLocaleString('en')} calls in ${minutes} minutes.`);
for (const file of failed) console.error(`${file} failed; what happened stands above.`);
if (!runs && calls < LEAST_CALLS) console.error(`That is fewer than ${LEAST_CALLS.toLocaleString('en')}.`);
process.exit(failed.length > 0 || (!runs && calls < LEAST_CALLS) ? 1 : 0);
