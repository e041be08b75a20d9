import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { tokenAbi } from '../../contracts/generated/abi.ts';
import { type Figures, presetOf, readFigures } from '../../scripts/deploy/preset.ts';
import { node, root } from '../../scripts/run.ts';
import { advise, live } from '../../scripts/simulate/advice.ts';
import { type Chain, openChain } from '../../scripts/simulate/chain.ts';
import { chartOf } from '../../scripts/simulate/chart.ts';
import { pageOf, warningsOf } from '../../scripts/simulate/page.ts';
import { reportOf } from '../../scripts/simulate/report.ts';
import { run } from '../../scripts/simulate/run.ts';
import { distance, judge } from '../../scripts/simulate/targets.ts';

const SHORT = { members: 24, days: 28 };

describe('simulation of a community', () => {
  let chain: Chain;
  before(async () => {
    chain = await openChain();
  });
  after(() => chain.close());
  const lived = async (figures: Figures, seed: number) =>
    reportOf(
      figures,
      { preset: 'tried', members: SHORT.members, seed },
      await live(chain, figures, { ...SHORT, seed }),
    );

  it('lives the same life for the same seed, and another one for another', async () => {
    const figures = readFigures('securechat');
    const first = await lived(figures, 7);
    assert.deepEqual(await lived(figures, 7), first);
    assert.notDeepEqual((await lived(figures, 8)).weeks, first.weeks);
  });

  it('accounts for every token: what was issued and not burned is what the token itself says that members hold', async () => {
    const figures = readFigures('securechat');
    const preset = presetOf(figures);
    const operators = { reporter: chain.account('reporter'), fulfiller: chain.account('fulfiller') };
    await chain.trial(async () => {
      const token = await chain.found(preset, operators);
      const { books } = await run(chain, { preset, token, operators, ...SHORT, seed: 3 });
      const { issued, burned } = books.total();
      const supply = await chain.read<bigint>(token, tokenAbi, 'totalSupply', []);
      let held = 0n;
      for (const { address } of books.people) held += await chain.read<bigint>(token, tokenAbi, 'balanceOf', [address]);
      assert.ok(burned > 0n && burned < issued);
      assert.equal(supply, issued - burned);
      assert.equal(held, supply);
      const sold = [...books.spent.values()].reduce((sum, { amount }) => sum + amount, 0n);
      assert.equal(sold, burned, 'only the shop burns');
      const earned = books.people.reduce((sum, person) => sum + person.earned, 0n);
      assert.equal(earned, issued, 'all that was issued was earned by somebody');
    });
  });

  it('holds nobody above the caps, whatever they do', async () => {
    const figures = readFigures('securechat');
    const { archetypes } = await lived(figures, 5);
    assert.ok(archetypes.farmer.weekly > archetypes.power.weekly);
    for (const { byWeek } of Object.values(archetypes))
      for (const week of byWeek) assert.ok(week <= figures.caps.memberWeek);
  });

  it('warns of an economy that issues too much, and finds the figure that is to blame', async () => {
    const figures = readFigures('taskbot');
    const generous = { ...figures, earn: { daily: 400 } };
    const verdicts = judge(await lived(generous, 1), generous);
    assert.match(warningsOf(verdicts).join('\n'), /an average member earns: [\d,]+ tokens a week, wanted 200–300/);
    assert.match(warningsOf(verdicts).join('\n'), /spent again are/);
    const [first] = await advise(chain, 'tried', generous, 1, () => true, SHORT);
    assert.equal(first!.figure, 'earn.daily');
    assert.ok(Number(first!.to) < 400);
    assert.ok(distance(first!.after) < distance(first!.before));
  });

  it('ends after the day on which it is told to, with what there is', async () => {
    const life = await live(chain, readFigures('broski'), { ...SHORT, seed: 1, onDay: (day) => day < 9 });
    assert.equal(life.days, 9);
    assert.equal(life.weeks.length, 1);
  });

  it('is shown on a page with all its tables, and as a chart that stands alone', async () => {
    const figures = readFigures('broski');
    const report = await lived(figures, 1);
    const page = pageOf(report, judge(report, figures), null, 'npm run simulate');
    assert.match(page, /\| farmer \| 1 \|/);
    assert.doesNotMatch(`${page}${chartOf(report)}`, /NaN|undefined|Infinity/);
    assert.match(chartOf(report), /^<svg .*<\/svg>\n$/s);
  });
});

describe('npm run simulate', () => {
  for (const [args, sentence] of [
    [['--members', '3', '--days', 'many'], '--members must be at least 20.\n--days must be a whole number.'],
    [['--members', '1000'], '--members times --days must be at most 250000: the chain is in this process'],
    [['--preset', 'gold'], 'There is no preset gold; there are broski, securechat, taskbot.'],
    [['--speed', '9'], "Unknown option '--speed'"],
  ] as const)
    it(`answers ${args.join(' ')} with a sentence`, async () => {
      const { code, output } = await node(['scripts/simulate.ts', ...args], { quiet: true });
      assert.equal(code, 2);
      assert.ok(output.includes(sentence), output);
    });

  describe('with the preset on standard input', () => {
    const broski = readFileSync(join(root, 'scripts/presets/broski.json'), 'utf8');
    const started = (preset: string) => {
      const args = ['--preset', '-', '--members', '20', '--days', '28', '--no-advice', '--json'];
      const child = fork(join(root, 'scripts/simulate.ts'), args, {
        ...{ cwd: root, execArgv: [], stdio: ['pipe', 'pipe', 'pipe', 'ipc'] },
      });
      child.stdin!.end(preset);
      return child;
    };

    it('tells its parent how far it is, and prints one report', { timeout: 120_000 }, async () => {
      const child = started(broski);
      const told: unknown[] = [];
      child.on('message', (message) => told.push(message));
      const [printed, [code]] = await Promise.all([text(child.stdout!), once(child, 'exit')]);
      assert.equal(code, 1, 'a target is missed in four weeks');
      assert.deepEqual(told.at(-1), { part: 'life', done: 28, of: 28 });
      const { days, members, verdicts, advice } = JSON.parse(printed);
      assert.deepEqual([days, members, advice], [28, 20, null]);
      const codes = verdicts.map((verdict: { code: string }) => verdict.code);
      assert.ok(codes.includes('averageWeekly') && new Set(codes).size === codes.length);
    });

    it('ends when its parent lets go of it', { timeout: 120_000 }, async () => {
      const child = started(broski);
      await once(child, 'message');
      child.disconnect();
      const [code] = await once(child, 'exit');
      assert.equal(code, 1);
    });

    for (const [fault, preset, sentence] of [
      ['no JSON', '{', /^preset:1:2 is no JSON/],
      ['a figure that cannot be', broski.replace('"memberWeek":', '"week":'), /fault\(s\):\n {2}preset:\d+:\d+ caps/],
    ] as const)
      it(`answers ${fault} with a sentence`, async () => {
        const child = started(preset);
        const [said, [code]] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
        assert.equal(code, 2);
        assert.match(said, sentence);
      });
  });
});
