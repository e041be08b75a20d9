import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import type { CommunityInfo } from '../../operations/getCommunity.ts';
import { getItems, type Item } from '../../operations/getItems.ts';
import { TIERS } from '../../operations/getProgress.ts';
import { getPurchases, type Purchase } from '../../operations/getPurchases.ts';
import { accountOf } from '../../operations/who.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import type { Kept } from '../kept.ts';
import { communityQuery, discordIdOrAddress, limitQuery, toAmount, toWho } from '../schemas.ts';
import { type ItemResponse, itemsSchema, ownedSchema, type PurchaseResponse } from '../shopSchemas.ts';

const itemsRoute = guarded('anyone', {
  method: 'get',
  path: '/api/shop/items',
  'x-in-community': true,
  summary: 'What the community’s tokens buy',
  tags: ['Shop'],
  request: { query: communityQuery },
  responses: answers('All items', itemsSchema),
});

const categoryRoute = guarded('anyone', {
  method: 'get',
  path: '/api/shop/items/{category}',
  'x-in-community': true,
  summary: 'The items of one category',
  tags: ['Shop'],
  request: {
    params: z.object({ category: z.string().max(100) }),
    query: communityQuery,
  },
  responses: answers('Its items; none where it is unknown', itemsSchema),
});

const ownedRoute = guarded('anyone', {
  method: 'get',
  path: '/api/shop/owned/{userId}',
  'x-in-community': true,
  summary: 'A member’s receipts, newest first',
  tags: ['Shop'],
  request: {
    params: z.object({
      userId: discordIdOrAddress.openapi({
        param: { name: 'userId', in: 'path' },
        description: 'A Discord user id, then it is that member’s custodial account; or any address.',
      }),
    }),
    query: communityQuery.extend({
      limit: limitQuery(50),
      before: z.string().max(20).optional().openapi({ description: '`next` of the page before' }),
    }),
  },
  responses: answers('Receipts', ownedSchema),
});

export type Routes = typeof itemsRoute | typeof categoryRoute | typeof ownedRoute;

export function shop(app: OpenAPIHono, ctx: Context, kept: Kept) {
  const listed = async ({ token, symbol, decimals }: CommunityInfo, category?: string) => {
    const items = await getItems(ctx, { token, category });
    const changes = items.flatMap(({ changesAt }) => (changesAt ? [changesAt.getTime()] : []));
    const value = { community: token, symbol, decimals, items: items.map((item) => toItem(item, decimals)) };
    return { value, until: Math.min(...changes) };
  };

  app.openapi(itemsRoute, (c) => kept.answer(c, () => listed(c.get('community'))));
  app.openapi(categoryRoute, (c) => kept.answer(c, () => listed(c.get('community'), c.req.valid('param').category)));
  app.openapi(ownedRoute, async (c) => {
    const { limit, before } = c.req.valid('query');
    const { token, symbol, decimals } = c.get('community');
    const who = toWho(c.req.valid('param').userId);
    const [address, { purchases, next }] = await Promise.all([
      accountOf(ctx, who),
      getPurchases(ctx, { token, who, limit, before }),
    ]);
    return c.json(
      {
        community: token,
        address,
        symbol,
        decimals,
        purchases: purchases.map((purchase) => toPurchase(purchase, decimals)),
        next,
      },
      200,
    );
  });
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

export function toItem({ price, regularPrice, saleCloses, opens, closes, minTier, ...item }: Item, decimals: number) {
  return {
    ...item,
    price: toAmount(price, decimals),
    regularPrice: toAmount(regularPrice, decimals),
    saleCloses: iso(saleCloses),
    opens: iso(opens),
    closes: iso(closes),
    minTier: TIERS[minTier] ?? 'bronze',
  } satisfies ItemResponse;
}

export function toPurchase({ buyer: _, ...purchase }: Purchase, decimals: number) {
  const { unitPrice, quantity, refund, boughtAt, expiresAt, fulfilBy } = purchase;
  return {
    ...purchase,
    unitPrice: toAmount(unitPrice, decimals),
    paid: toAmount(unitPrice * BigInt(quantity), decimals),
    boughtAt: boughtAt.toISOString(),
    expiresAt: iso(expiresAt),
    fulfilBy: iso(fulfilBy),
    refund: refund && { ...refund, amount: toAmount(refund.amount, decimals), until: iso(refund.until) },
  } satisfies PurchaseResponse;
}
