import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { buy, checkBuy } from '../../operations/buy.ts';
import { findItem } from '../../operations/getItems.ts';
import { checkRefund, refund as giveBack } from '../../operations/refund.ts';
import { sponsor } from '../../operations/sponsor.ts';
import { carryOut, operationAnswers, toOperation, writeHeaders } from '../answer.ts';
import { guarded } from '../authority.ts';
import { json, jsonBody } from '../content.ts';
import { pinInput, toBaseUnits, tokensInput } from '../inputs.ts';
import { problems } from '../problem.ts';
import { communityHeader, communityQuery } from '../schemas.ts';
import { operationSchema, sponsoredSchema } from '../shopSchemas.ts';

/** How long waiting earnings are waited for before they may be spent. */
const PATIENCE_MS = 5_000;

const routeOf = <Path extends string>(path: Path, summary: string) =>
  guarded('anyone', {
    method: 'post',
    path,
    summary,
    description: 'The operator pays the gas of what a wallet has signed. The same content is carried once.',
    tags: ['Operations'],
    request: { body: jsonBody(sponsoredSchema) },
    responses: {
      202: {
        description: 'Taken: follow it with GET /api/operations/{id}',
        content: json(operationSchema),
      },
      ...problems,
    },
  });

const anyCall = routeOf('/api/forward', 'Has any call for members paid for');

const pieces = z.int().min(1).max(0xffff);
const named = z.union([z.string().min(1).max(100), z.int().min(1).max(0xffff)]);

const order = z.strictObject({
  item: named.optional().openapi({ description: 'Its number, key or name' }),
  itemId: named.optional().openapi({ description: 'The same as `item`' }),
  item_id: named.optional().openapi({ description: 'The same as `item`' }),
  quantity: pieces.default(1),
  maxPrice: tokensInput.optional().openapi({ description: 'For all units; left out: as the shop has it now' }),
  pin: pinInput,
});
const giving = z.strictObject({
  purchase: z
    .int()
    .min(1)
    .max(2 ** 48)
    .optional(),
  purchaseId: z
    .int()
    .min(1)
    .max(2 ** 48)
    .optional()
    .openapi({ description: 'The same as `purchase`' }),
  quantity: pieces.optional().openapi({ description: 'Left out: all that may be given back' }),
});

/** A wallet's signed request needs nobody's standing; a member's own words are judged by it. */
const either = <P extends string, B extends z.ZodType>(path: P, summary: string, body: B) =>
  guarded('anyone', {
    method: 'post',
    path,
    summary,
    description:
      'Either by a member who signed in with Discord, or whose key has `shop:write`; or what an own wallet has signed, whose gas the operator pays.',
    tags: ['Shop'],
    parameters: [communityHeader],
    request: { query: communityQuery, headers: writeHeaders, body: jsonBody(z.union([sponsoredSchema, body])) },
    responses: operationAnswers,
  });
const purchase = either('/api/shop/purchase', 'Buys an item', order);
const refund = either('/api/shop/refund', 'Gives units of a purchase back for what the contract pays', giving);

export type Routes = typeof anyCall | typeof purchase | typeof refund;

export function forward(app: OpenAPIHono, ctx: Context) {
  const take = async (c: Request, body: z.output<typeof sponsoredSchema>, only?: 'buy' | 'refund') => {
    const { id } = await sponsor(ctx, { ...toInput(body), ...(only && { only }) });
    return toOperation(c, (await ctx.chain.outcome(id))!);
  };
  app.openapi(anyCall, async (c) => c.json(await take(c, c.req.valid('json')), 202));

  app.openapi(purchase, async (c) => {
    const body = c.req.valid('json');
    if ('kind' in body) return c.json(await take(c, body, 'buy'), 202);
    const { by, community } = await standingOf(c);
    const { quantity, maxPrice, pin = null } = body;
    const wanted = body.item ?? body.itemId ?? body.item_id;
    if (wanted === undefined)
      throw new UserError('FieldMissing', 'The field item is missing: say it in the request’s body.');
    const { item } = await findItem(ctx, { token: by.token, named: `${wanted}` });
    return carryOut(c, ctx, async (id) => {
      const { total } = await checkBuy(ctx, { ...by, item, quantity, patienceMs: PATIENCE_MS });
      const most = maxPrice === undefined ? total : toBaseUnits(maxPrice, community.decimals);
      if (most < total) throw new UserError('PriceAbove', 'It costs more than you would pay: look at the shop again.');
      await buy(ctx, { id, ...by, item, quantity, maxPrice: total, pin });
    });
  });

  app.openapi(refund, async (c) => {
    const body = c.req.valid('json');
    if ('kind' in body) return c.json(await take(c, body, 'refund'), 202);
    const { by } = await standingOf(c);
    const bought = body.purchase ?? body.purchaseId;
    if (bought === undefined)
      throw new UserError('FieldMissing', 'The field purchase is missing: say it in the request’s body.');
    return carryOut(c, ctx, async (id) => {
      const { quote } = await checkRefund(ctx, { ...by, purchase: bought });
      await giveBack(ctx, { id, ...by, purchase: bought, quantity: body.quantity ?? quote.units });
    });
  });

  /** Who asks without a wallet's signature, as on routes that are for members. */
  async function standingOf(c: Request) {
    const wanted = { authority: 'member', scope: 'shop:write', inCommunity: true } as const;
    const { caller, community } = await c.var.gate.admit(c, wanted);
    if (!community) throw new Error('A community was asked for.');
    c.set('caller', caller);
    c.set('community', community);
    return { by: caller.by, community };
  }
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
