/** A community's shop for its staff. What changes it an admin's own wallet sends: it comes with the answer. */

import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Context } from '../../context.ts';
import { addItem, editItem, type ItemPlan, RESTOCKS, restock } from '../../operations/changeShop.ts';
import { decide } from '../../operations/fulfilments.ts';
import { findItem, getItems, KINDS, REFUNDS } from '../../operations/getItems.ts';
import { TIERS } from '../../operations/getProgress.ts';
import { getPurchase, getRedemptions } from '../../operations/getPurchases.ts';
import { OwnWalletNeeded, type Sender } from '../../operations/prepare.ts';
import { guarded } from '../authority.ts';
import { answers, jsonBody } from '../content.ts';
import { given } from '../given.ts';
import { flagQuery, isOn, numberParam, serverParam, type TokensInput, toBaseUnits, tokensInput } from '../inputs.ts';
import { cutPage, linkPages, offsetOf, paged, pageOf, pageQuery } from '../paged.ts';
import { problems } from '../problem.ts';
import { itemSchema, itemsSchema, purchaseSchema } from '../shopSchemas.ts';
import { toItem, toPurchase } from './shop.ts';

const tags = ['Shop'];

const itemParam = serverParam.extend({
  item_id: z
    .string()
    .min(1)
    .max(100)
    .openapi({ param: { name: 'item_id', in: 'path' }, description: 'Its number, key or name', example: 'vip_role' }),
});

const list = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/shop',
  summary: 'A community’s items',
  tags,
  request: {
    params: serverParam,
    query: z.object({
      category: z.string().max(100).optional(),
      active_only: flagQuery.optional().openapi({ description: 'Leaves out what cannot be bought now or later' }),
      include_out_of_stock: flagQuery.optional().openapi({ description: '`false` leaves out what is sold out' }),
    }),
  },
  responses: answers('Items in order', itemsSchema),
});

const one = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/shop/{item_id}',
  summary: 'One item',
  tags,
  request: { params: itemParam },
  responses: answers('The item', itemSchema),
});

const uint16 = z.int().min(0).max(0xffff);
const seconds = z.int().min(1).max(0xffff_ffff);
const moment = z.iso.datetime({ offset: true });
const stock = z
  .int()
  .min(-1)
  .max(0xffff_fffe)
  .nullable()
  .openapi({ description: 'Units; −1 or null: unlimited', example: -1 });

const changeSchema = z.strictObject({
  name: z.string().trim().min(1).max(64).optional().openapi({ example: 'Cookie' }),
  description: z.string().max(500).nullable().optional().openapi({ example: 'Delicious cookie' }),
  category: z.string().trim().min(1).max(32).optional().openapi({ example: 'consumable' }),
  price: tokensInput.optional(),
  emoji: z.string().max(16).nullable().optional(),
  image: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable()
    .optional(),
  key: z
    .string()
    .regex(/^[a-z0-9_]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and _')
    .nullable()
    .optional()
    .openapi({ description: 'What commands call it' }),
  salePrice: tokensInput.optional().openapi({ description: 'During a flash sale' }),
  saleOpens: moment.nullable().optional(),
  saleCloses: moment.nullable().optional().openapi({ description: 'null: no flash sale' }),
  opens: moment.nullable().optional(),
  closes: moment.nullable().optional(),
  perMember: uint16.nullable().optional().openapi({ description: 'null: as many as one likes' }),
  duration: seconds.nullable().optional().openapi({ description: 'Seconds; null: for ever' }),
  uses: uint16.optional().openapi({ description: 'Of a unit; 0: not consumable' }),
  refund: z.enum(REFUNDS).optional(),
  kind: z.enum(KINDS).optional().openapi({ description: 'How it is handed over' }),
  fulfilWithin: seconds.nullable().optional().openapi({ description: 'Seconds in which it must be handed over' }),
  minTier: z.enum(TIERS).optional(),
  heldItem: uint16.nullable().optional().openapi({ description: 'Number of an item that a buyer must hold' }),
  transferable: z.boolean().optional().openapi({ description: 'Fixed for ever' }),
  active: z.boolean().optional().openapi({ description: '`false`: it cannot be bought' }),
});

const BY_WALLET =
  'The shop is changed by an admin’s own wallet alone. Checked against the contract as it stands, the transaction comes in the answer (409, `transaction`): send it from that wallet, or sign it for POST /api/forward.';

const create = guarded('admin', {
  method: 'post',
  path: '/api/{s}/shop',
  summary: 'A new item, for an admin’s own wallet to send',
  description: BY_WALLET,
  tags,
  'x-scope': 'shop:write',
  request: {
    params: serverParam,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: changeSchema.extend({
            name: changeSchema.shape.name.unwrap(),
            price: tokensInput,
            stock: stock.default(null),
          }),
        },
      },
    },
  },
  responses: problems,
});

