/** What members sell, swap and trade among themselves. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import type { TradeSide } from '../../db/moduleSchema.ts';
import { UserError } from '../../errors.ts';
import { buyListing, checkBuyListing } from '../../operations/buyListing.ts';
import { cancelListing } from '../../operations/cancelListing.ts';
import { getCommunity } from '../../operations/getCommunity.ts';
import {
  getListing,
  getListings,
  getSwap,
  getSwaps,
  getTrades,
  type Listed,
  type Offer,
} from '../../operations/getMarket.ts';
import { checkList, list as putUp } from '../../operations/list.ts';
import { cancelSwap, checkOfferSwap, checkTakeSwap, offerSwap, takeSwap } from '../../operations/swap.ts';
import {
  acceptTrade,
  cancelTrade,
  checkAccept,
  type Draft,
  getDraft,
  getDrafts,
  otherOf,
  sideOf,
} from '../../operations/trade.ts';
import { carryOut, operationAnswers, operationId, writeHeaders } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import { numberParam, pinInput, serverParam, toBaseUnits, tokensInput } from '../inputs.ts';
import { cutPage, linkPages, paged, pageOf, pageQuery, rowsOf } from '../paged.ts';
import { type Person, peopleOf, personSchema } from '../person.ts';
import { problems } from '../problem.ts';
import { addressSchema, amountSchema, discordId, discordIdOrAddress, toAmount, toWho } from '../schemas.ts';

const tags = ['Market'];
const PATIENCE_MS = 5_000;

const quantity = z.int().min(1).max(0xffff);
const page = <Name extends string, Row extends z.ZodType>(name: Name, row: Row) => ({
  200: { description: 'One page', content: json(paged(name, row)) },
  ...problems,
});

const listingSchema = z
  .object({
    listing: z.int(),
    item: z.string().openapi({ description: 'Number of the item; of an NFT its id' }),
    name: z.string().nullable(),
    collection: addressSchema.nullable().openapi({ description: 'Of an NFT; null: receipts of the shop' }),
    seller: personSchema,
    price: amountSchema.openapi({ description: 'Of a unit' }),
    feeBps: z.int().openapi({ description: 'Basis points of the price that are burned' }),
    left: z.int(),
    buyable: z.boolean(),
    listedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .openapi('Listing');

const toListing = (listed: Listed, seller: Person, decimals: number): z.infer<typeof listingSchema> => ({
  ...{ listing: listed.listing, item: `${listed.asset}`, name: listed.name, collection: listed.collection },
  seller,
  price: toAmount(listed.price, decimals),
  ...{ feeBps: listed.feeBps, left: listed.left, buyable: listed.valid },
  ...{ listedAt: listed.listedAt.toISOString(), expiresAt: listed.expiresAt.toISOString() },
});

export type ListingResponse = z.infer<typeof listingSchema>;

const listings = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/market/listings',
  summary: 'What is up for sale, the newest first',
  tags,
  request: {
    params: serverParam,
    query: pageQuery.extend({
      seller: discordIdOrAddress
        .optional()
        .openapi({ description: 'Theirs alone, also what can no longer be bought: a Discord id or an address' }),
    }),
  },
  responses: page('listings', listingSchema),
});

const listingParam = serverParam.extend({ listing: numberParam('listing', 2 ** 31 - 1) });
const list = guarded('member', {
  method: 'post',
  path: '/api/{s}/market/listings',
  summary: 'Puts receipts up for sale; they stay with their seller until somebody buys',
  tags,
  'x-scope': 'market:write',
  request: {
    params: serverParam,
    headers: writeHeaders,
    body: jsonBody(
      z.strictObject({
        item: z.int().min(1).max(0xffff),
        quantity: quantity.default(1),
        price: tokensInput.openapi({ description: 'Of a unit' }),
        days: z.int().min(1).max(30).default(7),
      }),
    ),
  },
  responses: operationAnswers,
});
const buyFrom = guarded('member', {
  method: 'post',
  path: '/api/{s}/market/listings/{listing}/purchase',
  summary: 'Buys units of a listing',
  tags,
  'x-scope': 'market:write',
  request: {
    params: listingParam,
    headers: writeHeaders,
    body: jsonBody(
      z.strictObject({
        quantity: quantity.default(1),
        maxPrice: tokensInput.optional().openapi({ description: 'For all of them; left out: as it is listed' }),
        pin: pinInput,
      }),
    ),
  },
  responses: operationAnswers,
});
const unlist = guarded('member', {
  method: 'delete',
  path: '/api/{s}/market/listings/{listing}',
  summary: 'Ends the caller’s listing',
  tags,
  'x-scope': 'market:write',
  request: { params: listingParam, headers: writeHeaders },
  responses: operationAnswers,
});

const unit = z.object({ community: addressSchema, name: z.string(), symbol: z.string(), amount: amountSchema });
export const swapSchema = z
  .object({
    ...{ swap: z.int(), maker: personSchema, gives: unit, wants: unit },
    taker: addressSchema.nullable().openapi({ description: 'Who alone may take it; null: anyone' }),
    expiresAt: z.iso.datetime(),
  })
  .openapi('Swap');

export type SwapResponse = z.infer<typeof swapSchema>;

export const toSwap = (offer: Offer, maker: Person): z.infer<typeof swapSchema> => {
  const { gives, wants } = offer;
  const side = ({ name, symbol, decimals }: typeof gives, community: Address, amount: bigint) => ({
    ...{ community, name, symbol },
    amount: toAmount(amount, decimals),
  });
  return {
    ...{ swap: offer.swap, taker: offer.taker, maker },
    gives: side(gives, offer.token, offer.amount),
    wants: side(wants, offer.wanted, offer.wantedAmount),
    expiresAt: offer.expiresAt.toISOString(),
  };
};

const swaps = guarded('member', {
  method: 'get',
  path: '/api/{s}/swaps',
  summary: 'Offers of tokens for another community’s that the caller may take or has made',
  tags,
  request: { params: serverParam, query: pageQuery },
  responses: page('swaps', swapSchema),
});
const offer = guarded('member', {
  method: 'post',
  path: '/api/{s}/swaps',
  summary: 'Offers tokens of this community for another’s',
  tags,
  'x-scope': 'market:write',
  request: {
    params: serverParam,
    headers: writeHeaders,
    body: jsonBody(
      z.strictObject({
        amount: tokensInput,
        wanted: discordIdOrAddress.openapi({ description: 'The other community: its server’s id or its token' }),
        wantedAmount: tokensInput,
        taker: discordId.nullable().default(null).openapi({ description: 'Discord id of who alone may take it' }),
        pin: pinInput,
      }),
    ),
  },
  responses: operationAnswers,
});
const swapParam = serverParam.extend({ swap: numberParam('swap', 2 ** 31 - 1) });
const take = guarded('member', {
  method: 'post',
  path: '/api/{s}/swaps/{swap}/acceptance',
  summary: 'Takes an offer, paying in this community’s tokens',
  tags,
  'x-scope': 'market:write',
  request: { params: swapParam, headers: writeHeaders, body: jsonBody(z.strictObject({ pin: pinInput })) },
  responses: operationAnswers,
});
const withdraw = guarded('member', {
  method: 'delete',
  path: '/api/{s}/swaps/{swap}',
  summary: 'Withdraws the caller’s offer',
  tags,
  'x-scope': 'market:write',
  request: { params: swapParam, headers: writeHeaders },
  responses: operationAnswers,
});

const sideSchema = z.object({
  amount: amountSchema,
  items: z.array(z.object({ item: z.string(), quantity: z.int() })),
});
const tradeSchema = z
  .object({
    trade: z.int(),
    ...{ proposer: addressSchema, other: addressSchema, version: z.int() },
    ...{ give: sideSchema.openapi({ description: 'From the proposer' }), want: sideSchema },
    state: z.enum(['open', 'done', 'cancelled']),
    expiresAt: z.iso.datetime(),
  })
  .openapi('Trade');
const trades = guarded('member', {
  method: 'get',
  path: '/api/{s}/trades',
  summary: 'What the caller has proposed or was proposed on-chain, the latest first',
  tags,
  request: { params: serverParam, query: pageQuery },
  responses: page('trades', tradeSchema),
});

const draftSchema = z
  .object({
    draft: z.int(),
    version: z.int().openapi({ description: 'To be sent with an acceptance: one more with each change' }),
    other: z.string().openapi({ description: 'Discord id of the other' }),
    ...{ mine: sideSchema, theirs: sideSchema },
    accepted: z.enum(['nobody', 'me', 'other']),
    trade: z.int().nullable().openapi({ description: 'Its number on-chain, once one has accepted' }),
    expiresAt: z.iso.datetime(),
  })
  .openapi('TradeDraft');
const drafts = guarded('member', {
  method: 'get',
  path: '/api/{s}/trades/drafts',
  summary: 'Trades that the caller is putting together; they begin on Discord, where both see them',
  tags,
  request: { params: serverParam },
  responses: answers('Those that are open', z.object({ drafts: z.array(draftSchema) })),
});
const draftParam = serverParam.extend({ draft: numberParam('draft', 2 ** 31 - 1) });
const accept = guarded('member', {
  method: 'post',
  path: '/api/{s}/trades/drafts/{draft}/acceptance',
  summary: 'Accepts a trade as it stands; the second acceptance carries it out',
  tags,
  'x-scope': 'market:write',
  request: {
    params: draftParam,
    headers: writeHeaders,
    body: jsonBody(z.strictObject({ version: z.int().min(1).max(1_000_000), pin: pinInput })),
  },
  responses: operationAnswers,
});
const cancel = guarded('member', {
  method: 'delete',
  path: '/api/{s}/trades/drafts/{draft}',
  summary: 'Ends a trade for both',
  tags,
  'x-scope': 'market:write',
  request: { params: draftParam, headers: writeHeaders },
  responses: { 204: { description: 'It is over' }, ...problems },
});

export type Routes =
  | typeof listings
  | typeof list
  | typeof buyFrom
  | typeof unlist
  | typeof swaps
  | typeof offer
  | typeof take
  | typeof withdraw
  | typeof drafts
  | typeof accept
  | typeof cancel
  | typeof trades;

export function market(app: OpenAPIHono, ctx: Context) {
  app.openapi(listings, async (c) => {
    const { token, decimals } = c.var.community;
    const { seller, ...query } = c.req.valid('query');
    const asked = pageOf(query);
    const whose = seller ? { seller: toWho(seller) } : {};
    const cut = cutPage(await getListings(ctx, { token, ...whose, ...rowsOf(asked) }), asked);
    linkPages(c, cut.next);
    const who = await peopleOf(
      ctx,
      cut.rows.map((each) => each.seller),
    );
    return c.json(
      { listings: cut.rows.map((each) => toListing(each, who(each.seller), decimals)), next: cut.next },
      200,
    );
  });

  app.openapi(list, async (c) => {
    const { by } = c.var.caller;
    const { price, ...wanted } = c.req.valid('json');
    const planned = { ...by, ...wanted, price: toBaseUnits(price, c.var.community.decimals) };
    return carryOut(c, ctx, async (id) => {
      const { feeBps, expiresAt } = await checkList(ctx, planned);
      await putUp(ctx, { id, ...planned, expiresAt, maxFeeBps: feeBps });
    });
  });

  app.openapi(buyFrom, async (c) => {
    const { by } = c.var.caller;
    const { quantity: units, maxPrice, pin: given } = c.req.valid('json');
    const order = { ...by, listing: c.req.valid('param').listing, quantity: units };
    return carryOut(c, ctx, async (id) => {
      const { total } = await checkBuyListing(ctx, { ...order, patienceMs: PATIENCE_MS });
      const most = maxPrice === undefined ? total : toBaseUnits(maxPrice, c.var.community.decimals);
      if (most < total)
        throw new UserError('PriceAbove', 'It costs more than you would pay: look at the listing again.');
      await buyListing(ctx, { id, ...order, maxPrice: total, pin: given ?? null });
    });
  });

  app.openapi(unlist, async (c) => {
    const asked = { ...c.var.caller.by, listing: c.req.valid('param').listing };
    return carryOut(c, ctx, async (id) => {
      await getListing(ctx, asked);
      await cancelListing(ctx, { id, ...asked });
    });
  });

  app.openapi(swaps, async (c) => {
    const { token } = c.var.community;
    const asked = pageOf(c.req.valid('query'));
    const viewer = { address: requireKnown(c.var.caller.address) };
    const cut = cutPage(await getSwaps(ctx, { token, viewer, ...rowsOf(asked) }), asked);
    linkPages(c, cut.next);
    const who = await peopleOf(
      ctx,
      cut.rows.map(({ maker }) => maker),
    );
    return c.json({ swaps: cut.rows.map((each) => toSwap(each, who(each.maker))), next: cut.next }, 200);
  });

  app.openapi(offer, async (c) => {
    const { by } = c.var.caller;
    const { amount, wanted, wantedAmount, taker, pin: given } = c.req.valid('json');
    const who = toWho(wanted);
    const other = await getCommunity(ctx, 'address' in who ? { token: who.address } : { guildId: wanted });
    const planned = {
      ...{ ...by, taker, wanted: other.token, amount: toBaseUnits(amount, c.var.community.decimals) },
      wantedAmount: toBaseUnits(wantedAmount, other.decimals),
    };
    return carryOut(c, ctx, async (id) => {
      const { expiresAt } = await checkOfferSwap(ctx, { ...planned, patienceMs: PATIENCE_MS });
      await offerSwap(ctx, { id, ...planned, expiresAt, pin: given ?? null });
    });
  });

  app.openapi(take, async (c) => {
    const asked = { ...c.var.caller.by, swap: c.req.valid('param').swap };
    const { pin: given } = c.req.valid('json');
    return carryOut(c, ctx, async (id) => {
      await checkTakeSwap(ctx, { ...asked, patienceMs: PATIENCE_MS });
      await takeSwap(ctx, { id, ...asked, pin: given ?? null });
    });
  });

  app.openapi(withdraw, async (c) => {
    const asked = { ...c.var.caller.by, swap: c.req.valid('param').swap };
    return carryOut(c, ctx, async (id) => {
      const found = await getSwap(ctx, asked);
      if (found.token !== asked.token && found.wanted !== asked.token)
        throw new UserError('MarketNoSwap', 'This swap is over: it was taken or cancelled.');
      await cancelSwap(ctx, { id, ...asked });
    });
  });

  app.openapi(drafts, async (c) => {
    const { token, decimals } = c.var.community;
    const { userId } = c.var.caller.by;
    const open = await getDrafts(ctx, { token, userId });
    return c.json({ drafts: open.map((draft) => toDraft(draft, userId, decimals)) }, 200);
  });

  app.openapi(accept, async (c) => {
    const { by } = c.var.caller;
    const { version, pin: given } = c.req.valid('json');
    const asked = { ...by, draft: c.req.valid('param').draft, version };
    return carryOut(c, ctx, async (id) => {
      await requireHere(by.token, asked.draft);
      await checkAccept(ctx, { ...asked, patienceMs: PATIENCE_MS });
      await acceptTrade(ctx, { id, ...asked, pin: given ?? null });
    });
  });

  app.openapi(cancel, async (c) => {
    const { token, userId } = c.var.caller.by;
    const { draft } = c.req.valid('param');
    await requireHere(token, draft);
    await cancelTrade(ctx, { id: await operationId(c, ctx), draft, userId });
    return c.body(null, 204);
  });

  app.openapi(trades, async (c) => {
    const { token, decimals } = c.var.community;
    const who = { address: requireKnown(c.var.caller.address) };
    const asked = pageOf(c.req.valid('query'));
    const cut = cutPage(await getTrades(ctx, { token, who, ...rowsOf(asked) }), asked);
    linkPages(c, cut.next);
    const shown = cut.rows.map(({ trade, proposer, other, version, give, want, state, expiresAt }) => ({
      ...{ trade, proposer, other, version, state, expiresAt: expiresAt.toISOString() },
      ...{ give: toSide(give, decimals), want: toSide(want, decimals) },
    }));
    return c.json({ trades: shown, next: cut.next }, 200);
  });

  /** @throws UserError for a trade of another community */
  async function requireHere(token: Address, id: number): Promise<void> {
    const draft = await getDraft(ctx, { id });
    if (draft.token !== token) throw new UserError('TradeGone', 'This trade is gone: begin a new one with /trade.');
  }
}

const toSide = ({ amount, assets }: TradeSide, decimals: number): z.infer<typeof sideSchema> => ({
  amount: toAmount(BigInt(amount), decimals),
  items: assets.map(({ id, quantity: units }) => ({ item: id, quantity: units })),
});

function toDraft(draft: Draft, userId: string, decimals: number): z.infer<typeof draftSchema> {
  const other = otherOf(draft, userId);
  const { id, version, proposer, trade, expiresAt } = draft;
  const side = (of: string) => {
    const { amount, items } = sideOf(draft, of);
    return {
      amount: toAmount(BigInt(amount), decimals),
      items: items.map((each) => ({ ...each, item: `${each.item}` })),
    };
  };
  return {
    ...{ draft: id, version, other, trade, mine: side(userId), theirs: side(other) },
    accepted: proposer === null ? 'nobody' : proposer === userId ? 'me' : 'other',
    expiresAt: expiresAt.toISOString(),
  };
}

function requireKnown(address: Address | null): Address {
  if (address === null) throw new Error('Nobody is a member without an address.');
  return address;
}
