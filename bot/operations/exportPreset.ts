/** A community's set-up as a preset, so that another community may begin with the same figures. */
import { and, asc, eq } from 'drizzle-orm';
import type { Address } from 'viem';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { ACTIVITY_TYPES, achievements, communities, items } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { earningUnit } from './getCommunity.ts';
import { dataIn, KINDS, metadataOf, REFUNDS } from './getItems.ts';
import { AMOUNTS, METRICS, TIERS } from './getProgress.ts';
import { getSettings } from './settings.ts';

/**
 * What stands on the chain and what the server chose, in whole tokens, as a file of scripts/presets has it. Of the shop what
 * a preset can say: no dates, no items that ask for others, no role's id; an item that hands out a role names one like itself.
 * @throws UserError where the community's figures are not all set yet
 */
export async function exportPreset(ctx: Pick<Context, 'db'>, { token }: { token: Address }) {
  const { db } = ctx;
  const [[community], sold, goals, settings] = await Promise.all([
    db.select().from(communities).where(eq(communities.token, token)),
    db.select().from(items).where(eq(items.token, token)).orderBy(asc(items.item)),
    db
      .select()
      .from(achievements)
      .where(and(eq(achievements.token, token), eq(achievements.retired, false)))
      .orderBy(asc(achievements.achievement)),
    getSettings(ctx, { token }),
  ]);
  if (!community?.caps || !community.rates || !community.giftPolicy)
    throw new UserError('PresetUnset', 'This community has no figures yet: set caps, rates and gifts first.');
  const { caps, rates, giftPolicy, milestones } = community;
  const unit = earningUnit(community.decimals);
  const unitsPerToken = 10 ** Math.min(community.decimals, 3);
  const tokens = (units: number) => units / unitsPerToken;
  const amount = (base: bigint | string) => tokens(Number(BigInt(base) / unit));

  return {
    token: {
      name: community.name,
      symbol: community.symbol,
      closed: community.closed,
      clawback: community.clawback,
      supplyCap: amount(community.supplyCap),
      maxBalance: amount(community.maxBalance),
    },
    caps: {
      memberDay: tokens(caps.memberDay),
      memberWeek: tokens(caps.memberWeek),
      communityDay: tokens(caps.communityDay),
    },
    tiers: {
      silver: tokens(caps.silver),
      gold: tokens(caps.gold),
      platinum: tokens(caps.platinum),
      basis: caps.tierByBalance ? 'balance' : 'lifetime',
    },
    earn: named({
      registration: tokens(rates.registration),
      daily: tokens(rates.daily),
      ...Object.fromEntries(ACTIVITY_TYPES.map((activity, at) => [activity, tokens(rates.rewards[at] ?? 0)])),
    }),
    limits: named(Object.fromEntries(ACTIVITY_TYPES.map((activity, at) => [activity, rates.limits[at] ?? 0]))),
    milestones: named({
      weekly_streak: tokens(milestones?.weeklyStreak ?? 0),
      monthly_active: tokens(milestones?.monthlyActive ?? 0),
      invite_friend: tokens(milestones?.invite ?? 0),
    }),
    multipliers: {
      streak: rates.streakBps.map(factor),
      tier: rates.tierBps.map(factor),
      weekend: factor(community.weekendBps),
    },
    wholeCoins: settings.wholeCoins,
    pin: {
      threshold: Number(settings.pinThreshold ?? 100),
      ...(settings.pinDigits === null ? {} : { digits: settings.pinDigits }),
    },
    grace: rates.grace,
    gifts: {
      limits: giftPolicy.limits.map((limit) => (limit === null ? null : tokens(limit))),
      bonus: giftPolicy.bonusBps / 10_000,
      perDay: giftPolicy.perDay,
    },
    items: sold.map(({ item, name, category, uri, terms, left, sold: units }) => {
      const { shown, soon } = metadataOf(uri);
      const kind = KINDS[terms.kind] ?? 'manual';
      return {
        ...{ key: keyOf(shown.key, item), name, category },
        ...{ description: shown.description ?? '', emoji: shown.emoji ?? undefined, image: shown.image ?? undefined },
        ...{ price: amount(terms.price), stock: left === null ? null : left + units, perMember: terms.perMember },
        ...{ duration: terms.duration, uses: terms.uses, refund: REFUNDS[terms.refund] ?? 'none', kind },
        ...(kind === 'none' ? {} : { fulfilWithin: terms.fulfilWithin }),
        ...{ minTier: TIERS[terms.minTier] ?? 'bronze', active: terms.active, soon: soon && !terms.active },
        transferable: terms.transferable,
        ...(kind === 'role' || kind === 'colourRole' ? { role: name } : {}),
      };
    }),
    achievements: goals.map(({ achievement, metric, threshold, reward, uri }) => {
      const { key, name } = goal.parse(dataIn(uri) ?? {});
      const measured = METRICS[metric] ?? 'messages';
      return {
        ...{ key: keyOf(key, achievement), name: name ?? `Achievement ${achievement}`, metric: measured },
        threshold: AMOUNTS.includes(measured) ? tokens(Number(threshold)) : Number(threshold),
        reward: amount(reward),
      };
    }),
  };
}

const factor = (bps: number) => bps / 10_000;

/** What an achievement's address says of it. */
const goal = z.object({
  key: z.string().nullable().catch(null),
  name: z.string().min(1).max(64).nullable().catch(null),
});

/** Those that are not nothing. */
const named = (figures: Record<string, number>) =>
  Object.fromEntries(Object.entries(figures).filter(([, figure]) => figure !== 0));

/** A key as presets take it, or the number. */
const keyOf = (key: string | null, number: number) => (key && /^[a-z0-9_]{1,32}$/.test(key) ? key : `number_${number}`);
