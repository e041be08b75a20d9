import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Metrics } from '../metrics.ts';

/** Times every request under its route's pattern, which names nobody. A stream is timed until it begins. */
export function measure({ httpSeconds }: Metrics): MiddlewareHandler {
  return async (c, next) => {
    const done = httpSeconds.startTimer({ method: c.req.method });
    await next();
    done({ route: routePath(c, -1), status: `${c.res.status}` });
  };
}
