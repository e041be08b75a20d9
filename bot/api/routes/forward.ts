import type { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { sponsor } from '../../operations/sponsor.ts';
import { toOperation } from '../answer.ts';
import { guarded } from '../authority.ts';
import { problems } from '../problem.ts';
import { operationSchema, sponsoredSchema } from '../shopSchemas.ts';

const routeOf = <Path extends string>(path: Path, summary: string) =>
  guarded('anyone', {
    method: 'post',
    path,
    summary,
    description: 'The operator pays the gas of what a wallet has signed. The same content is carried once.',
    tags: ['Operations'],
    request: { body: { required: true, content: { 'application/json': { schema: sponsoredSchema } } } },
    responses: {
      202: {
        description: 'Taken: follow it with GET /api/operations/{id}',
        content: { 'application/json': { schema: operationSchema } },
      },
      ...problems,
    },
  });

const anyCall = routeOf('/api/forward', 'Has any call for members paid for');
const purchase = routeOf('/api/shop/purchase', 'Buys: the call inside is Shop.buy');
const refund = routeOf('/api/shop/refund', 'Gives back: the call inside is Shop.refund');

export function forward(app: OpenAPIHono, ctx: Context) {
  const take = async (body: z.output<typeof sponsoredSchema>, only?: 'buy' | 'refund') => {
    const { id } = await sponsor(ctx, { ...toInput(body), ...(only && { only }) });
    return toOperation((await ctx.chain.outcome(id))!);
  };
  app.openapi(anyCall, async (c) => c.json(await take(c.req.valid('json')), 202));
  app.openapi(purchase, async (c) => c.json(await take(c.req.valid('json'), 'buy'), 202));
  app.openapi(refund, async (c) => c.json(await take(c.req.valid('json'), 'refund'), 202));
}

function toInput(body: z.output<typeof sponsoredSchema>) {
  const { signature } = body;
  if (body.kind === 'request') {
    const { gas, nonce, deadline, data } = body;
    const [from, to] = [body.from as Address, body.to as Address];
    const request = { from, to, gas: BigInt(gas), nonce: BigInt(nonce), deadline, data };
    return { account: from, sponsored: { kind: body.kind, request, signature } };
  }
  const account = body.account as Address;
  if (body.kind === 'account') {
    const { data, deadline } = body;
    return { account, sponsored: { kind: body.kind, to: body.to as Address, data, deadline, signature } };
  }
  return { account, sponsored: { kind: body.kind, salt: body.salt, owner: body.owner as Address, signature } };
}
