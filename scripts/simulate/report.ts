// What a simulated community's life comes to: amounts are whole tokens here, rounded to thousandths, since nothing is
// booked by them any more.
import { forecastMark } from '../../bot/operations/forecastMark.ts';
import { TIERS } from '../../bot/operations/getProgress.ts';
import { type Figures, presetOf } from '../deploy/preset.ts';
import { type ArchetypeName, NAMES } from './archetypes.ts';
import type { Person } from './books.ts';
import type { History } from './run.ts';

export type Report = ReturnType<typeof reportOf>;

const tokens = (amount: bigint) => Number(amount / 10n ** 15n) / 1000;
const round = (value: number) => Math.round(value * 1000) / 1000;
const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : round(values.reduce((sum, value) => sum + value, 0) / values.length);
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
/** A quarter of a year, or the last half of a run that is shorter. */
const quarterOf = (weeks: number) => Math.min(13, Math.floor(weeks / 2));

/** What one person earned in a week, null where it was not yet a member when the week began. */
const earnedIn = ({ joins, earnedBy }: Person, week: number) =>
  week * 7 > joins ? tokens(earnedBy[week]! - (earnedBy[week - 1] ?? 0n)) : null;

/** @param setting.members how many; those of each archetype follow from their shares */
export function reportOf(figures: Figures, setting: { preset: string; members: number; seed: number }, life: History) {
  const { books, weeks, days } = life;
  const { items } = presetOf(figures);
  const total = books.total();
  const issued = tokens(total.issued);
  const quarter = quarterOf(weeks.length);
  const last = weeks.slice(-quarter);
  const sum = (of: readonly (typeof weeks)[number][], what: 'issued' | 'burned') =>
    of.reduce((all, week) => all + tokens(week[what]), 0);
  /** What stayed of a week's issue, for each member: means of the last quarter and of the one before it. */
  const kept = (of: typeof weeks) => mean(of.map((week) => tokens(week.issued - week.burned) / week.members));

  const of = (name: ArchetypeName) => {
    const people = books.people.filter(({ archetype }) => archetype === name);
    const weekly = weeks.map((_, week) =>
      mean(people.map((person) => earnedIn(person, week)).filter((value) => value !== null)),
    );
    const all = weeks.flatMap((_, week) =>
      people.map((person) => earnedIn(person, week)).filter((value) => value !== null),
    );
    const daysTo = [1, 2, 3].map((tier) => {
      const reached = people.map((person) => person.reached[tier] ?? null).filter((day) => day !== null);
      // Where fewer than half are there, the middle one is not.
      return [TIERS[tier]!, reached.length * 2 > people.length ? median(reached) + 1 : null] as const;
    });
    return {
      members: people.length,
      /** Earned by a member in a whole week; gifts from others are none of it. */
      weekly: mean(all),
      byWeek: weekly,
      daysTo: Object.fromEntries(daysTo),
      medianBalance: median(people.map(({ balance }) => tokens(balance))),
      shareOfIssued: round(people.reduce((part, { earned }) => part + tokens(earned), 0) / Math.max(issued, 1)),
    };
  };
  return {
    ...setting,
    days,
    memberDays: life.memberDays,
    /** Which figures it rests on: whoever changes them makes it old. */
    figures: forecastMark(figures),
    archetypes: Object.fromEntries(NAMES.map((name) => [name, of(name)])) as Record<
      ArchetypeName,
      ReturnType<typeof of>
    >,
    issued,
    burned: tokens(total.burned),
    supply: tokens(total.issued - total.burned),
    issuedBy: Object.fromEntries([...books.issued].map(([source, amount]) => [source, tokens(amount)])),
    sold: Object.fromEntries(
      [...books.spent]
        .sort(([a], [b]) => a - b)
        .map(([item, { units, amount }]) => [items[item - 1]!.key, { units, amount: tokens(amount) }]),
    ),
    refused: Object.fromEntries([...books.refusals].sort(([a], [b]) => (a < b ? -1 : 1))),
    /** Of the last quarter of a year, or the last half of a shorter run. */
    lately: {
      weeks: quarter,
      sinkRatio: round(sum(last, 'burned') / Math.max(sum(last, 'issued'), 1)),
      inflationPerWeek: round(
        (tokens(weeks.at(-1)?.supply ?? 0n) / Math.max(tokens(weeks.at(-1 - quarter)?.supply ?? 0n), 1)) **
          (1 / Math.max(quarter, 1)) -
          1,
      ),
      keptPerMemberAndWeek: kept(last),
      keptBefore: kept(weeks.slice(-2 * quarter, -quarter)),
    },
    sinkRatio: round(tokens(total.burned) / Math.max(issued, 1)),
    weeks: weeks.map((week) => ({
      ...week,
      issued: tokens(week.issued),
      burned: tokens(week.burned),
      supply: tokens(week.supply),
      median: tokens(week.median),
    })),
  };
}
