/** What members trade, collect and belong to, as the chain shows it to everybody: so that a wallet need not sign in to act. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Address, Hex } from 'viem';
import type { Context } from '../../context.ts';
import type { TradeSide } from '../../db/moduleSchema.ts';
import { tellClanName } from '../../operations/clan.ts';
import { getClanOf, getInvitations } from '../../operations/getClans.ts';
import { getCollectibles, getSwaps, getTrades } from '../../operations/getMarket.ts';
import { guarded } from '../authority.ts';
import { answers, jsonBody } from '../content.ts';
import { memberParam, numberParam, serverParam } from '../inputs.ts';
import { peopleOf, personSchema } from '../person.ts';
import { problems } from '../problem.ts';
import { addressSchema, amountSchema, toAmount, toWho } from '../schemas.ts';
import { clanSchema, toClans } from './clans.ts';
import { swapSchema, toSwap } from './market.ts';

/** The newest; older ones are told to who is signed in. */
const MOST = 100;

const sideSchema = z.object({
  amount: amountSchema,
  assets: z.array(
    z.object({
      collection: addressSchema.nullable().openapi({ description: 'Of an NFT; null: receipts of the shop' }),
      id: z.string().openapi({ description: 'Number of the item; of an NFT its id' }),
      quantity: z.int(),
    }),
  ),
});
const publicTradeSchema = z
  .object({
    trade: z.int(),
    ...{ proposer: personSchema, other: personSchema },
    version: z.int(),
    ...{ give: sideSchema.openapi({ description: 'From the proposer' }), want: sideSchema },
    state: z.enum(['open', 'done', 'cancelled']),
    expiresAt: z.iso.datetime(),
  })
  .openapi('PublicTrade');
export type TradeResponse = z.infer<typeof publicTradeSchema>;

const trades = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/users/{user_id}/trades',
  summary: 'What a member has proposed or was proposed on-chain, the latest first',
  tags: ['Market'],
  request: { params: memberParam },
  responses: answers(`At most ${MOST}`, z.object({ trades: z.array(publicTradeSchema) })),
});

const swaps = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/users/{user_id}/swaps',
  summary: 'Offers of tokens for another community’s that a member may take or has made, the newest first',
  tags: ['Market'],
  request: { params: memberParam },
  responses: answers(`At most ${MOST}`, z.object({ swaps: z.array(swapSchema) })),
});

const collectibleSchema = z
  .object({
    collection: addressSchema,
    id: z.string(),
    draw: z.int().nullable().openapi({ description: 'In which it was won' }),
  })
  .openapi('Collectible');
export type CollectibleResponse = z.infer<typeof collectibleSchema>;

const collectibles = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/users/{user_id}/collectibles',
  summary: 'NFTs that the stash holds for a member',
  tags: ['Market'],
  request: { params: memberParam },
  responses: answers('All of them', z.object({ collectibles: z.array(collectibleSchema) })),
});

const standingSchema = z
  .object({
    clan: clanSchema.nullable(),
    since: z.iso.datetime().nullable(),
    invitations: z.array(clanSchema).openapi({ description: 'Clans that they may join, the latest first' }),
  })
  .openapi('ClanStanding');
export type ClanStandingResponse = z.infer<typeof standingSchema>;

const standing = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/users/{user_id}/clan',
  summary: 'The clan that a member is in, and those that invited them',
  tags: ['Clans'],
  request: { params: memberParam },
  responses: answers('null where they are in none', standingSchema),
});

const name = guarded('anyone', {
  method: 'post',
  path: '/api/{s}/clans/{clan}/name',
  summary: 'Tells the name of a clan that a wallet founded',
  description: 'Its salted hash stands on-chain with the clan and shows that this is it: keccak256(salt + name).',
  tags: ['Clans'],
  request: {
    params: serverParam.extend({
      clan: numberParam('clan', 2 ** 31 - 1),
    }),
    body: jsonBody(
      z.strictObject({
        salt: z.string().regex(/^0x[0-9a-f]{64}$/, 'must be 32 bytes as lower case hexadecimal digits'),
        name: z.string().min(1).max(100),
      }),
    ),
  },
  responses: { 204: { description: 'Kept' }, ...problems },
});

export type Routes = typeof trades | typeof collectibles | typeof standing | typeof name | typeof swaps;

export function walletHoldings(app: OpenAPIHono, ctx: Context) {
  app.openapi(trades, async (c) => {
    const { token, decimals } = c.var.community;
    const found = await getTrades(ctx, { token, who: toWho(c.req.valid('param').user_id), limit: MOST });
    const who = await peopleOf(
      ctx,
      found.flatMap(({ proposer, other }) => [proposer, other]),
    );
    const shown = found.map(({ trade, proposer, other, version, give, want, state, expiresAt }) => ({
      ...{ trade, proposer: who(proposer), other: who(other), version, state, expiresAt: expiresAt.toISOString() },
      ...{ give: toSide(give, decimals), want: toSide(want, decimals) },
    }));
    return c.json({ trades: shown }, 200);
  });
  app.openapi(swaps, async (c) => {
    const { token } = c.var.community;
    const found = (await getSwaps(ctx, { token, viewer: toWho(c.req.valid('param').user_id) })).slice(0, MOST);
    const who = await peopleOf(
      ctx,
      found.map(({ maker }) => maker),
    );
    return c.json({ swaps: found.map((each) => toSwap(each, who(each.maker))) }, 200);
  });
  app.openapi(collectibles, async (c) => {
    const { token } = c.var.community;
    const found = await getCollectibles(ctx, { token, who: toWho(c.req.valid('param').user_id) });
    return c.json({ collectibles: found.map(({ collection, id, draw }) => ({ collection, id: `${id}`, draw })) }, 200);
  });
  app.openapi(standing, async (c) => {
    const asked = { token: c.var.community.token as Address, who: toWho(c.req.valid('param').user_id) };
    const [own, invitations] = await Promise.all([getClanOf(ctx, asked), getInvitations(ctx, asked)]);
    const [clan = null] = own ? await toClans(ctx, [own.clan]) : [];
    const since = own?.since.toISOString() ?? null;
    return c.json({ clan, since, invitations: await toClans(ctx, invitations) }, 200);
  });
  app.openapi(name, async (c) => {
    const { salt, name: told } = c.req.valid('json');
    const { clan } = c.req.valid('param');
    await tellClanName(ctx, { token: c.var.community.token as Address, clan, salt: salt as Hex, name: told });
    return c.body(null, 204);
  });
}

const toSide = ({ amount, assets }: TradeSide, decimals: number) => ({
  amount: toAmount(BigInt(amount), decimals),
  assets,
});
