/** Blocks asked for at first, and at most. */
const FIRST = 1_000;
const MOST = 100_000;
/** A range with more logs than this is as large as memory and a transaction like it. */
const MANY_LOGS = 20_000;

/** How many blocks to ask for at once: doubles while answers are small, halves when the node refuses. */
export function rangeSize() {
  let size = FIRST;
  return {
    current: () => size,
    /** Fetches `asked` blocks. @returns null if they were too many; what is refused for a single block is thrown */
    async adapt<T extends { logs: unknown[] }>(asked: number, fetch: () => Promise<T>): Promise<T | null> {
      try {
        const range = await fetch();
        if (range.logs.length > MANY_LOGS) size = Math.max(1, Math.floor(asked / 2));
        else if (range.logs.length < MANY_LOGS / 4) size = Math.min(MOST, Math.max(size, asked) * 2);
        return range;
      } catch (error) {
        // Nodes refuse in many ways: by count, by bytes, by time. None of them says so in words to rely on.
        if (asked <= 1) throw error;
        size = Math.max(1, Math.floor(asked / 2));
        return null;
      }
    },
  };
}
