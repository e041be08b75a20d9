import { achievementsAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { communities } from '../db/schema.ts';
import { checkClaimMonthlyActive, checkClaimWeeklyStreak } from './claimMilestone.ts';
import { getAchievements } from './getAchievements.ts';
import { type CommunityInfo, earningUnit, getCommunity } from './getCommunity.ts';
import { accountOf, type Who } from './who.ts';

/** Tiers by number. */
export const TIERS = ['bronze', 'silver', 'gold', 'platinum'] as const;

/** IAchievements.Metric by number. */
export const METRICS = [
  ...['messages', 'files', 'roomsCreated', 'roomsJoined', 'popularMessages', 'helpfulContent', 'mediaShared'],
  ...['roomsModerated', 'lifetimeEarned', 'streak', 'tier', 'balance', 'activeDays', 'registered', 'tasksCompleted'],
] as const;
/** Those that are amounts, in earning units. */
export const AMOUNTS: readonly string[] = ['lifetimeEarned', 'balance'];

/** Days of the month that count for `claimMonthlyActive`, and how many of them are needed; streak for the weekly one. */
const MONTH = 30;
export const MONTH_ACTIVE = 20;
export const WEEK_STREAK = 7;

export type Progress = {
  /** Lifetime counts of the eight counted activities, in the order of IEarnings.Activity. */
  counts: readonly number[];
  /** Days, as the token counts them at this moment. */
  streak: number;
  /** Of the last 30 days. */
  activeDays: number;
  claimedToday: boolean;
  tier: number;
};

/** What the token itself says of a member, at the latest block. */
export async function getProgress(ctx: Context, input: { token: Address; userId: string }): Promise<Progress> {
  const { client, accountOf } = ctx.chain;
  const account = await accountOf(input.userId);
  const contract = { address: input.token, abi: tokenAbi, args: [account] } as const;
  const [standing, [lifetime]] = await Promise.all([
    client.readContract({ ...contract, functionName: 'standingOf' }),
    client.readContract({ ...contract, functionName: 'countsOf' }),
  ]);
  const { streak, activeDays, claimedToday, tier } = standing;
  return { counts: lifetime, streak: Number(streak), activeDays: daysIn(activeDays, MONTH), claimedToday, tier };
}

/** @param bitmap bit n: active n days ago */
export const daysIn = (bitmap: number, days: number): number =>
  Array.from({ length: days }, (_, ago) => (bitmap >>> ago) & 1).reduce((sum, bit) => sum + bit, 0);

/** What a streak and a month of activity pay here, base units; and whether this member could claim it now. */
export async function getMilestones(ctx: Context, by: { token: Address; userId: string }) {
  const [row] = await ctx.db
    .select({ milestones: communities.milestones, decimals: communities.decimals })
    .from(communities)
    .where(eq(communities.token, by.token));
  const { weeklyStreak = 0, monthlyActive = 0 } = row?.milestones ?? {};
  const unit = earningUnit(row?.decimals ?? 18);
  const [weekly, monthly] = await Promise.all([
    weeklyStreak > 0 && checkClaimWeeklyStreak(ctx, by),
    monthlyActive > 0 && checkClaimMonthlyActive(ctx, by),
  ]);
  return {
    weeklyStreak: { reward: BigInt(weeklyStreak) * unit, claimable: weekly === null },
    monthlyActive: { reward: BigInt(monthlyActive) * unit, claimable: monthly === null },
  };
}

export type AchievementProgress = Awaited<ReturnType<typeof getAchievementProgress>>[number];

/** A community's achievements with how far a member is; those that are no longer given only where the member has them. */
export async function getAchievementProgress(ctx: Context, input: { token: Address } & Who) {
  const { token } = input;
  const { client, deployment } = ctx.chain;
  const account = await accountOf(ctx, input);
  const listed = await getAchievements(ctx, { token, who: input });
  const shown = listed.filter(({ achievement, badge }) => badge || !achievement.retired);
  return Promise.all(
    shown.map(async ({ achievement, badge }) => {
      const reached = badge
        ? achievement.threshold
        : await client.readContract({
            address: deployment.achievements,
            abi: achievementsAbi,
            functionName: 'progressOf',
            args: [token, BigInt(achievement.achievement), account],
          });
      const metric = METRICS[achievement.metric] ?? 'messages';
      return { ...achievement, metric, isAmount: AMOUNTS.includes(metric), badge, reached };
    }),
  );
}

export type Tier = {
  /** Base units from which it holds. */
  from: bigint;
  /** Base units a day that may be given away; null without a limit. */
  gifts: bigint | null;
  /** What earnings are multiplied by, basis points. */
  bps: number;
};

/** The four tiers of a community with what each brings. @throws UserError `CommunityUnknown` */
export async function getTiers(ctx: Context, { token }: { token: Address }): Promise<Tier[]> {
  return tiersOf(await getCommunity(ctx, { token }));
}

function tiersOf({ caps, rates, giftPolicy, decimals }: CommunityInfo): Tier[] {
  const unit = earningUnit(decimals);
  return [0, caps?.silver ?? 0, caps?.gold ?? 0, caps?.platinum ?? 0].map((from, tier) => {
    const limit = giftPolicy?.limits[tier] ?? null;
    return {
      from: BigInt(from) * unit,
      gifts: limit === null ? null : BigInt(limit) * unit,
      bps: rates?.tierBps[tier] || 10_000,
    };
  });
}
