import { and, eq, gt, isNull, notInArray, or, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { activity, outbox, users } from '../db/schema.ts';
import { type CommunityInfo, earningUnit } from './getCommunity.ts';

const REGISTRATION = 255;

/**
 * What a member's unsettled activity will earn, about: per-activity and daily limits count, multipliers do not.
 * @returns base units
 */
export async function pendingOf(
  ctx: Context,
  input: { community: CommunityInfo; address: Address; earnedToday: bigint; asOfBlock: number },
): Promise<bigint> {
  const { rates, caps, token, decimals } = input.community;
  if (!rates) return 0n;
  const unsettled = or(
    isNull(activity.settlement),
    notInArray(outbox.state, ['mined', 'final']),
    // Mined, but the indexer has not come so far: without this the amount would vanish for a moment.
    gt(outbox.block, input.asOfBlock),
  );
  const counts = await ctx.db
    .select({ activity: activity.activity, count: sql<number>`sum(${activity.count})::int` })
    .from(activity)
    .innerJoin(users, eq(users.id, activity.userId))
    .leftJoin(outbox, eq(outbox.id, activity.settlement))
    .where(and(eq(users.address, input.address), eq(activity.token, token), unsettled))
    .groupBy(activity.activity);

  let units = 0;
  for (const { activity: kind, count } of counts) {
    if (kind === REGISTRATION) units += rates.registration;
    else if (count > 0) units += Math.min(count, rates.limits[kind] || count) * (rates.rewards[kind] ?? 0);
  }
  const pending = BigInt(units) * earningUnit(decimals);
  const left = BigInt(caps?.memberDay ?? 0) * earningUnit(decimals) - input.earnedToday;
  if (!caps?.memberDay || pending <= left) return pending;
  return left > 0n ? left : 0n;
}
