import { and, desc, eq, gt, or } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { listings, swaps, trades } from '../db/schema.ts';
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

/** What a member has proposed or was proposed, the latest first. */
export async function getTrades(ctx: Context, input: { token: Address; who: Who }) {
  const member = await accountOf(ctx, input.who);
  return ctx.db
    .select()
    .from(trades)
    .where(and(eq(trades.token, input.token), or(eq(trades.proposer, member), eq(trades.other, member))))
    .orderBy(desc(trades.trade));
}
