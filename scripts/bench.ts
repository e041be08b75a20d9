// All benchmarks, or those whose names begin with one of the arguments; `--json` prints one object a line. Where those of
// gas are among them, docs/GAS.md is written from their figures.
import type { Figure } from './bench/figure.ts';
import { build } from './build.ts';

const benches: Record<string, () => Promise<Figure[]>> = {
  gas: async () => (await import('./bench/gas.ts')).gas(),
  command: async () => (await import('./bench/commandOverhead.ts')).commandOverhead(),
  discord: async () => (await import('./bench/discord.ts')).discord(),
  board: async () => (await import('./bench/board.ts')).board(),
  api: async () => (await import('./bench/api.ts')).api(),
  ponder: async () => (await import('./bench/ponder.ts')).ponder(),
  indexer: async () => (await import('./bench/indexer.ts')).indexer(),
  visible: async () => (await import('./bench/visible.ts')).visible(),
  relay: async () => (await import('./bench/relay.ts')).relay(),
  start: async () => (await import('./bench/start.ts')).start(),
  holder: async () => (await import('./bench/holder.ts')).holder(),
  dapp: async () => (await import('./bench/dapp.ts')).dapp(),
  simulate: async () => (await import('./bench/simulate.ts')).simulate(),
  custody: async () => (await import('./bench/custody.ts')).custody(),
};

const args = process.argv.slice(2);
const json = args.includes('--json');
const names = args.filter((arg) => !arg.startsWith('--'));
const chosen = Object.keys(benches).filter(
  (name) => names.length === 0 || names.some((wanted) => name.startsWith(wanted)),
);
if (chosen.length === 0) {
  console.error(`No benchmark of that name; there are ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

await build({ dapp: true });
const show = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 2 });
const measured: Record<string, Figure[]> = {};
for (const name of chosen) {
  measured[name] = await benches[name]!();
  for (const figure of measured[name]) {
    if (json) console.log(JSON.stringify(figure));
    else
      console.log(
        `${figure.name.padEnd(56)} ${show(figure.value).padStart(12)} ${figure.unit.padEnd(10)} baseline ${show(figure.baseline).padStart(12)}   ratio ${figure.ratio.toFixed(3)}`,
      );
  }
}
if (measured.gas && measured.custody) {
  const { writeGasTable } = await import('./bench/gasTable.ts');
  await writeGasTable([...measured.gas, ...measured.custody]);
  if (!json) console.log('\nWritten to docs/GAS.md, with what every verb costs.');
}
process.exit(0);
