// Compiles the contracts and builds the dApp where their sources changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bin, node, root } from './run.ts';

const targets = {
  contracts: {
    sources: [
      'contracts/**/*.sol',
      'hardhat.config.ts',
      // Not the lock file: what other packages come with changes no bytecode, and compiling takes minutes.
      'node_modules/{hardhat,solc,@openzeppelin/contracts}/package.json',
    ],
    result: 'artifacts/contracts/Token.sol/Token.json',
    args: [bin.hardhat, 'build', '--quiet'],
  },
  dapp: {
    sources: ['dapp/**/*', 'lingui.config.ts', 'bot/api/**/*.ts', 'contracts/generated/**/*.ts', 'package-lock.json'],
    result: 'dapp/dist/index.html',
    args: [bin.vite, 'build', 'dapp', '--logLevel', 'error'],
  },
};

async function bring(name: keyof typeof targets) {
  const { sources, result, args } = targets[name];
  const files = globSync(sources, {
    cwd: root,
    exclude: ['dapp/dist', 'dapp/dist/**', '*/node_modules/**'],
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(relative(root, file)).update(readFileSync(file));
  const wanted = hash.digest('hex');
  const stamp = join(root, 'cache', `${name}.stamp`);
  if (existsSync(join(root, result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log(name === 'contracts' ? 'Compiling the contracts …' : 'Building the dApp …');
  const { code } = await node(args);
  if (code !== 0) throw new Error(`${name} could not be built; what went wrong stands above.`);
  mkdirSync(join(root, 'cache'), { recursive: true });
  writeFileSync(stamp, wanted);
}

export async function build(options: { dapp: boolean }) {
  await bring('contracts');
  if (options.dapp) await bring('dapp');
}
