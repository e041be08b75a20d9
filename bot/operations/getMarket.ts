import { type AnyColumn, and, desc, eq, getTableColumns, gt, isNull, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { communities, items, listings, nfts, swaps, trades } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { metadataOf } from './getItems.ts';
import { userIdOf } from './named.ts';
import { ALL, type Rows } from './rows.ts';
import { accountOf, type Who } from './who.ts';

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
export async function getListings(
  ctx: Context,
  { token, seller, offset = 0, limit = ALL }: { token: Address; seller?: Who } & Partial<Rows>,
): Promise<Listed[]> {
  const whose = seller ? eq(listings.seller, await accountOf(ctx, seller)) : and(binding, sql`${left} > 0`);
  const now = new Date(ctx.clock());
  const open = and(eq(listings.token, token), eq(listings.state, 'open'), gt(listings.expiresAt, now), whose);
  const found = await selectListings(ctx, open).orderBy(desc(listings.listing)).offset(offset).limit(limit);
  return found.map(toListed);
}

/** One listing that may still be bought. @throws UserError `MarketNoListing` */
export async function getListing(ctx: Context, input: { token: Address; listing: number }): Promise<Listed> {
  const wanted = and(eq(listings.token, input.token), eq(listings.listing, input.listing), eq(listings.state, 'open'));
  const [row] = await selectListings(ctx, wanted);
  if (!row) throw new UserError('MarketNoListing', 'This listing is over: it was sold or cancelled.');
  return toListed(row);
}

/** As the contract judges it: what the operator promised binds while its signer is the same and the account its own. */
const binds = (epoch: AnyColumn, member: AnyColumn) => sql<boolean>`(${epoch} = 0 or (
  ${epoch} = coalesce((select c.epoch from chain.custody c), 0)
  and not exists (select from chain.accounts a where a.address = ${member} and a.owner is not null)))`;

const binding = binds(listings.epoch, listings.seller);

/** Units of a listing that its seller has yet. */
const left = sql<number>`least(${listings.left}, case when ${listings.collection} is not null then 1
  else coalesce((select r.quantity from chain.receipts r where r.token = ${listings.token} and r.owner = ${listings.seller}
    and r.item = ${listings.asset}), 0) end)`.mapWith(Number);

const selectListings = (ctx: Context, where: SQL | undefined) =>
  ctx.db
    .select({
      listed: listings,
      name: items.name,
      uri: items.uri,
      sellerId: userIdOf(listings.seller),
      binding,
      left,
    })
    .from(listings)
    .leftJoin(items, and(eq(items.token, listings.token), eq(items.item, sql`${listings.asset}::int`)))
    .where(where)
    .$dynamic();

type ListingRow = Awaited<ReturnType<typeof selectListings>>[number];
const toListed = ({ listed, name, uri, sellerId, binding: isBinding, left: units }: ListingRow): Listed => {
  const shop = listed.collection === null;
  const emoji = shop && uri ? metadataOf(uri).shown.emoji : null;
  return { ...listed, left: units, name: shop ? name : null, emoji, sellerId, valid: isBinding && units > 0 };
};

export type Offer = typeof swaps.$inferSelect & {
  /** What is given and what is wanted, for reading. */
  gives: Unit;
  wants: Unit;
  makerId: string | null;
};
type Unit = { name: string; symbol: string; decimals: number };

/**
 * Offers of a community's tokens for another's, or the other way about, that `viewer` may take or has made; the newest first.
 * Whether its maker still has so much, the contract decides when it is taken.
 * @returns amounts in base units
 */
export async function getSwaps(
  ctx: Context,
  { token, offset = 0, limit = ALL, ...input }: { token: Address; viewer: Who } & Partial<Rows>,
): Promise<Offer[]> {
  const viewer = await accountOf(ctx, input.viewer);
  const open = and(
    eq(swaps.state, 'open'),
    gt(swaps.expiresAt, new Date(ctx.clock())),
    binds(swaps.epoch, swaps.maker),
  );
  const theirs = or(isNull(swaps.taker), eq(swaps.taker, viewer), eq(swaps.maker, viewer));
  const here = or(eq(swaps.token, token), eq(swaps.wanted, token));
  return selectSwaps(ctx)
    .where(and(open, theirs, here))
    .orderBy(desc(swaps.swap))
    .offset(offset)
    .limit(limit);
}

/** One offer that may still be taken. @throws UserError `MarketNoSwap` */
export async function getSwap(ctx: Context, { swap }: { swap: number }): Promise<Offer> {
  const [row] = await selectSwaps(ctx).where(and(eq(swaps.swap, swap), eq(swaps.state, 'open')));
  if (!row) throw new UserError('MarketNoSwap', 'This swap is over: it was taken or cancelled.');
  return row;
}

function selectSwaps(ctx: Context) {
  const [gives, wants] = [alias(communities, 'gives'), alias(communities, 'wants')];
  const unit = ({ name, symbol, decimals }: typeof gives | typeof wants) => ({ name, symbol, decimals });
  return ctx.db
    .select({ ...getTableColumns(swaps), gives: unit(gives), wants: unit(wants), makerId: userIdOf(swaps.maker) })
    .from(swaps)
    .innerJoin(gives, eq(gives.token, swaps.token))
    .innerJoin(wants, eq(wants.token, swaps.wanted))
    .$dynamic();
}

/** What a member has proposed or was proposed, the latest first. */
export async function getTrades(
  ctx: Context,
  { token, who, offset = 0, limit = ALL }: { token: Address; who: Who } & Partial<Rows>,
) {
  const member = await accountOf(ctx, who);
  return ctx.db
    .select()
    .from(trades)
    .where(and(eq(trades.token, token), or(eq(trades.proposer, member), eq(trades.other, member))))
    .orderBy(desc(trades.trade))
    .offset(offset)
    .limit(limit);
}

/** NFTs that a member has won or bought and not withdrawn from the stash, each with the draw that it was won in. */
export async function getCollectibles(ctx: Context, input: { token: Address; who: Who }) {
  const owner = await accountOf(ctx, input.who);
  return ctx.db
    .select()
    .from(nfts)
    .where(and(eq(nfts.token, input.token), eq(nfts.owner, owner), eq(nfts.state, 'won')))
    .orderBy(nfts.collection, nfts.id);
}
