// Mutation testing of the contracts: `npm run mutate [-- NAME ... --sample N --seed N --jobs N --survivors]`. One fault at
// a time is put into a contract; the tests in TypeScript must notice. What they do not notice is listed, unless
// docs/MUTATION.md says why nobody could. Verdicts are kept in cache/mutation, so that a run that was broken off goes on
// where it was, and a later one tries again only what its tests might now tell otherwise; with --survivors, after tests
// were added and none was taken away, only what was not told before.
import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { bytecodeOf, type Pipeline, sourceOf, treeOf } from './mutation/compiler.ts';
import { applied, type Mutant, mutantsOf } from './mutation/operators.ts';
import type { Task, Verdict } from './mutation/worker.ts';
import { root } from './run.ts';

const LEAST_PERCENT = 95;

/** What belongs to a name that is more than one file, and which tests concern it; any other is one file and its folder. */
const targets: Record<string, { sources: string[]; tests: string[] }> = {
  Token: {
    sources: [
      'Token',
      'TokenExtension',
      'WrappedToken',
      'WrappedTokenExtension',
      'abstracts/TokenState',
      'libraries/CountsWord',
      'libraries/Lanes',
      'libraries/Ledger',
      'libraries/MemberWord',
      'libraries/RoomWord',
      'libraries/Streak',
      'libraries/SupplyWord',
      'libraries/Tier',
    ],
    tests: [
      ...['Token/*', 'WrappedToken/*', 'Earnings/*', 'Gifts/*', 'conformance/erc20'],
      'attacks/{day-overflow,hostile-underlying,packed-fields,timestamp-edges}',
    ],
  },
  Earnings: {
    sources: ['Earnings', 'libraries/CapRoom'],
    tests: ['Earnings/*', 'Token/*', 'attacks/{day-overflow,packed-fields,timestamp-edges}'],
  },
  Shop: { sources: ['Shop'], tests: ['Shop/*', 'conformance/erc1155'] },
  Tasks: { sources: ['Tasks', 'libraries/OperatorPromise'], tests: ['Tasks/*', 'attacks/tasks'] },
  Custodian: {
    sources: ['Custodian', 'abstracts/CustodianState', 'MemberAccount'],
    tests: ['Custodian/*', 'MemberAccount/*', 'attacks/{griefing,reentrancy,replay,spoofed-member,stolen-*}'],
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    survivors: { type: 'boolean', default: false },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});
const names = positionals.length > 0 ? positionals : ['Token', 'Earnings', 'Shop', 'Custodian', 'Tasks'];
const pathOf = (source: string) => `contracts/${source}.sol`;

await build({ dapp: false });
const cache = join(root, 'cache/mutation');
mkdirSync(cache, { recursive: true });

/** Files that one imports, itself among them. */
function closureOf(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, from] of sourceOf(path).matchAll(/from "(\.[^"]+)"/g)) closureOf(join(dirname(path), from!), seen);
  return seen;
}
const deployed = globSync('contracts/*.sol', { cwd: root })
  .map((path) => basename(path, '.sol'))
  .sort();

/** Contracts that tests deploy and that hold the source's code. */
function holdersOf(source: string) {
  const holders = deployed.filter((name) => closureOf(pathOf(name)).has(pathOf(source)));
  // Nobody deploys what its factory deploys.
  const inside = new Set([
    'Token',
    'TokenExtension',
    'WrappedToken',
    'WrappedTokenExtension',
    'TokenFactory',
    'MemberAccount',
  ]);
  return holders.filter((name) => !inside.has(name) || (name === 'MemberAccount' && !holders.includes('Custodian')));
}

