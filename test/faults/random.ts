/** Chance that can be repeated: the same seed draws the same numbers. */
export type Random = ReturnType<typeof randomFrom>;

export function randomFrom(seed: number) {
  let state = seed >>> 0;
  /** mulberry32: small, and good enough to choose faults by. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    chance: (share: number) => next() < share,
    pick: <T>(from: readonly T[]): T => from[whole(0, from.length - 1)]!,
    /** One of the names, each as often as its weight says. */
    weighted<K extends string>(weights: Record<K, number>): K {
      const entries = Object.entries(weights) as [K, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      return entries[0]![0];
    },
    /** A generator of its own, so that what several do at once does not mix their draws. */
    branch: () => randomFrom(Math.floor(next() * 2 ** 32)),
  };
}
