// Writes contracts/generated/abi.ts and the files behind it from the compiled artifacts; `--check` only says whether it is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const target = join(root, 'contracts/generated');

// The name in code, and the artifacts it comes from: what one hands on to another is called at the same address.
const contracts: Record<string, string | string[]> = {
  communitiesAbi: 'contracts/Communities.sol/Communities.json',
  tokenAbi: ['contracts/Token.sol/Token.json', 'contracts/TokenExtension.sol/TokenExtension.json'],
  wrappedTokenAbi: [
    'contracts/WrappedToken.sol/WrappedToken.json',
    'contracts/WrappedTokenExtension.sol/WrappedTokenExtension.json',
  ],
  earningsAbi: 'contracts/Earnings.sol/Earnings.json',
  giftsAbi: 'contracts/Gifts.sol/Gifts.json',
  shopAbi: 'contracts/Shop.sol/Shop.json',
  clansAbi: 'contracts/Clans.sol/Clans.json',
  conductAbi: 'contracts/Conduct.sol/Conduct.json',
  tasksAbi: 'contracts/Tasks.sol/Tasks.json',
  achievementsAbi: 'contracts/Achievements.sol/Achievements.json',
  marketAbi: 'contracts/Market.sol/Market.json',
  stashAbi: 'contracts/Stash.sol/Stash.json',
  custodianAbi: 'contracts/Custodian.sol/Custodian.json',
  memberAccountAbi: 'contracts/MemberAccount.sol/MemberAccount.json',
  forwarderAbi: '@openzeppelin/contracts/metatx/ERC2771Forwarder.sol/ERC2771Forwarder.json',
};

const artifact = (path: string) => {
  const file = join(root, 'artifacts', path);
  if (!existsSync(file)) throw new Error(`artifacts/${path} is missing: run \`npm run compile\`.`);
  return JSON.parse(readFileSync(file, 'utf8')) as { abi: object[] };
};

function abiOf(paths: string | string[]) {
  const parts = [paths].flat().flatMap((path) => artifact(path).abi.map((part) => JSON.stringify(part)));
  return [...new Set(parts)].map((part) => JSON.parse(part) as object);
}

const head = '// Generated from the compiled contracts by `npm run compile`. Do not edit.\n\n';
const fileOf = (name: string) => `abi/${name.replace(/Abi$/, '')}.ts`;

// One file for each contract, so that a page that calls one of them does not load all.
const files: Record<string, string> = {
  'abi.ts':
    head +
    Object.keys(contracts)
      .map((name) => `export { ${name} } from './${fileOf(name)}';\n`)
      .join(''),
  ...Object.fromEntries(
    Object.entries(contracts).map(([name, path]) => [
      fileOf(name),
      `${head}export const ${name} = ${JSON.stringify(abiOf(path), null, 2)} as const;\n`,
    ]),
  ),
};

const isCurrent = ([name, text]: [string, string]) =>
  existsSync(join(target, name)) && readFileSync(join(target, name), 'utf8') === text;

if (process.argv.includes('--check')) {
  if (!Object.entries(files).every(isCurrent)) {
    console.error('contracts/generated is stale: run `npm run compile` and commit it.');
    process.exit(1);
  }
} else {
  mkdirSync(join(target, 'abi'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(target, name), text);
}
