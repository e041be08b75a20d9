// A preset is a community's figures in whole tokens, one JSON file each; here they become what the contracts take.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zeroAddress } from 'viem';
import { z } from 'zod';
import { FatalError } from '../../bot/errors.ts';
import { AMOUNTS, METRICS } from '../../bot/operations/getProgress.ts';
import { dataUri, itemSchema, toItem } from './items.ts';

const activities = [
  'send_message',
  'share_file',
  'create_room',
  'join_room',
  'popular_message',
  'helpful_content',
  'media_shared',
  'room_moderator',
] as const;

/** Tokens to earning units: thousandths of a token (IToken.unit, with 18 decimals). */
const units = (tokens: number) => Math.round(tokens * 1000);
const bps = (factor: number) => Math.round(factor * 10_000);
/** Seconds. */
const DAY = 86_400;
const pack = (values: number[], bits: number) =>
  values.reduce((word, value, place) => word | (BigInt(value) << BigInt(place * bits)), 0n);

const tokens = z.number().min(0).max(1e9);
const earn = z.partialRecord(z.enum(['registration', 'daily', ...activities]), tokens);
const limits = z.partialRecord(z.enum(activities), z.number().int().min(1).max(255));
const milestones = z.partialRecord(z.enum(['weekly_streak', 'monthly_active', 'invite_friend']), tokens);
const schema = z.strictObject({
  token: z.strictObject({
    name: z.string().min(1).max(64),
    symbol: z.string().min(1).max(16),
    closed: z.boolean(),
    clawback: z.boolean(),
    supplyCap: tokens,
    maxBalance: tokens,
  }),
  caps: z.strictObject({ memberDay: tokens, memberWeek: tokens, communityDay: tokens }),
  tiers: z.strictObject({
    silver: tokens,
    gold: tokens,
    platinum: tokens,
    /** Whether they rest on all that was ever earned, so that spending never demotes, or on what is held. */
    basis: z.enum(['lifetime', 'balance']).default('lifetime'),
  }),
  earn,
  limits,
  milestones: milestones.default({}),
  /** What is earned otherwise where the preset is named `<name>:recommended`; the rest stays. */
  recommended: z.strictObject({ earn, limits, milestones }).optional(),
  multipliers: z.strictObject({
    streak: z.array(z.number().min(1).max(6)).length(4),
    tier: z.array(z.number().min(1).max(6)).length(4),
    weekend: z.number().min(1).max(6),
  }),
  /** Members may give whole coins only. */
  wholeCoins: z.boolean().default(false),
  /** What members' PINs guard: tokens above which one is asked for, and how many digits it has; 4 to 6 when left out. */
  pin: z
    .strictObject({ threshold: tokens, digits: z.number().int().min(4).max(6).optional() })
    .default({ threshold: 100 }),
  grace: z.boolean(),
  gifts: z.strictObject({
    limits: z.array(tokens.nullable()).length(4),
    bonus: z.number().min(0).max(1),
    perDay: z.number().int().min(1).max(255),
  }),
  items: z
    .array(itemSchema)
    .refine((items) => new Set(items.map(({ key }) => key)).size === items.length, 'must have keys of their own')
    .default([]),
  achievements: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z0-9_]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and _'),
        name: z.string().min(1).max(64),
        metric: z.enum(METRICS),
        /** In the metric's own measure; amounts in whole tokens. */
        threshold: z.number().int().min(1).max(1e9),
        reward: tokens,
      }),
    )
    .default([]),
});

/** A preset as its file has it, in whole tokens, with the table of earnings that was chosen. */
export type Figures = z.output<typeof schema>;
export type Preset = ReturnType<typeof presetOf>;

/** Reads a preset with {@link readFigures} as {@link presetOf} has it. */
export const readPreset = (name: string) => presetOf(readFigures(name));

/**
 * Reads `scripts/presets/<name>.json`.
 * @param name of the preset; with `:recommended` behind it for its recommended table of earnings
 */
