import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { LONGEST_WAIT, toOperation } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import { operationSchema } from '../shopSchemas.ts';

const route = guarded('anyone', {
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
  responses: answers('As it stands now', operationSchema),
});

export type Routes = typeof route;

export function operations(app: OpenAPIHono, ctx: Context) {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const now = await ctx.chain.outcome(id);
    if (!now)
      throw new UserError('OperationUnknown', 'There is no such operation: check the id that the request answered.');
    const { wait } = c.req.valid('query');
    const outcome = wait === 0 ? now : await c.var.waits.until(ctx.chain.settled(id, wait * 1000));
    c.header('cache-control', 'no-store');
    return c.json(toOperation(c, outcome ?? now), 200);
  });
}
