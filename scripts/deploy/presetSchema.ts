// What a preset may say. Its JSON schema, scripts/presets/schema.json, is made of it: `npm run preset -- schema`.
import { z } from 'zod';
import { ACTIVITY_TYPES } from '../../bot/db/schema.ts';
import { METRICS } from '../../bot/operations/getProgress.ts';
import { itemSchema } from './items.ts';

/** Whole tokens; the contracts count in thousandths. */
const tokens = z
  .number()
  .min(0)
  .max(1e9)
  .refine(inThousandths, 'has more than three decimals: amounts are counted in thousandths of a token');
/** What is paid at once; the contracts hold it in 32 bits. */
const reward = tokens.max(4_000_000);
const factor = z.number().min(1).max(6);
const earn = z.partialRecord(z.enum(['registration', 'daily', ...ACTIVITY_TYPES]), reward);
const limits = z.partialRecord(z.enum(ACTIVITY_TYPES), z.int().min(1).max(255));
const milestones = z.partialRecord(z.enum(['weekly_streak', 'monthly_active', 'invite_friend']), reward);
const uniqueKeys = (list: { key: string }[]) => new Set(list.map(({ key }) => key)).size === list.length;

export const presetSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where editors find what may stand here: ./schema.json'),
    token: z.strictObject({
      name: z.string().min(1).max(64),
      symbol: z.string().min(1).max(16),
      closed: z.boolean().describe('Loyalty points: they move through the economy alone'),
      clawback: z.boolean().describe('Whether staff may take tokens back'),
      supplyCap: tokens.describe('0: none'),
      maxBalance: tokens.describe('0: none'),
    }),
    caps: z.strictObject({
      memberDay: tokens.max(1_000_000).describe('What a member may earn in a day; 0: as much as there is'),
      memberWeek: reward.describe('In a week; 0: as much as there is'),
      communityDay: tokens.min(0.001).describe('All members together in a day'),
    }),
    tiers: z.strictObject({
      silver: tokens,
      gold: tokens,
      platinum: tokens,
      basis: z
        .enum(['lifetime', 'balance'])
        .default('lifetime')
        .describe('Whether they rest on all that was ever earned, so that spending never demotes, or on what is held'),
    }),
    earn: earn.describe('What each activity pays'),
    limits: limits.describe('How often a day each activity is paid at most'),
    milestones: milestones.default({}),
    recommended: z
      .strictObject({ earn, limits, milestones })
      .optional()
      .describe('What is earned otherwise where the preset is named <name>:recommended; the rest stays'),
    multipliers: z.strictObject({
      streak: z.array(factor).length(4).describe('From 3, 7, 14 and 30 days'),
      tier: z.array(factor).length(4).describe('Bronze, silver, gold, platinum'),
      weekend: factor,
    }),
    wholeCoins: z.boolean().default(false).describe('Members may give whole coins only'),
    pin: z
      .strictObject({
        threshold: tokens.describe('Tokens above which a PIN is asked for'),
        digits: z.int().min(4).max(6).optional().describe('4 to 6 when left out'),
      })
      .default({ threshold: 100 }),
    grace: z.boolean().describe('Whether one missed day in seven keeps a streak'),
    gifts: z.strictObject({
      limits: z.array(tokens.nullable()).length(4).describe('A day, by tier; null: none'),
      bonus: z.number().min(0).max(1).describe('Part of a gift that its recipient is paid besides'),
      perDay: z.int().min(1).max(255),
    }),
    items: z.array(itemSchema).refine(uniqueKeys, 'must have keys of their own').default([]),
    achievements: z
      .array(
        z.strictObject({
          key: z.string().regex(/^[a-z0-9_]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and _'),
          name: z.string().min(1).max(64),
          metric: z.enum(METRICS),
          threshold: z.int().min(1).max(1e9).describe('In the metric’s own measure; amounts in whole tokens'),
          reward,
        }),
      )
      .refine(uniqueKeys, 'must have keys of their own')
      .default([]),
  })
  .check((ctx) => {
    const { token, caps, tiers, multipliers, items, recommended, ...figures } = ctx.value;
    const fault = (path: (string | number)[], message: string) =>
      ctx.issues.push({ code: 'custom', path, message, input: ctx.value });

    if (tiers.gold < tiers.silver) fault(['tiers', 'gold'], `is below silver’s ${tiers.silver}: tiers must rise`);
    if (tiers.platinum < tiers.gold) fault(['tiers', 'platinum'], `is below gold’s ${tiers.gold}: tiers must rise`);
    multipliers.streak.forEach((each, at, all) => {
      if (each < (all[at - 1] ?? 1)) fault(['multipliers', 'streak', at], 'is below the one before: longer pays more');
    });
    const { memberDay, memberWeek, communityDay } = caps;
    if (memberWeek && memberWeek < memberDay)
      fault(['caps', 'memberWeek'], `is below memberDay’s ${memberDay}: that could never be reached`);
    if (memberDay > communityDay)
      fault(['caps', 'memberDay'], `is above communityDay’s ${communityDay}: that could never be reached`);

    const most = Math.min(communityDay, memberDay || Number.POSITIVE_INFINITY);
    const tables = [{ at: [], ...figures }, ...(recommended ? [{ at: ['recommended'], ...recommended }] : [])];
    for (const { at, earn: paid, limits: bounded } of tables) {
      for (const [activity, amount] of Object.entries(paid))
        if (amount > most) fault([...at, 'earn', activity], `is above the ${most} that may be earned in a day`);
      for (const activity of Object.keys(bounded) as (keyof typeof bounded)[])
        if (!paid[activity] && !figures.earn[activity])
          fault([...at, 'limits', activity], 'limits what earns nothing: give it a figure in earn, or leave it out');
    }

    const held = Math.min(...[token.maxBalance, token.supplyCap].map((bound) => bound || Number.POSITIVE_INFINITY));
    items.forEach(({ price }, at) => {
      if (price > held) fault(['items', at, 'price'], `is above the ${held} that anybody can ever hold`);
      if (figures.wholeCoins && !Number.isInteger(price))
        fault(['items', at, 'price'], 'is no whole number, but wholeCoins is true');
    });
  });

function inThousandths(value: number): boolean {
  return Math.round(value * 1000) / 1000 === value;
}
