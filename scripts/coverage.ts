// Line and statement coverage of contracts/ by the tests in TypeScript: a table, then every line that no test reaches.
// Fails below 100 %. Tests of gas and of bytecode are left out: a measured contract has more of both. So is the story, which
// tries no function by itself.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, node, root } from './run.ts';

const REPORT = join(root, 'coverage/lcov.info');
/** A row of the runner's table: file, lines in per cent, statements in per cent. */
const ROW = /^║ (contracts\/\S+)\s+│ ([\d.]+)\s+│ ([\d.]+)\s+│/gm;

/** The language demands this override where two parents bear the function; nothing in any contract calls it. */
const UNREACHABLE = 'return super._msgData();';

const files = globSync('test/contracts/**/*.test.ts', {
  cwd: root,
  exclude: ['**/*.gas.test.ts', '**/bytecode.test.ts', '**/story.test.ts'],
}).sort();
const args = [bin.hardhat, '--config', 'scripts/coverage.config.ts', '--coverage', 'test', 'nodejs', ...files];
const { code, output } = await node(args, { quiet: true, env: { FORCE_COLOR: '0', NO_COLOR: '1' } });
if (code !== 0) {
  console.error(output.slice(output.search(/^\s*\d+ failing/m)).slice(0, 20_000));
  console.error('A test fails, so there is no coverage to speak of.');
  process.exit(1);
}

/** Lines of each contract that were never run. */
const missed = new Map<string, number[]>();
for (const part of readFileSync(REPORT, 'utf8').split('end_of_record')) {
  const file = part.match(/^SF:(.+)$/m)?.[1];
  if (file)
    missed.set(
      file,
      [...part.matchAll(/^DA:(\d+),0$/gm)].map((match) => Number(match[1])),
    );
}

const rows = [...output.matchAll(ROW)]
  .map(([, file, lines, statements]) => ({ file: file!, lines: Number(lines), statements: Number(statements) }))
  .sort((a, b) => a.file.localeCompare(b.file));
if (rows.length === 0) throw new Error('The runner printed no coverage table.');

console.log(`${'contract'.padEnd(44)} ${'lines %'.padStart(8)} ${'statements %'.padStart(13)}`);
for (const { file, lines, statements } of rows) {
  console.log(`${file.padEnd(44)} ${lines.toFixed(2).padStart(8)} ${statements.toFixed(2).padStart(13)}`);
}
let short = 0;
for (const { file, lines, statements } of rows) {
  if (lines === 100 && statements === 100) continue;
  const source = readFileSync(join(root, file), 'utf8').split('\n');
  const all = (missed.get(file) ?? []).map((line) => ({ line, text: source[line - 1]!.trim() }));
  const open = all.filter(({ text }) => text !== UNREACHABLE);
  if (open.length === 0 && all.length > 0) {
    console.log(`\n${file}: all but line ${all[0]!.line}, which the language demands and nothing calls.`);
    continue;
  }
  short++;
  console.log(`\n${file}: no test reaches`);
  for (const { line, text } of open) console.log(`${String(line).padStart(6)}  ${text}`);
}
console.log(short === 0 ? '\nEvery line and statement is reached.' : `\n${short} of ${rows.length} short of 100 %.`);
process.exit(short === 0 ? 0 : 1);
