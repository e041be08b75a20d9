import { createHash } from 'node:crypto';
import { ACTIVITY_TYPES } from '../db/schema.ts';

type Tokens = { [name: string]: number | undefined };
/** Of a preset: names, stock and how something is handed over change no forecast. */
type Forecastable = {
  token: { supplyCap: number; maxBalance: number };
  caps: { memberDay: number; memberWeek: number; communityDay: number };
  tiers: { silver: number; gold: number; platinum: number; basis: string };
  earn: Tokens;
  limits: Tokens;
  milestones: Tokens;
  multipliers: { streak: number[]; tier: number[]; weekend: number };
  grace: boolean;
  gifts: { limits: (number | null)[]; bonus: number; perDay: number };
  items: {
    price: number;
    perMember: number;
    duration: number;
    uses: number;
    refund: string;
    minTier: string;
    active: boolean;
  }[];
  achievements: { metric: string; threshold: number; reward: number }[];
};

const LASTING = ['weekly_streak', 'monthly_active', 'invite_friend'];

/**
 * Names the figures that a forecast rests on: a preset, a community that was made from it and a forecast for either bear the
 * same mark, until one of those figures is changed.
 */
export function forecastMark({ token, caps, tiers, multipliers, gifts, ...figures }: Forecastable): string {
  const all = (names: readonly string[], table: Tokens) => names.map((name) => table[name] ?? 0);
  const said = [
    [token.supplyCap, token.maxBalance, caps.memberDay, caps.memberWeek, caps.communityDay],
    [tiers.silver, tiers.gold, tiers.platinum, tiers.basis],
    all(['registration', 'daily', ...ACTIVITY_TYPES], figures.earn),
    all(ACTIVITY_TYPES, figures.limits),
    all(LASTING, figures.milestones),
    [multipliers.streak, multipliers.tier, multipliers.weekend, figures.grace],
    [gifts.limits, gifts.bonus, gifts.perDay],
    figures.items.map(({ price, perMember, duration, uses, refund, minTier, active }) => [
      ...[price, perMember, duration, uses, refund, minTier, active],
    ]),
    figures.achievements.map(({ metric, threshold, reward }) => [metric, threshold, reward]),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
}
