// A preset is a community's figures in whole tokens, one JSON file each; here they become what the contracts take.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, zeroAddress } from 'viem';
import type { z } from 'zod';
import { ACTIVITY_TYPES } from '../../bot/db/schema.ts';
import { FatalError } from '../../bot/errors.ts';
import { AMOUNTS, METRICS } from '../../bot/operations/getProgress.ts';
import { PRESETS } from '../../bot/operations/planCommunity.ts';
import { dataUri, toItem } from './items.ts';
import { JsonFault, placesOf } from './jsonPlaces.ts';
import { presetSchema } from './presetSchema.ts';

/** An ERC-20 that a community's token wraps, instead of being one of its own. */
export type Underlying = { address: Address; decimals: number };

/** Tokens to earning units: thousandths of a token (IToken.unit, with three decimals or more). */
const units = (tokens: number) => Math.round(tokens * 1000);
const bps = (factor: number) => Math.round(factor * 10_000);
/** Seconds. */
const DAY = 86_400;
const pack = (values: number[], bits: number) =>
  values.reduce((word, value, place) => word | (BigInt(value) << BigInt(place * bits)), 0n);

/** A preset as its file has it, in whole tokens, with the table of earnings that was chosen. */
export type Figures = Omit<z.output<typeof presetSchema>, '$schema'>;
export type Preset = ReturnType<typeof presetOf>;

/** Reads a preset with {@link readFigures} as {@link presetOf} has it. */
export const readPreset = (name: string) => presetOf(readFigures(name));

/**
 * Reads a preset.
 * @param name of one in scripts/presets, or a path that ends in `.json`; with `:recommended` behind it for its
 * recommended table of earnings
 * @throws FatalError that names each fault with its line
 */
export function readFigures(name: string): Figures {
  const [, base, table] = /^(.*?)(?::(\w+))?$/s.exec(name) as unknown as [string, string, string?];
  const file = base.endsWith('.json') ? base : join(import.meta.dirname, '../presets', `${base}.json`);
  const preset = figuresOf(file, read(file, base));
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

/** @param file what faults name @throws FatalError for what is no preset, each fault in a line of its own */
export function figuresOf(file: string, text: string): Figures {
  const placeOf = placesIn(file, text);
  const { data, error } = presetSchema.safeParse(JSON.parse(text));
  if (!error) {
    const { $schema: _, ...figures } = data;
    return figures;
  }
  const faults = error.issues.flatMap((issue) => {
    const fault = (path: PropertyKey[], words: string) => {
      const { line, column } = placeOf(path);
      return `  ${file}:${line}:${column} ${path.join('.')} ${words}`;
    };
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => fault([...issue.path, key], 'is no word of a preset: look at schema.json'));
    const words = issue.message.replace(/^Invalid input: expected (.+), received undefined$/, 'is missing: $1');
    return fault(issue.path, words);
  });
  throw new FatalError(`The preset has ${faults.length} fault(s):\n${faults.join('\n')}`);
}

function placesIn(file: string, text: string) {
  try {
    return placesOf(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const { line, column } = error.place;
    throw new FatalError(`${file}:${line}:${column} is no JSON: ${error.message}.`);
  }
}

function read(file: string, name: string) {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new FatalError(
      `There is no preset ${name}; there are ${PRESETS.join(', ')}. A file of your own ends in .json.`,
      { cause },
    );
  }
}

/**
 * A preset as arguments of createCommunity, setRates, setMilestones, setWeekend, setPolicy, defineAchievement and
 * addItem.
 * @param over the token that the community's wraps; its own, with 18 decimals, when absent
 */
export function presetOf(preset: Figures, over?: Underlying) {
  const { earn, limits, milestones } = preset;
  const unit = 10n ** BigInt((over?.decimals ?? 18) - 3);
  const unlimited = 2 ** 48 - 1;
  return {
    community: {
      name: preset.token.name,
      symbol: preset.token.symbol,
      supplyCap: BigInt(units(preset.token.supplyCap)) * unit,
      maxBalance: BigInt(units(preset.token.maxBalance)) * unit,
      closed: preset.token.closed,
      clawback: preset.token.clawback,
      underlying: over?.address ?? zeroAddress,
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
        ACTIVITY_TYPES.map((activity) => units(earn[activity] ?? 0)),
        32,
      ),
      limits: pack(
        ACTIVITY_TYPES.map((activity) => limits[activity] ?? 0),
        8,
      ),
      streakBps: pack(preset.multipliers.streak.map(bps), 16),
      tierBps: pack(preset.multipliers.tier.map(bps), 16),
      seasonBps: 10_000,
      registration: units(earn.registration ?? 0),
      daily: units(earn.daily ?? 0),
      grace: preset.grace,
      // Counts are what later achievements rest on, so they are kept wherever activity earns at all.
      counted: ACTIVITY_TYPES.some((activity) => earn[activity]),
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
    items: preset.items.map((item) => toItem(item, (tokens) => BigInt(units(tokens)) * unit)),
    achievements: preset.achievements.map(({ key, name, metric, threshold, reward }) => ({
      metric: METRICS.indexOf(metric),
      threshold: BigInt(AMOUNTS.includes(metric) ? units(threshold) : threshold),
      reward: units(reward),
      uri: dataUri({ key, name }),
    })),
  };
}
