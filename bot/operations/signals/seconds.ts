import { type Tally, tally } from './tally.ts';

/** Pairs and writers of the last hour that are remembered in a community. */
const BOUNDS = { withinMs: 3_600_000, most: 500 };
/** Writers of one second that are compared: more is a crowd, not a script. */
const CROWD = 5;

/**
 * Notices members who write in the same second again and again, as scripts do that run several accounts. Of an hour, within
 * bounds: the pair that was seen longest ago is forgotten first.
 * @param least coincidences in an hour that are a sign, where they are at least half of what one of the two wrote
 */
export function openSeconds(least = 5) {
  let now = { second: 0, writers: [] as string[] };
  const pairs = new Map<string, Tally>();
  const writers = new Map<string, Tally>();

  /** @returns with whom this is a sign, and how often they coincided */
  return function wrote(userId: string, atMs: number): { other: string; count: number }[] {
    const second = Math.floor(atMs / 1_000);
    const own = tally(writers, userId, atMs, BOUNDS);
    if (now.second !== second) now = { second, writers: [] };
    if (now.writers.includes(userId)) return [];
    const others = now.writers.length < CROWD ? [...now.writers] : [];
    now.writers.push(userId);
    return others.flatMap((other) => {
      const { count } = tally(pairs, [userId, other].sort().join(':'), atMs, BOUNDS);
      const fewer = Math.min(own.count, writers.get(other)?.count ?? 0);
      return count >= least && count * 2 >= fewer ? [{ other, count }] : [];
    });
  };
}
