export type Tally = { count: number; since: number };

/** Counts within a time from the first on, for so many keys; the one that was counted longest ago is forgotten first. */
export function tally(
  all: Map<string, Tally>,
  key: string,
  at: number,
  { withinMs, most }: { withinMs: number; most: number },
): Tally {
  const before = all.get(key);
  const next =
    before && at - before.since < withinMs ? { ...before, count: before.count + 1 } : { count: 1, since: at };
  all.delete(key);
  all.set(key, next);
  for (const oldest of all.keys()) {
    if (all.size <= most) break;
    all.delete(oldest);
  }
  return next;
}
