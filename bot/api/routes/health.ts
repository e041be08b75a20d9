import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { sql } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { cursor } from '../../db/schema.ts';

/** Longer than this is as good as no answer. */
const PATIENCE_MS = 2_000;
/** Blocks that the cache may be behind without anything being wrong. */
const NORMAL_LAG = 20;

export const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded', 'down']),
    chain: z.object({ reachable: z.boolean(), chainId: z.int(), block: z.int().nullable() }),
    database: z.object({ reachable: z.boolean() }),
    indexer: z.object({ block: z.int().nullable(), lag: z.int().nullable().openapi({ description: 'Blocks behind' }) }),
    signer: z.object({ reachable: z.boolean() }).optional(),
  })
  .openapi('Health');

export type HealthResponse = z.infer<typeof healthSchema>;

const answers = {
  200: { description: 'Working', content: { 'application/json': { schema: healthSchema } } },
  503: {
    description: 'Something that it needs does not answer',
    content: { 'application/json': { schema: healthSchema } },
  },
};

/** @param signer asks whether the signer process answers; left out of the report where not given */
export function health(app: OpenAPIHono, ctx: Context, signer?: () => Promise<boolean>) {
  for (const path of ['/health', '/api/health']) {
    const route = createRoute({
      method: 'get',
      path,
      summary: 'Whether everything answers',
      tags: ['System'],
      responses: answers,
    });
    app.openapi(route, async (c) => {
      const report = await healthOf(ctx, signer);
      c.header('cache-control', 'no-store');
      return c.json(report, report.status === 'ok' ? 200 : 503);
    });
  }
}

async function healthOf(ctx: Context, signer?: () => Promise<boolean>): Promise<HealthResponse> {
  const [block, database, position, signing] = await Promise.all([
    orNull(ctx.chain.client.getBlockNumber({ cacheTime: 0 })),
    orNull(ctx.db.execute(sql`select 1`)),
    orNull(ctx.db.select({ number: cursor.number }).from(cursor)),
    signer ? orNull(signer()) : undefined,
  ]);
  const head = block === null ? null : Number(block);
  const indexed = position?.[0]?.number ?? null;
  const lag = head === null || indexed === null ? null : Math.max(0, head - indexed);
  const down = head === null || database === null || signing === null || signing === false;
  return {
    status: down ? 'down' : lag === null || lag > NORMAL_LAG ? 'degraded' : 'ok',
    chain: { reachable: head !== null, chainId: ctx.config.chainId, block: head },
    database: { reachable: database !== null },
    indexer: { block: indexed, lag },
    ...(signing !== undefined && { signer: { reachable: signing === true } }),
  };
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, null);
  });
  try {
    return await Promise.race([answer, patience]);
  } catch {
    // That it failed is the answer.
    return null;
  } finally {
    clearTimeout(timer);
  }
}
