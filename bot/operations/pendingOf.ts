import { type CommunityInfo, earningUnit } from './getCommunity.ts';

const REGISTRATION = 255;

/**
 * What a member's unsettled activity will earn, about: per-activity and daily limits count, multipliers do not.
 * @param of.waiting how often each activity was counted and is not settled yet
 * @returns base units
 */
export function pendingOf(
  { rates, caps, decimals }: CommunityInfo,
  of: { waiting: [activity: number, count: number][]; earnedToday: bigint },
): bigint {
  if (!rates) return 0n;
  let units = 0;
  for (const [kind, count] of of.waiting) {
    if (kind === REGISTRATION) units += rates.registration;
    else if (count > 0) units += Math.min(count, rates.limits[kind] || count) * (rates.rewards[kind] ?? 0);
  }
  const pending = BigInt(units) * earningUnit(decimals);
  const left = BigInt(caps?.memberDay ?? 0) * earningUnit(decimals) - of.earnedToday;
  if (!caps?.memberDay || pending <= left) return pending;
  return left > 0n ? left : 0n;
}
