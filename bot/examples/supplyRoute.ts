// A new route: what lists of tokens ask for, the supply as a plain decimal figure.
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { formatUnits } from 'viem';
import { guarded } from '../api/authority.ts';
import { answers } from '../api/content.ts';
import { serverParam } from '../api/inputs.ts';
import type { Context } from '../context.ts';
import { getEconomy } from '../operations/getEconomy.ts';

const route = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/supply',
  summary: 'How much of the token exists, and how much members hold',
  tags: ['Economy'],
  request: { params: serverParam },
  responses: answers('Whole tokens', z.object({ total: z.string(), circulating: z.string() }).openapi('Supply')),
});

export function supply(app: OpenAPIHono, ctx: Context) {
  app.openapi(route, async (c) => {
    const { token, decimals } = c.var.community;
    const found = await getEconomy(ctx, { token, days: 1 });
    const figure = (amount: bigint) => formatUnits(amount, decimals);
    return c.json({ total: figure(found.supply), circulating: figure(found.circulating) }, 200);
  });
}
