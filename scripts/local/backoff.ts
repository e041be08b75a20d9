const LONGEST_S = 60;

/** Who runs so long is well: the next death is a first one again. */
const WELL_MS = 60_000;

/** How long to wait before what died is started again: 1, 2, 4 … 60 seconds, from the beginning after a minute of running. */
export function openBackoff() {
  let deaths = 0;
  return {
    /** @param ranMs how long it ran. @returns seconds */
    secondsAfter(ranMs: number): number {
      if (ranMs >= WELL_MS) deaths = 0;
      return Math.min(LONGEST_S, 2 ** deaths++);
    },
  };
}
