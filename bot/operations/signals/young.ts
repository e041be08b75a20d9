const DAY_MS = 86_400_000;
const YOUNG_ACCOUNT_MS = 7 * DAY_MS;
const NEWCOMER_MS = 2 * DAY_MS;
/** Members whose messages are counted. */
const MOST = 10_000;

/** Whether an account is new to Discord and to the server both. */
export const isYoung = (at: { now: number; created: number; joined: number }): boolean =>
  at.now - at.created < YOUNG_ACCOUNT_MS && at.now - at.joined < NEWCOMER_MS;

/**
 * Notices accounts that were made a moment ago, came a moment ago, and earn busily from then on.
 * @param least messages that are a sign
 */
export function openYoung(least = 30, most = MOST) {
  const counts = new Map<string, number>();

  /** @returns how much a young account wrote, where that is a sign */
  return function wrote(who: string, at: Parameters<typeof isYoung>[0]): number | null {
    if (!isYoung(at)) return null;
    const count = (counts.get(who) ?? 0) + 1;
    counts.delete(who);
    counts.set(who, count);
    for (const oldest of counts.keys()) {
      if (counts.size <= most) break;
      counts.delete(oldest);
    }
    return count >= least && count % least === 0 ? count : null;
  };
}
