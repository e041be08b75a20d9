// What the compiler made of the contracts, the product's and the tests' own.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Abi, encodeDeployData, type Hex } from 'viem';

const artifacts = join(import.meta.dirname, '../../artifacts');

type Artifact = { abi: Abi; bytecode: Hex };

/** @param path as under `artifacts/`, without ending */
const artifactAt = (path: string) => JSON.parse(readFileSync(join(artifacts, `${path}.json`), 'utf8')) as Artifact;

/** By the contract's name alone. */
export function artifactOf(name: string): Artifact {
  const [file] = globSync(`**/${name}.sol/${name}.json`, { cwd: artifacts });
  if (!file) throw new Error(`${name} is not compiled.`);
  return artifactAt(file.slice(0, -'.json'.length));
}

/** Init code of a compiled contract with its constructor's arguments. `path` as under `artifacts/`, without ending. */
export const initCode = (path: string, args: readonly unknown[] = []): Hex =>
  encodeDeployData({ ...artifactAt(path), args });
