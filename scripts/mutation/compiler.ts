// Solidity to bytecode in this process, as quickly as the compiler can: no optimisation beyond what the stack needs.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../run.ts';

type Solc = {
  compile(input: string, callbacks: { import(path: string): { contents: string } | { error: string } }): string;
};
type Contract = { evm: { bytecode: { object: string }; deployedBytecode: { object: string } } };
type Output = {
  errors?: { severity: string; formattedMessage: string }[];
  contracts?: Record<string, Record<string, Contract>>;
  sources?: Record<string, { ast: unknown }>;
};

const solc = createRequire(import.meta.url)('solc') as Solc;

/** The old pipeline is the quicker one; where its stack is too small the new one serves. */
const pipelines = {
  direct: { optimizer: { enabled: false } },
  viaIR: {
    viaIR: true,
    optimizer: { enabled: true, details: { yul: true, yulDetails: { optimizerSteps: 'u', stackAllocation: true } } },
  },
} as const;
export type Pipeline = keyof typeof pipelines;

export const sourceOf = (path: string) => readFileSync(join(root, path), 'utf8');

/** The registry's widest event is too much for the old pipeline's stack where it is emitted: a function takes it over. */
function shallow(text: string) {
  const widest = text.match(/emit CommunityCreated\([^;]*;/)?.[0];
  if (!widest) return text;
  const taken = text.replace(widest, '_announce(token, owner, decimals, params);').trimEnd().slice(0, -1);
  const parameters = 'address token, address owner, uint8 decimals, NewCommunity calldata params';
  return `${taken} function _announce(${parameters}) private { ${widest} } }`;
}

function compile(sources: Record<string, string>, settings: object): Output {
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }])),
    settings: { evmVersion: 'cancun', metadata: { appendCBOR: false }, ...settings },
  };
  const find = (path: string) => {
    const file = [join(root, path), join(root, 'node_modules', path)].find(existsSync);
    return file ? { contents: readFileSync(file, 'utf8') } : { error: `${path} is nowhere` };
  };
  return JSON.parse(solc.compile(JSON.stringify(input), { import: find })) as Output;
}

const failure = ({ errors = [] }: Output) => errors.find(({ severity }) => severity === 'error')?.formattedMessage;

export function treeOf(path: string): unknown {
  const output = compile({ [path]: sourceOf(path) }, { outputSelection: { [path]: { '': ['ast'] } } });
  const failed = failure(output);
  if (failed) throw new Error(failed);
  return output.sources![path]!.ast;
}

/** Bytecode of `contracts`, each named as its file, where `changed` stands for the files it names; or why there is none. */
export function bytecodeOf(contracts: string[], changed: Record<string, string>, pipeline: Pipeline) {
  const paths = contracts.map((name) => `contracts/${name}.sol`);
  const sources = { ...Object.fromEntries(paths.map((path) => [path, sourceOf(path)])), ...changed };
  const output = compile(Object.fromEntries(Object.entries(sources).map(([path, text]) => [path, shallow(text)])), {
    ...pipelines[pipeline],
    outputSelection: Object.fromEntries(
      paths.map((path, at) => [path, { [contracts[at]!]: ['evm.bytecode.object', 'evm.deployedBytecode.object'] }]),
    ),
  });
  const failed = failure(output);
  if (failed) return { failed };
  return {
    bytecode: Object.fromEntries(
      contracts.map((name, at) => {
        const { bytecode, deployedBytecode } = output.contracts![paths[at]!]![name]!.evm;
        return [name, { bytecode: `0x${bytecode.object}`, deployedBytecode: `0x${deployedBytecode.object}` }];
      }),
    ),
  };
}
