import { marketAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, zeroAddress } from 'viem';
import type { Context } from '../context.ts';
import { type Act, act } from './act.ts';
import { getListing, type Listed } from './getMarket.ts';
import { requireUnits } from './list.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requireAffordable } from './requirePossible.ts';

/** Tokens and receipts change hands, the fee is burned; the buyer may be new to the item. Measured: 134,000. */
const GAS = 350_000;

type Order = { token: Address; userId: string; listing: number; quantity: number };

/**
 * Buys units of a listing for a member.
 * @param input.maxPrice base units for all of them together: what the member was shown
 * @param input.pin needed above the community's threshold
 * @returns false if this id was submitted before
 * @throws UserError for a missing or wrong PIN, too many commands, a listing that is over, a graduated account
 */
export async function buyListing(
  ctx: Context,
  { listing, quantity, maxPrice, pin = null, ...by }: Order & Act & { maxPrice: bigint; pin?: string | null },
): Promise<boolean> {
  const data = buyCall(await getListing(ctx, { ...by, listing }), quantity, maxPrice);
  return act(ctx, { ...by, verb: 'buyListing', target: 'market', data, gas: GAS, spends: { amount: maxPrice, pin } });
}

/**
 * Refuses what would be refused, and says what it costs.
 * @returns in base units the price of all units, what of it is burned, and what the member holds now
 * @throws UserError
 */
export async function checkBuyListing(
  ctx: Context,
  order: Order & { patienceMs: number },
): Promise<{ listed: Listed; total: bigint; fee: bigint; balance: bigint }> {
  const { token, userId, quantity, patienceMs } = order;
  requireUnits(quantity);
  const account = await requireCustodial(ctx, userId);
  const listed = await getListing(ctx, order);
  const total = listed.price * BigInt(quantity);
  const data = buyCall(listed, quantity, total);
  await requireAffordable(ctx, { token, userId, target: 'market', data, gas: GAS }, patienceMs);
  const { balance } = await ctx.chain.standingOf(token, account);
  return { listed, total, fee: (total * BigInt(listed.feeBps)) / 10_000n, balance };
}

const buyCall = (
  { token, listing, collection, asset }: Pick<Listed, 'token' | 'listing' | 'collection' | 'asset'>,
  quantity: number,
  maxPrice: bigint,
) =>
  encodeFunctionData({
    abi: marketAbi,
    functionName: 'buy',
    args: [token, BigInt(listing), { collection: collection ?? zeroAddress, id: asset, quantity }, maxPrice],
  });
