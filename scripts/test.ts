// The whole suite, or the named parts: contracts, server, e2e. The contracts' tests measure gas besides, and a rise above
// what is kept fails. Closes with what failed, and `N passed, N failed`.
import { globSync } from 'node:fs';
import { build } from './build.ts';
import { compare, HOW_TO_KEEP, measuring } from './gas/snapshot.ts';
import { bin, node, root } from './run.ts';

/**
 * @property report where the runner begins to tell what failed
 * @property after what else fails, once no test of the run does
 */
type Run = { args: string[]; passed: RegExp; failed: RegExp; report: RegExp; after?: () => string[] };

const nodeTest = (patterns: string[], concurrency: number): Run[] => {
  const files = globSync(patterns, { cwd: root }).sort();
  if (files.length === 0) return [];
  return [
    {
      args: ['--test', '--test-reporter=spec', `--test-concurrency=${concurrency}`, ...files],
      passed: /^ℹ pass (\d+)$/m,
      failed: /^ℹ (?:fail|cancelled) (\d+)$/gm,
      report: /^✖ failing tests:$/m,
    },
  ];
};

const hardhatTest = (args: string[], options: string[] = []): Run => ({
  args: [bin.hardhat, ...options, 'test', ...args],
  passed: /^\s*(\d+) passing/m,
  failed: /^\s*(\d+) failing/gm,
  report: /^\s*\d+ failing/m,
});

function gas(): string[] {
  const { faults, count } = compare();
  console.log(`Gas of ${count} functions and deployments compared with test/contracts/gas.snapshot.json.`);
  return faults.length > 0 ? [...faults, HOW_TO_KEEP] : [];
}

const parts: Record<string, () => Run[]> = {
  contracts: () => [
    { ...hardhatTest([]), args: ['scripts/invariants.ts'] },
    { ...hardhatTest(['nodejs'], measuring()), after: gas },
  ],
  server: () => nodeTest(['test/local-discord/**/*.test.ts', 'test/server/**/*.test.ts'], 2),
  e2e: () => nodeTest(['test/e2e/**/*.test.ts'], 1),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; the parts are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

await build({ dapp: wanted.length === 0 || wanted.includes('e2e') });

let passed = 0;
let failed = 0;
const told: string[] = [];
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
  for (const run of parts[name]!()) {
    const { code, output } = await node(run.args, { env: { FORCE_COLOR: '0', NO_COLOR: '1' } });
    const bad = [...output.matchAll(run.failed)].reduce((sum, match) => sum + Number(match[1]), 0);
    passed += Number(output.match(run.passed)?.[1] ?? 0);
    // A runner that dies without counting has failed all the same.
    failed += code !== 0 && bad === 0 ? 1 : bad;
    if (code !== 0) told.push(`\n${name}: ${output.slice(Math.max(output.search(run.report), 0)).slice(0, 10_000)}`);
    const faults = code === 0 ? (run.after?.() ?? []) : [];
    told.push(...faults);
    if (faults.length > 0) failed += 1;
  }
}
for (const line of told) console.error(line);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
