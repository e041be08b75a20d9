/** Blocks asked for at first, and at most. */
const FIRST = 64;
const MOST = 100_000;
/** Logs to have in hand at a time: more live long enough to make the garbage collector move them about. */
const AIM = 1_500;

/** How many blocks to ask for at once: so many that they hold about {@link AIM} logs, fewer where the node refuses. */
export function rangeSize() {
  let size = FIRST;
  /** What the node refused last; it is not asked for again soon. */
  let refused = Number.POSITIVE_INFINITY;
  return {
    current: () => size,
    /** Fetches `asked` blocks. @returns null if they were too many; what is refused for a single block is thrown */
    async adapt<T extends { logs: unknown[] }>(asked: number, fetch: () => Promise<T>): Promise<T | null> {
      try {
        const range = await fetch();
        const fitting = Math.ceil((asked * AIM) / Math.max(range.logs.length, 1));
        size = Math.max(1, Math.min(MOST, 2 * asked, fitting, refused - 1));
        refused *= 1.1;
        return range;
      } catch (error) {
        // Nodes refuse in many ways: by count, by bytes, by time. None of them says so in words to rely on.
        if (asked <= 1) throw error;
        refused = asked;
        size = Math.max(1, Math.floor(asked / 2));
        return null;
      }
    },
  };
}