export function readFigures(name: string): Figures {
  const [base, table] = name.split(':') as [string, string?];
  const file = join(import.meta.dirname, '../presets', `${base}.json`);
  const preset = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (table !== undefined && (table !== 'recommended' || !preset.recommended))
    throw new FatalError(`The preset ${base} has no table ${table}: leave :${table} out.`);
  const other = table === undefined ? undefined : preset.recommended;
  return {
    ...preset,
    earn: { ...preset.earn, ...other?.earn },
    limits: { ...preset.limits, ...other?.limits },
    milestones: { ...preset.milestones, ...other?.milestones },
  };
}

/**
 * A preset as arguments of createCommunity, setRates, setMilestones, setWeekend, setPolicy, defineAchievement and
 * addItem.
 */
export function presetOf(preset: Figures) {
  const { earn, limits, milestones } = preset;
  const unlimited = 2 ** 48 - 1;
  return {
    community: {
      name: preset.token.name,
      symbol: preset.token.symbol,
      supplyCap: BigInt(units(preset.token.supplyCap)) * 10n ** 15n,
      maxBalance: BigInt(units(preset.token.maxBalance)) * 10n ** 15n,
      closed: preset.token.closed,
      clawback: preset.token.clawback,
      underlying: zeroAddress,
      caps: {
        memberDay: units(preset.caps.memberDay),
        memberWeek: units(preset.caps.memberWeek),
        communityDay: units(preset.caps.communityDay),
        silver: units(preset.tiers.silver),
        gold: units(preset.tiers.gold),
        platinum: units(preset.tiers.platinum),
        tierByBalance: preset.tiers.basis === 'balance',
      },
    },
    rates: {
      rewards: pack(
        activities.map((activity) => units(earn[activity] ?? 0)),
        32,
      ),
      limits: pack(
        activities.map((activity) => limits[activity] ?? 0),
        8,
      ),
      streakBps: pack(preset.multipliers.streak.map(bps), 16),
      tierBps: pack(preset.multipliers.tier.map(bps), 16),
      seasonBps: 10_000,
      registration: units(earn.registration ?? 0),
      daily: units(earn.daily ?? 0),
      grace: preset.grace,
      // Counts are what later achievements rest on, so they are kept wherever activity earns at all.
      counted: activities.some((activity) => earn[activity]),
    },
    /** Null where there are none. */
    milestones:
      Object.keys(milestones).length > 0
        ? {
            weeklyStreak: units(milestones.weekly_streak ?? 0),
            monthlyActive: units(milestones.monthly_active ?? 0),
            invite: units(milestones.invite_friend ?? 0),
            rolling: false,
            awardBudget: 0n,
          }
        : null,
    weekendBps: bps(preset.multipliers.weekend),
    /** What the bot keeps of it for the Discord server. */
    settings: {
      wholeCoins: preset.wholeCoins,
      pinThreshold: `${preset.pin.threshold}`,
      ...(preset.pin.digits ? { pinDigits: preset.pin.digits } : {}),
    },
    /** How penalties mount; a reset only where the community may take tokens at all. */
    conduct: { resets: preset.token.clawback, perDay: 20, suspension: DAY, longSuspension: 7 * DAY },
    giftPolicy: {
      limits: preset.gifts.limits.map((limit) => (limit === null ? unlimited : units(limit))) as [
        number,
        number,
        number,
        number,
      ],
      bonusBps: bps(preset.gifts.bonus),
      perDay: preset.gifts.perDay,
    },
    /** In the order in which they are added: the first becomes item 1. */
    items: preset.items.map((item) => toItem(item, units)),
    achievements: preset.achievements.map(({ key, name, metric, threshold, reward }) => ({
      metric: METRICS.indexOf(metric),
      threshold: BigInt(AMOUNTS.includes(metric) ? units(threshold) : threshold),
      reward: units(reward),
      uri: dataUri({ key, name }),
    })),
  };
}
