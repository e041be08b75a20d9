import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Metrics } from '../metrics.ts';

/** Times every request under its route's pattern, which names nobody. A stream is timed until it begins. */
export function measure({ httpSeconds }: Metrics): MiddlewareHandler {
  return async (c, next) => {
    const done = httpSeconds.startTimer({ method: c.req.method });
    await next();
    // What covers many paths is no route: headers, limits, the dApp's files, nothing at all.
    const route = matchedRoutes(c).find(({ path }) => !path.includes('*'));
    done({ route: route?.path ?? 'other', status: `${c.res.status}` });
  };
}
