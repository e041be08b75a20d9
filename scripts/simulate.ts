// Lives a community's first year in minutes: members of six kinds act through the real contracts, and what they earn, spend
// and hold is held against the targets. `scripts/simulate/` has its parts.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { FatalError } from '../bot/errors.ts';
import { askedOf, jsonAlone } from './arguments.ts';
import { build } from './build.ts';
import { type Figures, figuresOf, readFigures } from './deploy/preset.ts';
import { progressBar } from './local/progressBar.ts';
import { root } from './run.ts';
import { tellParent } from './simulate/parent.ts';

const HELP = `npm run simulate -- [options]

  --preset NAME   broski (default), taskbot, securechat, securechat:recommended, a preset's file that ends in
                  .json, or - for one on standard input; several times for several
  --members N     20 to 5000 (300), with --days at most 250000 member-days
  --days N        28 to 1000 (365)
  --seed N        the same seed lives the same life (1)
  --out DIR       writes NAME.md, NAME.svg and NAME.json there
  --no-advice     does not look for figures that would do better
  --json          one line of JSON for each preset

Ctrl-C ends it after the day that is being lived and reports what there is, from four weeks on.
Exit code 0: all targets met; 1: some missed; 2: wrong arguments; 130: interrupted.`;

const whole = (name: string, from: number, to: number) =>
  z.coerce
    .number(`--${name} must be a whole number.`)
    .int(`--${name} must be a whole number.`)
    .min(from, `--${name} must be at least ${from}.`)
    .max(to, `--${name} must be at most ${to}.`);
/** A chain in memory takes about 10 kB for each. */
const MOST_MEMBER_DAYS = 250_000;
const schema = z
  .object({
    preset: z.array(z.string()),
    members: whole('members', 20, 5000),
    days: whole('days', 28, 1000),
    seed: whole('seed', 0, 2 ** 32 - 1),
  })
  .refine(
    ({ members, days }) => members * days <= MOST_MEMBER_DAYS,
    `--members times --days must be at most ${MOST_MEMBER_DAYS}: the chain is in this process's memory.`,
  );

function read() {
  const { values } = parseArgs({
    options: {
      preset: { type: 'string', multiple: true, default: ['broski'] },
      members: { type: 'string', default: '300' },
      days: { type: 'string', default: '365' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      'no-advice': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { success, data, error } = schema.safeParse(values);
  if (!success) throw new FatalError(error.issues.map(({ message }) => message).join('\n'));
  const presets = data.preset.map((name): [string, Figures] =>
    name === '-' ? ['stdin', figuresOf('preset', readFileSync(0, 'utf8'))] : [name, readFigures(name)],
  );
  return { ...values, ...data, presets };
}

const asked = askedOf(HELP, read);
const { members, days, seed, out, json } = asked;
const print = json ? jsonAlone() : null;
const tell = tellParent();

await build({ dapp: false });
const [{ openChain }, { advise, live }, { reportOf }, { judge }, { adviceLines, pageOf, warningsOf }, { chartOf }] =
  await Promise.all([
    import('./simulate/chain.ts'),
    import('./simulate/advice.ts'),
    import('./simulate/report.ts'),
    import('./simulate/targets.ts'),
    import('./simulate/page.ts'),
    import('./simulate/chart.ts'),
  ]);

let interrupted = false;
process.once('SIGINT', () => {
  interrupted = true;
});
const bar = progressBar();
/** Shows how far it is and how long the rest takes at the same pace. */
function watch(what: string, part: 'life' | 'advice') {
  const began = performance.now();
  return (done: number, of: number) => {
    const left = ((performance.now() - began) / done) * (of - done);
    bar.show(what, (100 * done) / of, `${Math.ceil(left / 1000)} s left`);
    tell({ part, done, of });
    return !interrupted;
  };
}

let missedAny = false;
for (const [preset, figures] of asked.presets) {
  // A chain of its own for each: it remembers every block that it ever had.
  const chain = await openChain();
  const lived = watch(preset, 'life');
  const began = performance.now();
  const life = await live(chain, figures, { members, days, seed, onDay: (day) => lived(day, days) });
  const seconds = (performance.now() - began) / 1000;
  if (life.days < 28) {
    bar.clear();
    console.error(
      `Interrupted after ${life.days} days: too few to tell anything. Run it again with --days ${Math.max(28, life.days)}.`,
    );
    process.exit(130);
  }
  const report = reportOf(figures, { preset, members, seed }, life);
  const verdicts = judge(report, figures);
  const missed = warningsOf(verdicts);
  missedAny ||= missed.length > 0;
  const wanted = missed.length > 0 && !asked['no-advice'] && !interrupted;
  const advice = wanted ? await advise(chain, preset, figures, seed, watch('advice', 'advice')) : null;
  bar.clear();
  await chain.close();

  const file = basename(preset, '.json').replace(':', '-');
  if (out !== undefined) {
    const dir = resolve(root, out);
    mkdirSync(dir, { recursive: true });
    const advised = asked['no-advice'] ? ' --no-advice' : '';
    const source = preset === 'stdin' ? '-' : preset;
    const command = `npm run simulate -- --preset ${source} --members ${members} --days ${days} --seed ${seed}${advised} --out ${relative(root, dir)}`;
    writeFileSync(join(dir, `${file}.md`), pageOf(report, verdicts, advice, command));
    writeFileSync(join(dir, `${file}.svg`), chartOf(report));
    writeFileSync(join(dir, `${file}.json`), `${JSON.stringify({ ...report, verdicts, advice }, null, 1)}\n`);
  }
  if (print) print({ ...report, verdicts, advice });
  else {
    const { average, power, farmer } = report.archetypes;
    console.log(`${preset}: ${life.days} days of ${members} members in ${seconds.toFixed(1)} s`);
    console.log(`  a week: average ${average.weekly}, power ${power.weekly}, farmer ${farmer.weekly}`);
    console.log(`  supply ${report.supply}, of what is issued ${(report.sinkRatio * 100).toFixed(1)} % is spent again`);
    for (const line of missed) console.log(`  missed: ${line}`);
    for (const line of adviceLines(advice ?? [])) console.log(`  change ${line}`);
  }
  if (interrupted) process.exit(130);
}
process.exit(missedAny ? 1 : 0);
