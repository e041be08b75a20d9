import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Outcome } from '../../chain/chain.ts';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { problems } from '../problem.ts';
import { type OperationResponse, operationSchema } from '../shopSchemas.ts';

const LONGEST_WAIT = 25;

const route = createRoute({
  method: 'get',
  path: '/api/operations/{id}',
  summary: 'How far an operation is',
  tags: ['Operations'],
  request: {
    params: z.object({ id: z.string().min(1).max(200) }),
    query: z.object({
      wait: z.coerce
        .number({ error: 'must be a number' })
        .int('must be a whole number')
        .min(0, 'must be at least 0')
        .max(LONGEST_WAIT, `must be at most ${LONGEST_WAIT}`)
        .default(0)
        .openapi({ description: 'Seconds to wait at most until it is mined and indexed, or has failed' }),
    }),
  },
  responses: {
    200: { description: 'As it stands now', content: { 'application/json': { schema: operationSchema } } },
    ...problems,
  },
});

/** @returns lets go whoever waits */
export function operations(app: OpenAPIHono, ctx: Context) {
  const closing = Promise.withResolvers<void>();
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const now = await ctx.chain.outcome(id);
    if (!now)
      throw new UserError('OperationUnknown', 'There is no such operation: check the id that the request answered.');
    const { wait } = c.req.valid('query');
    const outcome = wait === 0 ? now : await Promise.race([ctx.chain.settled(id, wait * 1000), closing.promise]);
    c.header('cache-control', 'no-store');
    return c.json(toOperation(outcome ?? now), 200);
  });
  return () => closing.resolve();
}

export function toOperation({ id, verb, state, txHash, block, error }: Outcome): OperationResponse {
  return { id, verb, state, txHash, block, error: error && { code: error.name, detail: error.sentence } };
}
