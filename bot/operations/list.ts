import { marketAbi } from '@guildmint/contracts/abi.ts';
import { and, eq } from 'drizzle-orm';
import { type Address, encodeFunctionData, zeroAddress } from 'viem';
import type { Context } from '../context.ts';
import { communities, items, receipts } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { type Act, act } from './act.ts';
import { getItem, type Item } from './getItems.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requirePossible } from './requirePossible.ts';
import { accountOf, type Who } from './who.ts';

/** A new listing, and the day's outflow counted. Measured: 165,000. */
const GAS = 300_000;
/** The contract's own bounds. */
const MOST_UNITS = 65_535;
const MOST_DAYS = 30;
const DAY = 86_400;
/** So that the longest listing is still inside the bound when its block comes. */
const MARGIN = 3_600;

export type Listing = {
  token: Address;
  userId: string;
  /** Number of the item whose receipts are sold. */
  item: number;
  quantity: number;
  /** Base units a unit. */
  price: bigint;
  days: number;
};

/**
 * Puts a member's receipts up for sale; they stay with the member until somebody buys.
 * @param input.expiresAt unix seconds
 * @param input.maxFeeBps basis points of the price, as the member was shown them
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account
 */
export async function list(
  ctx: Context,
  {
    item,
    quantity,
    price,
    days: _,
    expiresAt,
    maxFeeBps,
    ...by
  }: Listing & Act & { expiresAt: number; maxFeeBps: number },
): Promise<boolean> {
  const data = listCall({ ...by, item, quantity, price }, expiresAt, maxFeeBps);
  return act(ctx, { ...by, verb: 'list', target: 'market', data, gas: GAS });
}

/**
 * Refuses what would be refused, and says on what terms it would be listed.
 * @throws UserError for figures out of bounds, a graduated account, and what the contract refuses, such as what cannot be sold
 */
export async function checkList(
  ctx: Context,
  wanted: Listing,
): Promise<{ item: Item; feeBps: number; expiresAt: number }> {
  const { token, userId, quantity, days } = wanted;
  requireUnits(quantity);
  if (!Number.isSafeInteger(days) || days < 1 || days > MOST_DAYS)
    throw new UserError('DaysInvalid', `Days must be a whole number from 1 to ${MOST_DAYS}.`, { most: `${MOST_DAYS}` });
  await requireCustodial(ctx, userId);
  const [item, feeBps] = await Promise.all([getItem(ctx, wanted), feeOf(ctx, token)]);
  const expiresAt = Math.floor(ctx.clock() / 1000) + days * DAY - MARGIN;
  const data = listCall(wanted, expiresAt, feeBps);
  await requirePossible(ctx, { token, userId, target: 'market', data, gas: GAS });
  return { item, feeBps, expiresAt };
}

/** @throws UserError for a quantity that nobody can sell or buy */
export function requireUnits(quantity: number): void {
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > MOST_UNITS)
    throw new UserError('QuantityInvalid', `The quantity must be a whole number from 1 to ${MOST_UNITS}.`, {
      most: `${MOST_UNITS}`,
    });
}

/** What is burned of a sale listed now, basis points. */
async function feeOf(ctx: Context, token: Address): Promise<number> {
  const [row] = await ctx.db
    .select({ bps: communities.marketFeeBps })
    .from(communities)
    .where(eq(communities.token, token));
  return row?.bps ?? 0;
}

/** What a member holds that may be sold or traded, by item. */
export async function getTransferable(ctx: Context, { token, who }: { token: Address; who: Who }) {
  const owner = await accountOf(ctx, who);
  const held = await ctx.db
    .select({ item: items.item, name: items.name, terms: items.terms, quantity: receipts.quantity })
    .from(receipts)
    .innerJoin(items, and(eq(items.token, receipts.token), eq(items.item, receipts.item)))
    .where(and(eq(receipts.token, token), eq(receipts.owner, owner)))
    .orderBy(items.item);
  return held.filter(({ terms, quantity }) => terms.transferable && quantity > 0);
}

const listCall = (
  { token, item, quantity, price }: Pick<Listing, 'token' | 'item' | 'quantity' | 'price'>,
  expiresAt: number,
  maxFeeBps: number,
) =>
  encodeFunctionData({
    abi: marketAbi,
    functionName: 'list',
    args: [token, { collection: zeroAddress, id: BigInt(item), quantity }, price, expiresAt, maxFeeBps],
  });
