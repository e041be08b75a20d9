// The gas of every function that changes state: what the tests measured, beside what is kept in
// test/contracts/gas.snapshot.json.
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.ts';

const SNAPSHOT = join(root, 'test/contracts/gas.snapshot.json');
const MEASURED = join(root, 'cache/gas.json');
/** Accounts and moments differ by a few bytes of call data from one version of the tests to the next. */
const TOLERANCE = 0.02;
/** What draws costs more or less by which NFT a block's hash chooses: the last of the pool moves no other. */
const BY_CHANCE: Record<string, number> = { 'Stash.forfeit': 0.2, 'Stash.reveal': 0.2, 'Stash.settle': 0.2 };

/** What no transaction can call with success: a badge refuses all of it, an account is initialized as it is deployed. */
const NEVER = new Set([
  'Achievements.approve',
  'Achievements.safeTransferFrom',
  'Achievements.setApprovalForAll',
  'Achievements.transferFrom',
  'MemberAccount.initialize',
]);

/** What inherits functions that are measured there already: the same code, of which tests need call only one. */
const PARENTS: Record<string, string> = { WrappedTokenExtension: 'TokenExtension' };

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

/** Arguments by which Hardhat measures while it tests; what was measured before is forgotten. */
export function measuring(): string[] {
  rmSync(MEASURED, { force: true });
  return ['--gas-stats-json', MEASURED];
}

/** The cheapest and the dearest of all. */
const widened = (range: Range | undefined, { min, max }: Stats): Range =>
  range ? [Math.min(range[0], min), Math.max(range[1], max)] : [min, max];

/** By contract and function, overloads together, from the tests' last run. */
function measured(): Map<string, Map<string, Range>> {
  const all = new Map<string, Map<string, Range>>();
  const { contracts } = JSON.parse(readFileSync(MEASURED, 'utf8')) as Report;
  for (const { contractName, deployment, functions } of Object.values(contracts)) {
    const own = all.get(contractName) ?? new Map<string, Range>();
    all.set(contractName, own);
    if (deployment) own.set(DEPLOYMENT, widened(own.get(DEPLOYMENT), deployment));
    for (const [signature, stats] of Object.entries(functions ?? {})) {
      const name = signature.split('(')[0]!;
      own.set(name, widened(own.get(name), stats));
    }
  }
  return all;
}

/** Every deployable contract's figures, and the functions that no test calls with success. */
function survey() {
  const all = measured();
  const artifacts = globSync('artifacts/contracts/*.sol/*.json', { cwd: root })
    .map((path) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Artifact)
    .filter(({ bytecode }) => bytecode.length > 2)
    .sort((a, b) => a.contractName.localeCompare(b.contractName));
  const now: Snapshot = {};
  const faults: string[] = [];
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
      else if (
        name !== DEPLOYMENT &&
        !NEVER.has(`${contractName}.${name}`) &&
        !all.get(PARENTS[contractName] ?? '')?.has(name)
      )
        faults.push(`${contractName}.${name}: no test calls it with success`);
    }
  }
  return { now, faults };
}

/** Keeps what the tests' last run measured. @returns functions without a figure */
export function keep(): string[] {
  const { now, faults } = survey();
  const lines = Object.entries(now).map(([contract, functions]) => {
    const rows = Object.entries(functions).map(([name, range]) => `    "${name}": [${range.join(', ')}]`);
    return `  "${contract}": {\n${rows.join(',\n')}\n  }`;
  });
  writeFileSync(SNAPSHOT, `{\n${lines.join(',\n')}\n}\n`);
  return faults;
}

/** Compares the tests' last run with what is kept. @returns what rose or is missing, what fell, and how much there is */
export function compare(): { faults: string[]; fallen: string[]; count: number } {
  const { now, faults } = survey();
  const fallen: string[] = [];
  const kept = existsSync(SNAPSHOT) ? (JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as Snapshot) : {};
  const show = (range: Range) => range.map((gas) => gas.toLocaleString('en')).join(' to ');
  for (const [contract, functions] of Object.entries(now)) {
    for (const [name, range] of Object.entries(functions)) {
      const before = kept[contract]?.[name];
      const tolerance = BY_CHANCE[`${contract}.${name}`] ?? TOLERANCE;
      if (!before) faults.push(`${contract}.${name}: ${show(range)}, but nothing is kept`);
      else if (range.some((gas, at) => gas > before[at]! * (1 + tolerance)))
        faults.push(`${contract}.${name}: ${show(before)} before, ${show(range)} now`);
      else if (range.some((gas, at) => gas < before[at]! * (1 - tolerance)))
        fallen.push(`${contract}.${name}: ${show(before)} before, only ${show(range)} now`);
    }
  }
  for (const [contract, functions] of Object.entries(kept)) {
    for (const name of Object.keys(functions))
      if (!now[contract]?.[name]) faults.push(`${contract}.${name} is kept, but no longer measured`);
  }
  const count = Object.values(now).reduce((sum, functions) => sum + Object.keys(functions).length, 0);
  return { faults, fallen, count };
}

export const HOW_TO_KEEP = 'Where the figures are meant: `npm run gas -- --update`, and say why in the commit.';
