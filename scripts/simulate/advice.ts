// Which figure to change, found by trying: one is varied at a time and a shorter life is lived with it; the best change is
// kept and the next one is tried on top of it.
import { type Figures, presetOf } from '../deploy/preset.ts';
import type { Chain } from './chain.ts';
import { type Report, reportOf } from './report.ts';
import { type History, run } from './run.ts';
import { distance, judge, type Verdict } from './targets.ts';

/** A change that helped. `before` and `after` are what the targets came to in the shorter life. */
export type Advice = { figure: string; from: string; to: string; before: Verdict[]; after: Verdict[] };
type Change = { figure: string; from: string; to: string; figures: Figures };

/** Long enough for the highest tier to be reached, short enough for dozens of them. */
const TRIAL = { members: 40, days: 42 };
/** How much nearer to the targets a change must bring the community to be named. */
const WORTH = 0.9;
const MOST = 3;

const shown = (value: unknown) => JSON.stringify(value);
/** Two digits that count: what a person would write. */
const plain = (value: number) => Number(value.toPrecision(2));

function changesOf(figures: Figures): Change[] {
  const changes: Change[] = [];
  const change = (figure: string, from: unknown, to: unknown, changed: Partial<Figures>) => {
    if (shown(from) !== shown(to))
      changes.push({ figure, from: shown(from) ?? 'none', to: shown(to), figures: { ...figures, ...changed } });
  };
  const { multipliers, earn, limits, milestones, caps, items } = figures;
  for (const name of ['streak', 'tier'] as const)
    for (const part of [0.5, 0]) {
      const to = multipliers[name].map((factor) => plain(1 + (factor - 1) * part));
      change(`multipliers.${name}`, multipliers[name], to, { multipliers: { ...multipliers, [name]: to } });
    }
  const [one, { streak, tier }] = [[1, 1, 1, 1], multipliers];
  const even = { multipliers: { ...multipliers, streak: one, tier: one } };
  change('multipliers.streak and .tier', [streak, tier], [one, one], even);
  for (const name of ['daily', 'send_message', 'share_file'] as const)
    for (const part of earn[name] ? [0.25, 0.5, 2, 4] : []) {
      const to = plain(earn[name]! * part);
      change(`earn.${name}`, earn[name], to, { earn: { ...earn, [name]: to } });
    }
  for (const name of ['create_room', 'popular_message'] as const)
    if (earn[name]) change(`limits.${name}`, limits[name], 3, { limits: { ...limits, [name]: 3 } });
  if (milestones.weekly_streak) {
    const to = plain(milestones.weekly_streak / 2);
    const changed = { milestones: { ...milestones, weekly_streak: to } };
    change('milestones.weekly_streak', milestones.weekly_streak, to, changed);
  }
  for (const to of [1000, 2000])
    if (caps.memberWeek === 0 || caps.memberWeek > to)
      change('caps.memberWeek', caps.memberWeek, to, { caps: { ...caps, memberWeek: to } });
  for (const part of [0.5, 2]) {
    const priced = items.map((item) => ({ ...item, price: plain(item.price * part) }));
    const prices = (of: typeof items) => of.map(({ price }) => price);
    change('items[].price', prices(items), prices(priced), { items: priced });
  }
  return changes;
}

/** A whole life in a community of its own, taken back afterwards. */
export async function live(
  chain: Chain,
  figures: Figures,
  setting: { members: number; days: number; seed: number; onDay?: (day: number) => boolean },
): Promise<History> {
  const preset = presetOf(figures);
  const operators = { reporter: chain.account('reporter'), fulfiller: chain.account('fulfiller') };
  const { result } = await chain.trial(async () => {
    const token = await chain.found(preset, operators);
    return run(chain, { preset, token, operators, ...setting });
  });
  return result;
}

/**
 * @param onTrial told after each life of how many at most; answering false ends it with what was found
 * @returns at most three changes, each on top of those before it; none where nothing brings the targets nearer
 */
export async function advise(
  chain: Chain,
  preset: string,
  figures: Figures,
  seed: number,
  onTrial: (done: number, most: number) => boolean,
  trial = TRIAL,
): Promise<Advice[]> {
  const tried = async (changed: Figures): Promise<Verdict[]> => {
    const report: Report = reportOf(
      changed,
      { preset, members: trial.members, seed },
      await live(chain, changed, { ...trial, seed }),
    );
    return judge(report, changed);
  };
  const advice: Advice[] = [];
  let present = figures;
  let before = await tried(present);
  const most = changesOf(figures).length * MOST;
  let done = 0;
  while (advice.length < MOST && distance(before) > 0) {
    let best: (Change & { after: Verdict[] }) | undefined;
    for (const change of changesOf(present)) {
      if (advice.some(({ figure }) => figure === change.figure)) continue;
      const after = await tried(change.figures);
      if (distance(after) < distance(best?.after ?? before) * (best ? 1 : WORTH)) best = { ...change, after };
      if (!onTrial(++done, most)) return advice;
    }
    if (!best) break;
    advice.push({ figure: best.figure, from: best.from, to: best.to, before, after: best.after });
    [present, before] = [best.figures, best.after];
  }
  return advice;
}
