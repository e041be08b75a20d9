import type { MiddlewareHandler, Context as Request } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Metrics } from '../metrics.ts';

/** Times every request under its route's pattern, which names nobody. A stream is timed until it begins. */
export function measure({ httpSeconds }: Metrics): MiddlewareHandler {
  // As many as there are routes: to find one by its labels takes longer than to count.
  const timed = new Map<string, ReturnType<typeof httpSeconds.labels>>();
  const seriesOf = (c: Request) => {
    // What covers many paths is no route: headers, limits, the dApp's files, nothing at all.
    const route = matchedRoutes(c).find(({ path }) => !path.includes('*'))?.path ?? 'other';
    const labels = { method: c.req.method, route, status: `${c.res.status}` };
    const name = `${labels.method} ${labels.status} ${route}`;
    const known = timed.get(name) ?? httpSeconds.labels(labels);
    timed.set(name, known);
    return known;
  };
  return async (c, next) => {
    const began = performance.now();
    await next();
    seriesOf(c).observe((performance.now() - began) / 1000);
  };
}
