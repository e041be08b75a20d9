// Members at work while servers, signers and databases are killed, the chain forks and the node lies; then the reckoning.
import { count, type Report, runFaults } from '../../test/faults/run.ts';
import { VICTIMS } from '../../test/faults/world.ts';
import { build } from '../build.ts';

/** At most so many kills for each operation that got through; a run with more has shown nothing. */
const KILLS_A_DEED = 2;

/** @returns whether nothing was lost, doubled, wrong or left untold */
export async function soakFaults(options: {
  kills: number;
  minutes: number;
  seed: number;
  keep: boolean;
  json: boolean;
}): Promise<boolean> {
  await build({ dapp: false });
  console.error(`Seed ${options.seed}: the same faults again with \`npm run soak -- faults --seed ${options.seed}\`.`);
  const report = await runFaults({ ...options, say: (line) => console.error(line) });
  console.log(options.json ? JSON.stringify(report) : inWords(report));
  const enough = report.told.confirmed * KILLS_A_DEED >= report.kills;
  if (!enough)
    console.error('Hardly anything was done between the faults, so this run shows nothing: give it a quieter machine.');
  return report.findings.length === 0 && report.spared.length === 0 && enough;
}

function inWords(report: Report) {
  const { seed, minutes, faults, kills, atSteps, spared, ownDeaths, deeds, told, onChain, findings } = report;
  const table = (rows: [string, number][]) =>
    rows.map(([name, times]) => `  ${name.padEnd(28)} ${String(times).padStart(6)}`);
  const ends = Object.entries(told).filter(([, times]) => times > 0);
  const kinds = (['lost', 'doubled', 'wrong', 'untold'] as const).map((kind) => `${kind} ${count(findings, kind)}`);
  return [
    `Faults injected in ${minutes.toFixed(1)} minutes, seed ${seed}:`,
    ...table(Object.entries(faults).toSorted(([a], [b]) => a.localeCompare(b))),
    `  ${'processes killed'.padEnd(28)} ${String(kills).padStart(6)}`,
    `  ${'  of them at this step'.padEnd(28)} ${VICTIMS.map((victim) => victim.padStart(9)).join('')}`,
    ...Object.entries(atSteps).map(
      ([step, by]) => `    ${step.padEnd(26)} ${VICTIMS.map((victim) => String(by[victim]).padStart(9)).join('')}`,
    ),
    ...(spared.length > 0 ? [`Never killed in the time: ${spared.join(', ')}`] : []),
    `${deeds} operations were asked for, ${onChain} are on the chain. What their members read in the end:`,
    ...table(ends),
    ...ownDeaths.map((death) => `A server ended by itself: ${death}`),
    ...findings.flatMap(({ kind, what, story = [] }) => [
      `${kind.toUpperCase()}: ${what}`,
      ...story.map((line) => `    ${line}`),
    ]),
    kinds.join(', '),
  ].join('\n');
}
