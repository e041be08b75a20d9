// Writes contracts/generated/abi.ts from the compiled artifacts; `--check` only says whether it is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const target = join(root, 'contracts/generated/abi.ts');

// The name in code, and the artifact it comes from.
const contracts: Record<string, string> = {
  communitiesAbi: 'contracts/Communities.sol/Communities.json',
  tokenAbi: 'contracts/Token.sol/Token.json',
  earningsAbi: 'contracts/Earnings.sol/Earnings.json',
  giftsAbi: 'contracts/Gifts.sol/Gifts.json',
  shopAbi: 'contracts/Shop.sol/Shop.json',
  custodianAbi: 'contracts/Custodian.sol/Custodian.json',
  memberAccountAbi: 'contracts/MemberAccount.sol/MemberAccount.json',
  forwarderAbi: '@openzeppelin/contracts/metatx/ERC2771Forwarder.sol/ERC2771Forwarder.json',
};

const artifact = (path: string) => {
  const file = join(root, 'artifacts', path);
  if (!existsSync(file)) throw new Error(`artifacts/${path} is missing: run \`npm run compile\`.`);
  return JSON.parse(readFileSync(file, 'utf8')) as { abi: unknown };
};

const text = [
  '// Generated from the compiled contracts by `npm run compile`. Do not edit.',
  ...Object.entries(contracts).map(
    ([name, path]) => `export const ${name} = ${JSON.stringify(artifact(path).abi, null, 2)} as const;`,
  ),
  '',
].join('\n\n');

if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error('contracts/generated/abi.ts is stale: run `npm run compile` and commit it.');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