const direct = new Map<string, boolean>();
/** Whether the quicker of the compiler's pipelines is enough for a contract. */
function isDirect(name: string) {
  const known = direct.get(name) ?? bytecodeOf([name], {}, 'direct').bytecode !== undefined;
  direct.set(name, known);
  return known;
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function* numbers(seed: number) {
  for (let state = seed; ; ) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

function sampled<T>(all: T[], count: number): T[] {
  const random = numbers(Number(values.seed));
  const rest = all.map((_, at) => at);
  const chosen = Array.from({ length: Math.min(count, rest.length) }, () => {
    return rest.splice(Math.floor(random.next().value! * rest.length), 1)[0]!;
  });
  return chosen.sort((a, b) => a - b).map((at) => all[at]!);
}

/** The texts of a test and of whatever it imports; ABIs follow from the contracts, so they are no part of it. */
function textsOf(path: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(path) || path.startsWith('contracts/generated/')) return seen;
  const text = sourceOf(path);
  seen.set(path, text);
  for (const [, from] of text.matchAll(/from '(\.[^']+\.ts)'/g)) textsOf(join(dirname(path), from!), seen);
  return seen;
}
const digestOfTests = (files: string[]) =>
  digest(...[...files.reduce((seen, file) => textsOf(file, seen), new Map<string, string>())].flat());

const inLine = (text: string) => text.trim().replace(/\s+/g, ' ');

/** The mutant as one writes it down: the lines it is in, before and after. */
function described(source: string, mutant: Mutant) {
  const buffer = Buffer.from(sourceOf(source));
  const from = buffer.lastIndexOf('\n', mutant.start) + 1;
  const to = buffer.indexOf('\n', mutant.end);
  const line = buffer.subarray(0, mutant.start).toString().split('\n').length;
  const before = inLine(buffer.subarray(from, to).toString());
  const after = inLine(
    applied(buffer.subarray(from, to), { ...mutant, start: mutant.start - from, end: mutant.end - from }),
  );
  return { line, text: `\`${basename(source)}\`: \`${before}\` → \`${after}\`` };
}

const page = join(root, 'docs/MUTATION.md');
const explained = existsSync(page)
  ? readFileSync(page, 'utf8')
      .split('\n')
      .flatMap((line) => line.match(/^- (`[^`]+`: `[^`]+` → `[^`]+`): ./)?.[1] ?? [])
  : [];

const digest = (...texts: string[]) =>
  texts.reduce((hash, text) => hash.update(text), createHash('sha256')).digest('hex');

type Work = Task & { name: string; key: string; suite: string };
const work: Work[] = [];
for (const name of names) {
  const { sources, tests } = targets[name] ?? { sources: [name], tests: [`${name}/*`] };
  const missing = sources.filter((source) => !existsSync(join(root, pathOf(source))));
  const files = tests.flatMap((pattern) => globSync(`test/contracts/${pattern}.test.ts`, { cwd: root }).sort());
  const concerned = files.filter((file) => !file.endsWith('.gas.test.ts'));
  if (missing.length > 0 || concerned.length === 0) {
    console.log(
      `${name}: ${missing.length > 0 ? `there is no ${missing.map(pathOf).join(', ')}` : 'there are no tests'}.`,
    );
    continue;
  }
  const suite = digestOfTests(concerned);
  const all: Work[] = [];
  for (const source of sources.map(pathOf)) {
    const holders = holdersOf(source.slice('contracts/'.length, -'.sol'.length));
    const able = holders.filter(isDirect);
    // The few contracts that need the slow pipeline keep their own copy of a library sound: the target's tests are not theirs.
    const pipeline: Pipeline = able.length > 0 ? 'direct' : 'viaIR';
    const contracts = able.length > 0 ? able : holders;
    const closure = [...new Set(contracts.flatMap((contract) => [...closureOf(pathOf(contract))]))]
      .sort()
      .map(sourceOf);
    const buffer = Buffer.from(sourceOf(source));
    for (const mutant of mutantsOf(treeOf(source), buffer)) {
      const key = digest(...closure, source, JSON.stringify(mutant));
      all.push({ name, source, contracts, pipeline, tests: concerned, mutant, key, suite });
    }
  }
  work.push(...(values.sample ? sampled(all, Number(values.sample)) : all));
}

/** A verdict stands as long as the tests that it rests on: the one that killed, or all that did not. */
type Kept = Verdict & { key: string; tests?: string };
const restsOn = (verdict: Verdict, suite: string) => {
  if (verdict.verdict === 'killed' && verdict.file) {
    return existsSync(join(root, verdict.file)) ? digestOfTests([verdict.file]) : 'gone';
  }
  return verdict.verdict === 'killed' || verdict.verdict === 'survived' ? suite : undefined;
};
const journal = join(cache, 'verdicts.jsonl');
const kept = new Map<string, Kept>();
if (existsSync(journal)) {
  for (const line of readFileSync(journal, 'utf8').split('\n').filter(Boolean)) {
    const verdict = JSON.parse(line) as Kept;
    kept.set(verdict.key, verdict);
  }
}
const verdicts = new Map<string, Verdict>();
for (const { key, suite } of work) {
  const verdict = kept.get(key);
  const stands = values.survivors && verdict?.verdict === 'killed';
  if (verdict && (stands || verdict.tests === restsOn(verdict, suite))) verdicts.set(key, verdict);
}

/** How many faults each test file told, by function and by contract: it is the likeliest to tell their neighbours too. */
const tally = new Map<string, number>();
const told = (file: string, where: string) => tally.get(`${file} ${where}`) ?? 0;
const places = ({ source, mutant }: Task) => [`${source} ${mutant?.inFunction}`, source];
function learn(task: Task, { file }: Verdict) {
  if (file) for (const where of places(task)) tally.set(`${file} ${where}`, told(file, where) + 1);
}
function likeliestFirst(task: Task) {
  const named = `${task.mutant?.inFunction.replace(/^_/, '')}.test.ts`;
  const likelihood = (file: string) => {
    const [inFunction, inContract] = places(task).map((where) => told(file, where)) as [number, number];
    return inFunction * 10_000 + (basename(file) === named ? 5_000 : 0) + inContract;
  };
  return task.tests.toSorted((a, b) => likelihood(b) - likelihood(a));
}
for (const task of work) learn(task, verdicts.get(task.key) ?? { verdict: 'survived' });

const workers = Array.from({ length: Number(values.jobs) }, (_, at) =>
  fork(join(import.meta.dirname, 'mutation/worker.ts'), [String(at)], { cwd: root }),
);
const ask = (worker: ChildProcess, { source, contracts, pipeline, tests, mutant }: Task) =>
  new Promise<Verdict>((resolve, reject) => {
    const died = (code: number | null) => reject(new Error(`a worker ended with ${code}`));
    worker.once('close', died);
    worker.once('message', (verdict: Verdict) => {
      worker.off('close', died);
      resolve(verdict);
    });
    worker.send({ source, contracts, pipeline, tests, mutant });
  });

const percent = (part: number, whole: number) => (whole === 0 ? 100 : (100 * part) / whole).toFixed(1);
let done = 0;
async function workOff(worker: ChildProcess, queue: Work[]) {
  for (let task = queue.shift(); task; task = queue.shift()) {
    if (!verdicts.has(task.key)) {
      const verdict = await ask(worker, { ...task, tests: likeliestFirst(task) });
      verdicts.set(task.key, verdict);
      learn(task, verdict);
      const tests = restsOn(verdict, task.suite);
      appendFileSync(journal, `${JSON.stringify({ key: task.key, tests, ...verdict })}\n`);
    }
    done++;
    const { verdict, by = '' } = verdicts.get(task.key)!;
    const { line, text } = described(task.source, task.mutant!);
    if (verdict === 'survived') console.log(`survived ${task.source}:${line} ${task.mutant!.operator}\n  - ${text}`);
    else if (process.env.VERBOSE) console.log(`${verdict} ${task.source}:${line} ${text} ${by}`);
    if (done % 50 === 0) console.log(`… ${done} of ${work.length}`);
  }
}

// What fails without any mutant would kill them all.
const sound = new Set<string>();
for (const task of work) {
  if (sound.has(task.name) || verdicts.has(task.key)) continue;
  sound.add(task.name);
  const verdict = await ask(workers[0]!, { ...task, mutant: undefined });
  if (verdict.verdict !== 'survived') {
    console.error(`The tests of ${task.name} fail without a mutant: ${verdict.by ?? ''} ${verdict.why ?? ''}`);
    for (const worker of workers) worker.kill();
    process.exit(2);
  }
}

const queue = [...work];
await Promise.all(workers.map((worker) => workOff(worker, queue)));
for (const worker of workers) worker.kill();

console.log(
  `\n${'target'.padEnd(14)} ${'mutants'.padStart(8)} ${'killed'.padStart(8)} ${'explained'.padStart(10)} ${'%'.padStart(7)}`,
);
let short = false;
for (const name of names) {
  const own = work.filter((task) => task.name === name);
  if (own.length === 0) continue;
  const of = (wanted: Verdict['verdict']) => own.filter(({ key }) => verdicts.get(key)!.verdict === wanted);
  const killed = of('killed').length;
  const survivors = of('survived');
  const known = survivors.filter(({ source, mutant }) => explained.includes(described(source, mutant!).text)).length;
  const counted = killed + survivors.length - known;
  short ||= killed * 100 < counted * LEAST_PERCENT;
  console.log(
    `${name.padEnd(14)} ${String(counted + known).padStart(8)} ${String(killed).padStart(8)} ${String(known).padStart(10)} ${percent(killed, counted).padStart(7)}`,
  );
  console.log(
    `${''.padEnd(14)} ${of('stillborn').length} do not compile, ${of('same bytecode').length} change no bytecode`,
  );
}
process.exit(short ? 1 : 0);
