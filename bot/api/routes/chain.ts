import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { guarded } from '../authority.ts';
import { json } from '../content.ts';
import { problems } from '../problem.ts';
import { chainSchema } from '../shopSchemas.ts';

const route = guarded('anyone', {
  method: 'get',
  path: '/api/chain',
  summary: 'The network and the contracts, as a wallet must know them',
  tags: ['System'],
  responses: {
    200: {
      description: 'The same as long as the server runs',
      content: json(chainSchema),
    },
    429: problems[429],
  },
});

export type Routes = typeof route;

export function chain(app: OpenAPIHono, ctx: Context) {
  const { block, communities, custodian, forwarder, earnings, gifts, shop } = ctx.chain.deployment;
  const { achievements, tasks, stash, clans, conduct, market } = ctx.chain.deployment;
  const { chainId, network, explorerTxUrl, confirmations, local } = ctx.config;
  const answer = {
    chainId,
    name: network.name,
    currency: { name: network.symbol, symbol: network.symbol, decimals: 18 },
    rpcUrl: network.rpcUrl,
    explorerTxUrl: explorerTxUrl ?? null,
    confirmations,
    local,
    fromBlock: block,
    contracts: {
      ...{ communities, custodian, forwarder, earnings, gifts, shop },
      ...{ achievements, tasks, stash, clans, conduct, market },
    },
  };
  app.openapi(route, (c) => c.json(answer, 200));
}
