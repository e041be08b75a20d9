/** For what is heard once only, and must not be lost because the database was away for a moment. */
import type { Timers } from './timers.ts';

const PAUSE_MS = 1_000;
/** A restart takes seconds. For longer than this, what waits would fill the memory. */
const PATIENCE_MS = 120_000;

/** Connections that broke or were refused, and a server that starts, stops or has none left: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const AWAY = /^(ECONN|ENOENT$|EPIPE$|ETIMEDOUT$|08|57P0|53300$)/;
const BROKEN = /^(Connection terminated|Client has encountered a connection error)/;

/**
 * Does a work again while the database is away, two minutes long at most.
 * @param work may be done twice: of what was interrupted nobody knows how far it came
 * @throws what the work throws for any other reason, or in the end
 */
export type Outlast = <T>(work: () => Promise<T>) => Promise<T>;

/** `close` ends all waiting: what still waits throws what it met last. */
export function openOutlast(timers: Timers): { outlast: Outlast; close(): void } {
  const closed = Promise.withResolvers<void>();
  let isClosed = false;
  return {
    async outlast(work) {
      for (let waited = 0; ; waited += PAUSE_MS) {
        try {
          return await work();
        } catch (error) {
          if (isClosed || waited >= PATIENCE_MS || !isAway(error)) throw error;
        }
        await Promise.race([closed.promise, new Promise<void>((resolve) => timers.after(PAUSE_MS, resolve))]);
      }
    },
    close() {
      isClosed = true;
      closed.resolve();
    },
  };
}

function isAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if (AWAY.test(`${(at as NodeJS.ErrnoException).code ?? ''}`) || BROKEN.test(at.message)) return true;
  return false;
}
