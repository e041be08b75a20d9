// Runs the invariants and fuzz tests and says how many calls each of them made: `--profile NAME` for a longer campaign, over files if any are named.
import { parseArgs } from 'node:util';
import hre from 'hardhat';

// A campaign over one file finds its handlers only where everything is built already.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { profile: { type: 'string', default: 'default' }, least: { type: 'string', default: '1' } },
});
type Kind = { runs?: bigint; calls?: bigint; reverts?: bigint };
type Suite = { id: { name: string }; testResults: { name: string; kind: Kind }[] };

const task = hre.tasks.getTask(['test', 'solidity']);
const result = (await task.run({
  testProfile: values.profile,
  testFiles: positionals,
  noCompile: positionals.length > 0,
})) as {
  success: boolean;
  value?: { suiteResults: Suite[] };
  error?: { suiteResults: Suite[] };
};
const suites = (result.value ?? result.error)?.suiteResults ?? [];

const show = (figure: bigint | number) => figure.toLocaleString('en');
let calls = 0n;
console.log(`\n${'calls'.padStart(12)} ${'reverted'.padStart(10)}   invariant`);
for (const { id, testResults } of suites) {
  for (const { name, kind } of testResults) {
    if (kind.calls === undefined) continue;
    calls += kind.calls;
    console.log(`${show(kind.calls).padStart(12)} ${show(kind.reverts ?? 0n).padStart(10)}   ${id.name}.${name}`);
  }
}
console.log(`${show(calls).padStart(12)} ${''.padStart(10)}   in all`);
if (calls < BigInt(values.least)) {
  console.error(`That is fewer than ${show(BigInt(values.least))}.`);
  process.exitCode = 1;
}
if (!result.success) process.exitCode = 1;
