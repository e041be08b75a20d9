import type { MiddlewareHandler, Context as Request } from 'hono';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';
import { addressOf } from './address.ts';
import { bear } from './headers.ts';

const WINDOW_MS = 60_000;
/** Names remembered at a time; beyond it the window begins anew for all. */
const MOST_NAMES = 50_000;

declare module 'hono' {
  interface ContextVariableMap {
    /** By the limit that is nearest. */
    requestsLeft?: number;
  }
}

export type RateLimit = ReturnType<typeof openRateLimit>;

/** At most so many requests a minute from one address, session or key. @param clock milliseconds */
export function openRateLimit(perMinute: number, clock: () => number) {
  let counts = new Map<string, number>();
  let ends = 0;
  /** Counts a request, and tells how many are left; of several names the one that has least. @throws UserError `TooManyRequests` */
  return (c: Request, name: string) => {
    const now = clock();
    if (now >= ends || counts.size > MOST_NAMES) {
      counts = new Map();
      ends = now + WINDOW_MS;
    }
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const seconds = Math.ceil((ends - now) / 1000);
    const left = Math.max(0, perMinute - count);
    if (left <= (c.get('requestsLeft') ?? left)) {
      c.set('requestsLeft', left);
      bear(c, {
        'ratelimit-limit': `${perMinute}`,
        'ratelimit-remaining': `${left}`,
        'ratelimit-reset': `${seconds}`,
      });
    }
    if (count <= perMinute) return;
    c.header('retry-after', `${seconds}`);
    throw new UserError(
      'TooManyRequests',
      `Only ${perMinute} requests a minute are answered: wait ${seconds} seconds.`,
      { most: `${perMinute}`, seconds: `${seconds}` },
    );
  };
}

export function limitAddresses(config: Config, limit: RateLimit): MiddlewareHandler {
  return (c, next) => {
    limit(c, addressOf(c, config));
    return next();
  };
}
