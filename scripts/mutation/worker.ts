// Takes one mutant after the other: compiles it, puts its bytecode where the tests look for it, runs them.
import { type ChildProcess, fork } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../run.ts';
import { bytecodeOf, type Pipeline, sourceOf } from './compiler.ts';
import { applied, type Mutant } from './operators.ts';
import type { Answer } from './trial.ts';

/** A mutant that makes the tests wait for ever is told from them all the same. */
const PATIENCE = 180_000;
/** Every mutant's chains stay with the process that tries it: it is replaced in time. */
const MOST_BYTES = 1_500_000_000;

export type Task = { source: string; contracts: string[]; pipeline: Pipeline; tests: string[]; mutant?: Mutant };
export type Verdict = {
  verdict: 'killed' | 'survived' | 'stillborn' | 'same bytecode';
  /** The test that killed, and the file that it is in. */
  by?: string;
  file?: string;
  why?: string;
};

const artifacts = join(root, 'cache/mutation', `artifacts-${process.argv[2]}`);
rmSync(artifacts, { recursive: true, force: true });
cpSync(join(root, 'artifacts'), artifacts, { recursive: true });

const artifactOf = (name: string) => join(artifacts, `contracts/${name}.sol/${name}.json`);
const usual = new Map<string, string>();

function put(name: string, code: object) {
  const file = artifactOf(name);
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run compile\`.`);
  if (!usual.has(name)) usual.set(name, readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(usual.get(name)!) as object), ...code }));
}

let trial: ChildProcess | undefined;
const started = () =>
  fork(join(import.meta.dirname, 'trial.ts'), {
    cwd: root,
    env: { ...process.env, HARDHAT_CONFIG: join(root, 'scripts/mutate.config.ts'), MUTANT_ARTIFACTS: artifacts },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });

function outcomeOf(tests: string[]) {
  trial ??= started();
  const current = trial;
  return new Promise<Verdict>((resolve) => {
    const end = (verdict: Verdict, usable: boolean) => {
      clearTimeout(patience);
      current.removeAllListeners('close').removeAllListeners('message');
      if (!usable) {
        current.kill('SIGKILL');
        trial = undefined;
      }
      resolve(verdict);
    };
    const patience = setTimeout(() => end({ verdict: 'killed', by: 'time' }, false), PATIENCE);
    current.on('close', (code) => end({ verdict: 'killed', by: `exit ${code}` }, false));
    current.on('message', (answer: Answer) => {
      const usable = answer.bytes < MOST_BYTES;
      if ('killedBy' in answer) {
        const { killedBy: by, file, why } = answer;
        end({ verdict: 'killed', by, file: relative(root, file), why }, usable);
      } else if (answer.passed > 0) end({ verdict: 'survived' }, usable);
      else end({ verdict: 'killed', by: 'no test' }, usable);
    });
    current.send(tests.map((file) => join(root, file)));
  });
}

/** Bytecode without the mutant, to tell those that change nothing. */
const plain = new Map<string, string>();

process.on('message', async ({ source, contracts, pipeline, tests, mutant }: Task) => {
  const key = [source, pipeline].join();
  if (!plain.has(key)) plain.set(key, JSON.stringify(bytecodeOf(contracts, {}, pipeline).bytecode));
  const text = mutant ? applied(Buffer.from(sourceOf(source)), mutant) : sourceOf(source);
  const compiled = bytecodeOf(contracts, { [source]: text }, pipeline);
  let verdict: Verdict;
  if (!compiled.bytecode) verdict = { verdict: 'stillborn', why: compiled.failed };
  else if (mutant && JSON.stringify(compiled.bytecode) === plain.get(key)) verdict = { verdict: 'same bytecode' };
  else {
    for (const [name, code] of Object.entries(compiled.bytecode)) put(name, code);
    verdict = await outcomeOf(tests);
    for (const [name, artifact] of usual) writeFileSync(artifactOf(name), artifact);
  }
  process.send?.(verdict);
});