const change = guarded('admin', {
  method: 'put',
  path: '/api/{s}/shop/{item_id}',
  summary: 'An item changed, for an admin’s own wallet to send',
  description: `What is left out stays. ${BY_WALLET}`,
  tags,
  'x-scope': 'shop:write',
  request: { params: itemParam, body: jsonBody(changeSchema) },
  responses: problems,
});

const retire = guarded('admin', {
  method: 'delete',
  path: '/api/{s}/shop/{item_id}',
  summary: 'An item taken off the shelf, for an admin’s own wallet to send',
  description: `Receipts of it stay what they are. ${BY_WALLET}`,
  tags,
  'x-scope': 'shop:write',
  request: { params: itemParam },
  responses: problems,
});

const stocking = guarded('admin', {
  method: 'put',
  path: '/api/{s}/shop/{item_id}/stock',
  summary: 'Stock set, added to or taken from, for an admin’s own wallet to send',
  description: BY_WALLET,
  tags,
  'x-scope': 'shop:write',
  request: {
    params: itemParam,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({ quantity: stock, operation: z.enum(RESTOCKS).default('set') }),
        },
      },
    },
  },
  responses: problems,
});

const redemptionSchema = purchaseSchema.extend({
  buyer: z.object({ address: z.string(), userId: z.string().nullable() }),
  handover: z
    .object({ state: z.string(), reason: z.string().nullable() })
    .nullable()
    .openapi({ description: 'How far the bot is with it; null: not taken up yet' }),
});
export type RedemptionResponse = z.infer<typeof redemptionSchema>;

const redemptions = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/shop/redemptions',
  summary: 'Purchases that wait to be handed over, the longest waiting first',
  description: 'Each with what its buyer would get back now: past its deadline everything.',
  tags,
  'x-scope': 'members:read',
  request: { params: serverParam, query: pageQuery },
  responses: answers('One page', paged('redemptions', redemptionSchema)),
});

const decision = guarded('moderator', {
  method: 'post',
  path: '/api/{s}/shop/redemptions/{purchase}',
  summary: 'Says that a purchase was handed over by hand, or why it cannot be',
  description: 'What is refused is paid back. The bot records it on-chain.',
  tags,
  'x-scope': 'shop:write',
  request: {
    params: serverParam.extend({
      purchase: numberParam('purchase', 2 ** 48),
    }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.union([
            z.strictObject({ handedOver: z.literal(true) }),
            z.strictObject({ refused: z.string().trim().min(1).max(500).openapi({ description: 'Why' }) }),
          ]),
        },
      },
    },
  },
  responses: { 204: { description: 'Noted' }, ...problems },
});

export type Routes =
  | typeof list
  | typeof redemptions
  | typeof decision
  | typeof one
  | typeof create
  | typeof change
  | typeof retire
  | typeof stocking;

