import type { Logger } from 'pino';

/** How far a long catching up has come. */
export type Progress = {
  /** Block up to which rows speak, and the one that is aimed at. */
  block: number;
  target: number;
  /** 0 to 100. */
  percent: number;
  events: number;
  eventsPerSecond: number;
  secondsLeft: number | null;
};

const EVERY_MS = 1_000;

/** Measures a catching up that may span many steps, and tells of it at most once a second and at its end. */
export function openProgress(log: Logger, clock: () => number, tell?: (progress: Progress) => void) {
  let start: { block: number; at: number } | null = null;
  let events = 0;
  let told = Number.NEGATIVE_INFINITY;

  return {
    /** A step sets out from block `from`. */
    begun(from: number) {
      start ??= { block: from, at: clock() };
    },
    passed(what: string, block: number, target: number, logs: number) {
      const now = clock();
      start ??= { block, at: now };
      events += logs;
      if (now - told < EVERY_MS && block < target) return;
      told = now;
      const [done, whole, seconds] = [block - start.block, target - start.block, (now - start.at) / 1000];
      const progress: Progress = {
        block,
        target,
        percent: whole > 0 ? Math.floor((1000 * done) / whole) / 10 : 100,
        events,
        eventsPerSecond: seconds > 0 ? Math.round(events / seconds) : 0,
        secondsLeft: done > 0 ? Math.round((seconds * (whole - done)) / done) : null,
      };
      log.info(progress, what);
      tell?.(progress);
    },
    ended() {
      start = null;
      events = 0;
      told = Number.NEGATIVE_INFINITY;
    },
  };
}
