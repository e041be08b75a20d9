import { and, desc, eq, gt, or, type SQL, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { items, listings, swaps, trades } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { metadataOf } from './getItems.ts';
import { userIdOf } from './named.ts';
import { accountOf, type Who } from './who.ts';

/**
 * What may be bought now, the newest first; offers of other communities' tokens for this one's, or the other way about.
 * Whether a seller still holds what is listed, the contract decides when it is bought.
 * @returns prices in base units
 */
export async function getMarket(ctx: Context, input: { token: Address }) {
  const { token } = input;
  const now = new Date(ctx.clock());
  const [listed, offered] = await Promise.all([
    ctx.db
      .select()
      .from(listings)
      .where(and(eq(listings.token, token), eq(listings.state, 'open'), gt(listings.expiresAt, now)))
      .orderBy(desc(listings.listing)),
    ctx.db
      .select()
      .from(swaps)
      .where(
        and(or(eq(swaps.token, token), eq(swaps.wanted, token)), eq(swaps.state, 'open'), gt(swaps.expiresAt, now)),
      )
      .orderBy(desc(swaps.swap)),
  ]);
  return { listings: listed, swaps: offered };
}

export type Listed = typeof listings.$inferSelect & {
  /** Of the item; null for an NFT. */
  name: string | null;
  emoji: string | null;
  /** Discord id; null for a wallet of nobody here. */
  sellerId: string | null;
  /** Units that may be bought: its seller may have parted with some. */
  left: number;
  /** Whether any may, and the operator still speaks for who listed through it. */
  valid: boolean;
};

/**
 * What is up for sale in a community, the newest first.
 * @param input.seller only theirs: also what can no longer be bought, so that they can list it again
 * @returns prices in base units
 */
export async function getListings(ctx: Context, input: { token: Address; seller?: Who }): Promise<Listed[]> {
  const now = new Date(ctx.clock());
  const seller = input.seller ? eq(listings.seller, await accountOf(ctx, input.seller)) : undefined;
  const open = and(eq(listings.token, input.token), eq(listings.state, 'open'), gt(listings.expiresAt, now), seller);
  const found = await selectListings(ctx, open).orderBy(desc(listings.listing));
  const all = found.map(toListed);
  return seller ? all : all.filter(({ valid }) => valid);
}

/** One listing that may still be bought. @throws UserError `MarketNoListing` */
export async function getListing(ctx: Context, input: { token: Address; listing: number }): Promise<Listed> {
  const wanted = and(eq(listings.token, input.token), eq(listings.listing, input.listing), eq(listings.state, 'open'));
  const [row] = await selectListings(ctx, wanted);
  if (!row) throw new UserError('MarketNoListing', 'This listing is over: it was sold or cancelled.');
  return toListed(row);
}

const selectListings = (ctx: Context, where: SQL | undefined) =>
  ctx.db
    .select({
      listed: listings,
      name: items.name,
      uri: items.uri,
      sellerId: userIdOf(listings.seller),
      // As the contract judges it: what the operator promised binds while its signer is the same and the account its own.
      binding: sql<boolean>`${listings.epoch} = 0 or (
        ${listings.epoch} = coalesce((select c.epoch from chain.custody c), 0)
        and not exists (select from chain.accounts a where a.address = ${listings.seller} and a.owner is not null))`,
      held: sql<string>`case when ${listings.collection} is not null then 1 else coalesce((select r.quantity
        from chain.receipts r where r.token = ${listings.token} and r.owner = ${listings.seller}
          and r.item = ${listings.asset}), 0) end`,
    })
    .from(listings)
    .leftJoin(items, and(eq(items.token, listings.token), eq(items.item, sql`${listings.asset}::int`)))
    .where(where)
    .$dynamic();

type ListingRow = Awaited<ReturnType<typeof selectListings>>[number];
const toListed = ({ listed, name, uri, sellerId, binding, held }: ListingRow): Listed => {
  const shop = listed.collection === null;
  const left = Math.min(listed.left, Number(held));
  const emoji = shop && uri ? metadataOf(uri).shown.emoji : null;
  return { ...listed, left, name: shop ? name : null, emoji, sellerId, valid: binding && left > 0 };
};

/** What a member has proposed or was proposed, the latest first. */
export async function getTrades(ctx: Context, input: { token: Address; who: Who }) {
  const member = await accountOf(ctx, input.who);
  return ctx.db
    .select()
    .from(trades)
    .where(and(eq(trades.token, input.token), or(eq(trades.proposer, member), eq(trades.other, member))))
    .orderBy(desc(trades.trade));
}
