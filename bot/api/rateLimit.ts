import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import { problem } from './problem.ts';

const WINDOW_MS = 60_000;
/** Addresses remembered at a time; beyond it the window begins anew for all. */
const MOST_ADDRESSES = 50_000;

/** At most so many requests a minute from one address. @param clock milliseconds */
export function rateLimit(perMinute: number, clock: () => number): MiddlewareHandler {
  let counts = new Map<string, number>();
  let ends = 0;
  return async (c, next) => {
    const now = clock();
    if (now >= ends || counts.size > MOST_ADDRESSES) {
      counts = new Map();
      ends = now + WINDOW_MS;
    }
    const address = getConnInfo(c).remote.address ?? '';
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    const seconds = Math.ceil((ends - now) / 1000);
    c.header('ratelimit-limit', `${perMinute}`);
    c.header('ratelimit-remaining', `${Math.max(0, perMinute - count)}`);
    c.header('ratelimit-reset', `${seconds}`);
    if (count <= perMinute) return next();
    c.header('retry-after', `${seconds}`);
    return problem(
      c,
      429,
      'TooManyRequests',
      `Only ${perMinute} requests a minute are answered: wait ${seconds} seconds.`,
    );
  };
}
