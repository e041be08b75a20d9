// Contracts that are never deployed with the product, compiled as its own are where they are needed.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import solc from 'solc';
import type { Hex } from 'viem';
import { root } from '../run.ts';

/** @param path of a Solidity file in this repository, whose contract bears its name @returns its init code */
export function compiled(path: string): Hex {
  const settings = { evmVersion: 'cancun', optimizer: { enabled: true, runs: 10_000 }, viaIR: true };
  const input = {
    language: 'Solidity',
    sources: { [path]: { content: readFileSync(join(root, path), 'utf8') } },
    settings: { ...settings, outputSelection: { [path]: { '*': ['evm.bytecode.object'] } } },
  };
  const find = (name: string) => {
    const file = [join(root, name), join(root, 'node_modules', name)].find(existsSync);
    return file ? { contents: readFileSync(file, 'utf8') } : { error: `${name} is nowhere` };
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: find }));
  const contract = output.contracts?.[path]?.[basename(path, '.sol')];
  if (!contract)
    throw new Error(output.errors.map((each: { formattedMessage: string }) => each.formattedMessage).join('\n'));
  return `0x${contract.evm.bytecode.object}`;
}
