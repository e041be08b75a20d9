import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Context } from '../../context.ts';
import type { Health, Report } from '../../health.ts';
import { guarded } from '../authority.ts';
import { json } from '../content.ts';
import { told } from '../words.ts';

const partSchema = z
  .object({
    state: z.enum(['ok', 'degraded', 'down']),
    says: z.string().openapi({ example: 'The tables speak up to block 812.' }),
  })
  .openapi('HealthPart');

export const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded', 'down']),
    ready: z.boolean().openapi({ description: 'Whether requests should be sent here' }),
    chain: z.object({ reachable: z.boolean(), chainId: z.int(), block: z.int().nullable() }),
    database: z.object({ reachable: z.boolean() }),
    indexer: z.object({ block: z.int().nullable(), lag: z.int().nullable().openapi({ description: 'Blocks behind' }) }),
    parts: z.record(z.string(), partSchema),
  })
  .openapi('Health');

export type HealthResponse = z.infer<typeof healthSchema>;

export const readinessSchema = z
  .object({ ready: z.boolean(), parts: z.record(z.string(), partSchema) })
  .openapi('Readiness');

const livenessSchema = z.object({ live: z.literal(true) }).openapi('Liveness');

/** `/health` for people, `/health/live` and `/health/ready` for what restarts servers and sends them requests. */
export function health(app: OpenAPIHono, ctx: Context, known: Health) {
  for (const path of ['/health', '/api/health']) {
    const route = guarded('anyone', {
      method: 'get',
      path,
      summary: 'Whether everything answers',
      tags: ['System'],
      responses: {
        200: { description: 'Working', content: json(healthSchema) },
        503: { description: 'Something that it needs does not answer', content: json(healthSchema) },
      },
    });
    app.openapi(route, async (c) => {
      const report = await healthOf(c, ctx, known);
      c.header('cache-control', 'no-store');
      return c.json(report, report.status === 'ok' ? 200 : 503);
    });
  }

  const live = guarded('anyone', {
    method: 'get',
    path: '/api/health/live',
    summary: 'Whether the process answers',
    tags: ['System'],
    responses: { 200: { description: 'It does', content: json(livenessSchema) } },
  });
  app.openapi(live, (c) => {
    c.header('cache-control', 'no-store');
    return c.json({ live: true as const }, 200);
  });

  const ready = guarded('anyone', {
    method: 'get',
    path: '/api/health/ready',
    summary: 'Whether requests should be sent here',
    description: 'A server that stands by while another leads is ready too.',
    tags: ['System'],
    responses: {
      200: { description: 'They should', content: json(readinessSchema) },
      503: { description: 'They should go to another server', content: json(readinessSchema) },
    },
  });
  app.openapi(ready, async (c) => {
    const { ready, parts } = await known.read();
    c.header('cache-control', 'no-store');
    return c.json({ ready, parts: partsTo(c, parts) }, ready ? 200 : 503);
  });
}

/** What is known of each part, told to whoever asked. */
export const partsTo = (c: Request, parts: Report['parts']) =>
  Object.fromEntries(
    Object.entries(parts).map(([name, { state, ...sentence }]) => [name, { state, says: told(c, sentence) }]),
  );

async function healthOf(c: Request, ctx: Context, known: Health): Promise<HealthResponse> {
  const { ready, head, indexed, parts } = await known.read();
  const states = Object.values(parts).map(({ state }) => state);
  const lag = head === null || indexed === null ? null : Math.max(0, head - indexed.number);
  return {
    status: states.includes('down') ? 'down' : states.includes('degraded') ? 'degraded' : 'ok',
    ready,
    chain: { reachable: head !== null, chainId: ctx.config.chainId, block: head },
    database: { reachable: parts.database?.state === 'ok' },
    indexer: { block: indexed?.number ?? null, lag },
    parts: partsTo(c, parts),
  };
}
