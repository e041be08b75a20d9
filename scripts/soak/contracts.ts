// The invariants and fuzz tests for as long as it takes to make a million calls: one process a core, each taking one file
// after the other.
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { bin, node, root } from '../run.ts';

const LEAST_CALLS = 1_000_000;

/** @param runs campaigns an invariant; as many as the configuration says where left out. @returns whether all held */
export async function soakContracts(runs: number | undefined): Promise<boolean> {
  const env = {
    HARDHAT_CONFIG: join(root, 'scripts/soak.config.ts'),
    NO_COLOR: '1',
    ...(runs ? { SOAK_RUNS: String(runs) } : {}),
  };
  // The handlers too, which an ordinary build need not bring up to date.
  const built = await node([bin.hardhat, 'build', '--quiet']);
  if (built.code !== 0) return false;
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
  const enough = runs !== undefined || calls >= LEAST_CALLS;
  if (!enough) console.error(`That is fewer than ${LEAST_CALLS.toLocaleString('en')}.`);
  return failed.length === 0 && enough;
}
