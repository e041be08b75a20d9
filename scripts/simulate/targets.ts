// What a community's economy shall be like, and what of it a simulation missed.
import type { Figures } from '../deploy/preset.ts';
import type { Report } from './report.ts';

/**
 * @property code names the target for programs, for good
 * @property value null where it never happened
 * @property from,to what it shall be, both included
 */
export type Verdict = {
  code: string;
  target: string;
  unit: string;
  value: number | null;
  from: number;
  to: number;
  met: boolean;
};

/** Weeks of an average member's earnings that an item of a category may cost. */
const AFFORD: Record<string, { code: string; what: string; weeks: number }> = {
  appearance: { code: 'cosmeticItem', what: 'a cosmetic item', weeks: 2 },
  storage: { code: 'functionalItem', what: 'a functional item', weeks: 4 },
  premium: { code: 'premiumItem', what: 'a premium item', weeks: 8 },
};
/** Below it more than half of what is issued piles up. */
const SINK = 0.5;
/** How much faster tokens may pile up than in the quarter before: more is a spiral. */
const SPIRAL = 1.1;
/** Weeks that it takes to tell a spiral from a beginning. */
const TELLING = 26;

export function judge(report: Report, figures: Figures): Verdict[] {
  const { average, power, farmer } = report.archetypes;
  const verdict = (
    code: string,
    target: string,
    unit: string,
    value: number | null,
    from: number,
    to: number,
  ): Verdict => {
    const met = value !== null && value >= from && value <= to;
    return { code, target, unit, value, from, to, met };
  };
  const verdicts = [
    verdict('averageWeekly', 'an average member earns', 'tokens a week', average.weekly, 200, 300),
    verdict('powerWeekly', 'a power member earns', 'tokens a week', power.weekly, 500, 1000),
    verdict('farmerWeekly', 'a farmer earns', 'tokens a week', farmer.weekly, 0, 3000),
    verdict('averageGold', 'an average member is gold after', 'days', average.daysTo.gold ?? null, 0, 14),
    verdict('averagePlatinum', 'an average member is platinum after', 'days', average.daysTo.platinum ?? null, 0, 28),
    verdict(
      'sinkRatio',
      'of each token issued, spent again are',
      'tokens',
      report.lately.sinkRatio,
      SINK,
      Number.POSITIVE_INFINITY,
    ),
  ];
  const { keptPerMemberAndWeek, keptBefore } = report.lately;
  if (report.weeks.length >= TELLING) {
    const pace = keptPerMemberAndWeek / Math.max(keptBefore, 1);
    verdicts.push(verdict('spiral', 'tokens pile up, beside the quarter before', 'times as fast', pace, 0, SPIRAL));
  }
  for (const [category, { code, what, weeks }] of Object.entries(AFFORD)) {
    const prices = figures.items.filter((item) => item.category === category).map(({ price }) => price);
    if (prices.length === 0 || average.weekly === 0) continue;
    const price = prices.reduce((sum, one) => sum + one, 0) / prices.length;
    const takes = Math.round((price / average.weekly) * 100) / 100;
    verdicts.push(verdict(code, `an average member earns ${what} in`, 'weeks', takes, 0, weeks));
  }
  return verdicts;
}

/** How far off the targets a community is; 0 where all are met. */
export const distance = (verdicts: readonly Verdict[]) =>
  verdicts.reduce((sum, { value, from, to, met }) => {
    if (met) return sum;
    if (value === null) return sum + 1;
    return sum + (value > to ? value / to - 1 : Math.min(from / Math.max(value, 0.01) - 1, 5));
  }, 0);