export function items(app: OpenAPIHono, ctx: Context) {
  app.openapi(list, async (c) => {
    const { token, symbol, decimals } = c.var.community;
    const { category, active_only, include_out_of_stock } = c.req.valid('query');
    const all = await getItems(ctx, { token, category });
    const wanted = all.filter(
      ({ state }) =>
        !(isOn(active_only) && ['inactive', 'closed', 'soon'].includes(state)) &&
        !(include_out_of_stock !== undefined && !isOn(include_out_of_stock) && state === 'soldOut'),
    );
    return c.json({ community: token, symbol, decimals, items: wanted.map((item) => toItem(item, decimals)) }, 200);
  });

  app.openapi(redemptions, async (c) => {
    const { token, decimals } = c.var.community;
    const page = pageOf(c.req.valid('query'));
    const rows = await getRedemptions(ctx, { token, limit: page.limit, offset: offsetOf(page) });
    const cut = cutPage(rows, page);
    linkPages(c, cut.next);
    const shown = cut.rows.map(({ buyer, buyerId, handover, ...purchase }) => ({
      ...toPurchase({ ...purchase, buyer }, decimals),
      ...{ buyer: { address: buyer, userId: buyerId }, handover },
    }));
    return c.json({ redemptions: shown, next: cut.next }, 200);
  });

  app.openapi(decision, async (c) => {
    const { token } = c.var.community;
    const { purchase } = c.req.valid('param');
    const body = c.req.valid('json');
    await getPurchase(ctx, { token, purchase });
    await decide(ctx, { token, purchase, refused: 'refused' in body ? body.refused : null });
    return c.body(null, 204);
  });

  app.openapi(one, async (c) => c.json(toItem(await named(c, c.req.valid('param')), c.var.community.decimals), 200));

  app.openapi(create, async (c) => {
    const { token, decimals } = c.var.community;
    const { stock: units, name, price, ...rest } = c.req.valid('json');
    const item = { ...toPlan(rest, decimals), name, price: toPrice(price, decimals) };
    const sender = senderOf(c);
    throw new OwnWalletNeeded(await addItem(ctx, { token, sender, stock: toUnits(units), item }));
  });

  app.openapi(change, async (c) => {
    const { token, decimals } = c.var.community;
    const { item } = await named(c, c.req.valid('param'));
    const planned = toPlan(c.req.valid('json'), decimals);
    throw new OwnWalletNeeded(await editItem(ctx, { token, sender: senderOf(c), item, change: planned }));
  });

  app.openapi(retire, async (c) => {
    const { token } = c.var.community;
    const { item } = await named(c, c.req.valid('param'));
    throw new OwnWalletNeeded(await editItem(ctx, { token, sender: senderOf(c), item, change: { active: false } }));
  });

  app.openapi(stocking, async (c) => {
    const { token } = c.var.community;
    const { item } = await named(c, c.req.valid('param'));
    const { quantity, operation: how } = c.req.valid('json');
    throw new OwnWalletNeeded(await restock(ctx, { token, sender: senderOf(c), item, how, units: toUnits(quantity) }));
  });

  const named = (c: Request, { item_id }: { item_id: string }) =>
    findItem(ctx, { token: c.var.community.token, named: item_id });
}

/** Whose own wallet is meant: of who signed in with one that very one. */
function senderOf(c: Request): Sender {
  const { userId, address } = c.var.caller;
  if (userId !== null) return { userId };
  if (address !== null) return { address };
  throw new Error('Nobody has a right here without being known.');
}

const toUnits = (units: number | null) => (units === -1 ? null : units);
/** A free item has the price 0, which is no amount otherwise. */
const toPrice = (tokens: TokensInput, decimals: number) =>
  /^0+(\.0*)?$/.test(`${tokens}`.trim()) ? 0n : toBaseUnits(tokens, decimals);
const toSeconds = (at: string | null) => (at === null ? null : Math.floor(Date.parse(at) / 1000));

function toPlan(body: z.output<typeof changeSchema>, decimals: number): Partial<ItemPlan> {
  const { price, salePrice, saleOpens, saleCloses, opens, closes, minTier, ...rest } = body;
  const times = Object.entries({ saleOpens, saleCloses, opens, closes }).flatMap(([name, at]) =>
    at === undefined ? [] : [[name, toSeconds(at)] as const],
  );
  return {
    ...given(rest),
    ...Object.fromEntries(times),
    ...(price === undefined ? {} : { price: toPrice(price, decimals) }),
    ...(salePrice === undefined ? {} : { salePrice: toPrice(salePrice, decimals) }),
    ...(minTier === undefined ? {} : { minTier: TIERS.indexOf(minTier) }),
  };
}
