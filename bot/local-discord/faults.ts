/** Faults to inject: what a real network and a real Discord do now and then, on demand. */
import { z } from 'zod';
import type { Context } from './context.ts';
import { dropConnections } from './gateway.ts';

export type RouteFault = {
  /** As the routes are declared, for example `POST /channels/:channel/messages`. */
  route: string;
  times: number;
  /** What happens: an error status instead of the work, or the work done and its answer lost. */
  kind: { status: 500 | 502 | 503 | 429; retryAfterSeconds: number } | 'lost';
};

export type FaultState = {
  duplicateInteractions: number;
  restDelayMs: number;
  routes: RouteFault[];
};

export const noFaults = (): FaultState => ({ duplicateInteractions: 0, restDelayMs: 0, routes: [] });

/** Also accepted by `POST /playground/faults`; every field is optional and takes effect at once. */
export const faultsSchema = z.strictObject({
  /** Deliver the next interaction twice. */
  duplicateInteraction: z.boolean().optional(),
  /** Cut all gateway connections: see {@link dropConnections}. */
  drop: z.enum(['resume', 'reconnect', 'invalidate']).optional(),
  /** Answer every REST call this much later; 0 ends it. */
  delayRestMs: z.number().int().min(0).max(60_000).optional(),
  /** Fail the next calls of a route without doing their work. */
  failNext: z
    .strictObject({
      route: z.string(),
      times: z.number().int().min(1).default(1),
      status: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(429)]),
      retryAfterSeconds: z.number().min(0).default(0.1),
    })
    .optional(),
  /** Do the work of the next calls of a route, then cut the connection instead of answering. */
  loseNext: z.strictObject({ route: z.string(), times: z.number().int().min(1).default(1) }).optional(),
  /** Ids of the people who accept no direct messages from now on. */
  closedDms: z.array(z.string()).optional(),
  /** End all lasting faults. */
  clear: z.boolean().optional(),
});
export type FaultRequest = z.input<typeof faultsSchema>;

export type Faults = { inject(request: FaultRequest): void };

/** @throws Error naming the routes when a fault is asked for on one that does not exist: it would never happen. */
export function injectFaults(ctx: Context, routes: ReadonlySet<string>, request: FaultRequest): void {
  const wanted = faultsSchema.parse(request);
  for (const fault of [wanted.failNext, wanted.loseNext]) {
    if (fault && !routes.has(fault.route)) {
      throw new Error(`There is no route "${fault.route}"; use one of: ${[...routes].join(', ')}.`);
    }
  }
  if (wanted.clear) Object.assign(ctx.faults, noFaults());
  if (wanted.duplicateInteraction) ctx.faults.duplicateInteractions += 1;
  if (wanted.delayRestMs !== undefined) ctx.faults.restDelayMs = wanted.delayRestMs;
  if (wanted.failNext) {
    const { route, times, status, retryAfterSeconds } = wanted.failNext;
    ctx.faults.routes.push({ route, times, kind: { status, retryAfterSeconds } });
  }
  if (wanted.loseNext) ctx.faults.routes.push({ ...wanted.loseNext, kind: 'lost' });
  if (wanted.closedDms) ctx.state.closed_dms = wanted.closedDms;
  if (wanted.drop) dropConnections(ctx, wanted.drop);
}

/** Takes one use of the first fault waiting for this route. */
export function takeRouteFault(faults: FaultState, route: string): RouteFault['kind'] | undefined {
  const fault = faults.routes.find((each) => each.route === route);
  if (!fault) return undefined;
  fault.times -= 1;
  if (fault.times === 0) faults.routes.splice(faults.routes.indexOf(fault), 1);
  return fault.kind;
}
