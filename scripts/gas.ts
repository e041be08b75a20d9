// What every function that changes state costs, cheapest and dearest success in the tests, beside the figures kept in
// test/contracts/gas.snapshot.json. Fails where a figure rose by more than the tolerance, and where a function of any
// deployable contract is not measured or not kept. `npm run gas -- --update` writes the figures anew.
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { bin, node, root } from './run.ts';

const SNAPSHOT = join(root, 'test/contracts/gas.snapshot.json');
const MEASURED = join(root, 'cache/gas.json');
/** Accounts and moments differ by a few bytes of call data from one version of the tests to the next. */
const TOLERANCE = 0.02;

/** What no transaction can call with success: a badge refuses all of it, an account is initialized as it is deployed. */
const NEVER = new Set([
  'Achievements.approve',
  'Achievements.safeTransferFrom',
  'Achievements.setApprovalForAll',
  'Achievements.transferFrom',
  'MemberAccount.initialize',
]);

type Range = [least: number, most: number];
type Snapshot = Record<string, Record<string, Range>>;
type Stats = { min: number; max: number };
type Report = {
  contracts: Record<
    string,
    { contractName: string; deployment: Stats | null; functions: Record<string, Stats> | null }
  >;
};
type Artifact = {
  contractName: string;
  bytecode: string;
  abi: { type: string; name: string; stateMutability: string }[];
};

/** What stands in for the constructor, which has no name. */
const DEPLOYMENT = '(deployment)';

await build({ dapp: false });
rmSync(MEASURED, { force: true });
const { code, output } = await node([bin.hardhat, '--gas-stats-json', MEASURED, 'test', 'nodejs', '--no-compile'], {
  quiet: true,
  env: { FORCE_COLOR: '0', NO_COLOR: '1' },
});
if (code !== 0) {
  console.error(output.slice(output.search(/^\s*\d+ failing/m)).slice(0, 20_000));
  console.error('A test fails, so its gas says nothing.');
  process.exit(1);
}

/** The cheapest and the dearest of all. */
const widened = (range: Range | undefined, { min, max }: Stats): Range =>
  range ? [Math.min(range[0], min), Math.max(range[1], max)] : [min, max];

const all = new Map<string, Map<string, Range>>();
for (const { contractName, deployment, functions } of Object.values(
  (JSON.parse(readFileSync(MEASURED, 'utf8')) as Report).contracts,
)) {
  const own = all.get(contractName) ?? new Map<string, Range>();
  all.set(contractName, own);
  if (deployment) own.set(DEPLOYMENT, widened(own.get(DEPLOYMENT), deployment));
  for (const [signature, stats] of Object.entries(functions ?? {})) {
    const name = signature.split('(')[0]!;
    own.set(name, widened(own.get(name), stats));
  }
}

const artifacts = globSync('artifacts/contracts/*.sol/*.json', { cwd: root })
  .map((path) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Artifact)
  .filter(({ bytecode }) => bytecode.length > 2)
  .sort((a, b) => a.contractName.localeCompare(b.contractName));

const faults: string[] = [];
const now: Snapshot = {};
for (const { contractName, abi } of artifacts) {
  const changing = abi.filter(
    ({ type, stateMutability }) =>
      type === 'function' && (stateMutability === 'nonpayable' || stateMutability === 'payable'),
  );
  now[contractName] = {};
  for (const name of [DEPLOYMENT, ...[...new Set(changing.map((part) => part.name))].sort()]) {
    const range = all.get(contractName)?.get(name);
    if (range) now[contractName][name] = range;
    // What only another contract deploys has no deployment of its own.
    else if (name !== DEPLOYMENT && !NEVER.has(`${contractName}.${name}`))
      faults.push(`${contractName}.${name}: no test calls it with success`);
  }
}

if (process.argv.includes('--update')) {
  const lines = Object.entries(now).map(([contract, functions]) => {
    const rows = Object.entries(functions).map(([name, range]) => `    "${name}": [${range.join(', ')}]`);
    return `  "${contract}": {\n${rows.join(',\n')}\n  }`;
  });
  writeFileSync(SNAPSHOT, `{\n${lines.join(',\n')}\n}\n`);
} else {
  const kept = existsSync(SNAPSHOT) ? (JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as Snapshot) : {};
  const show = (range: Range) => range.map((gas) => gas.toLocaleString('en')).join(' to ');
  for (const [contract, functions] of Object.entries(now)) {
    for (const [name, range] of Object.entries(functions)) {
      const before = kept[contract]?.[name];
      if (!before) faults.push(`${contract}.${name}: ${show(range)}, but nothing is kept`);
      else if (range.some((gas, at) => gas > before[at]! * (1 + TOLERANCE))) {
        faults.push(`${contract}.${name}: ${show(before)} before, ${show(range)} now`);
      } else if (range.some((gas, at) => gas < before[at]! * (1 - TOLERANCE))) {
        console.log(`${contract}.${name}: ${show(before)} before, only ${show(range)} now`);
      }
    }
  }
  for (const [contract, functions] of Object.entries(kept)) {
    for (const name of Object.keys(functions)) {
      if (!now[contract]?.[name]) faults.push(`${contract}.${name} is kept, but no longer measured`);
    }
  }
}

const count = Object.values(now).reduce((sum, functions) => sum + Object.keys(functions).length, 0);
console.log(`${count} functions and deployments measured.`);
for (const fault of faults) console.error(fault);
if (faults.length > 0)
  console.error('Where the figures are meant: `npm run gas -- --update`, and say why in the commit.');
process.exit(faults.length > 0 ? 1 : 0);
