import { shopAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { type Act, act } from './act.ts';
import { getItem, type Item } from './getItems.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requireAffordable } from './requirePossible.ts';

/**
 * A first purchase: record, receipt, counts and stock, tier and held item asked for, the price burned. Measured: 156,000
 * where neither tier nor held item is asked for.
 */
const GAS = 300_000;
/** The contract's own bound of one purchase. */
const MOST = 65_535;

export type Order = { token: Address; userId: string; item: number; quantity: number };

/**
 * Buys for a member.
 * @param input.maxPrice base units that all units together may cost: what the member was shown
 * @param input.pin needed above the community's threshold
 * @returns false if this id was submitted before
 * @throws UserError for a missing or wrong PIN, too many commands, a quantity out of bounds, a graduated account
 */
export async function buy(
  ctx: Context,
  { maxPrice, pin = null, item, quantity, ...by }: Order & Act & { maxPrice: bigint; pin?: string | null },
): Promise<boolean> {
  requireQuantity(quantity);
  const data = buyCall({ ...by, item, quantity }, maxPrice);
  return act(ctx, { ...by, verb: 'buy', target: 'shop', data, gas: GAS, spends: { amount: maxPrice, pin } });
}

/**
 * Refuses what would be refused, and says what it costs. Waiting earnings are settled first; while their settlement is on
 * its way the contract is not asked, because the answer would be too early.
 * @returns the item as it stands, and in base units the price of all units and what the member holds now
 * @throws UserError
 */
export async function checkBuy(
  ctx: Context,
  order: Order & { patienceMs: number },
): Promise<{ item: Item; total: bigint; balance: bigint }> {
  const { token, userId, quantity, patienceMs } = order;
  requireQuantity(quantity);
  const account = await requireCustodial(ctx, userId);
  const item = await getItem(ctx, order);
  if (item.state === 'soon')
    throw new UserError('ItemSoon', `“${item.name}” is not on sale yet: it comes with the stash.`, { text: item.name });
  const total = item.price * BigInt(quantity);
  await requireBuyable(ctx, order, item, total, patienceMs);
  return { item, total, balance: (await ctx.chain.standingOf(token, account)).balance };
}

/** Names the item that a buyer must hold: the contract knows only its number. @throws UserError */
async function requireBuyable(ctx: Context, order: Order, { heldItem }: Item, total: bigint, patienceMs: number) {
  const { token, userId } = order;
  try {
    const data = buyCall(order, total);
    await requireAffordable(ctx, { token, userId, target: 'shop', data, gas: GAS }, patienceMs);
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'ShopItemRequired') || !heldItem) throw error;
    const { name } = heldItem;
    throw new UserError('HeldItemMissing', `This is for members who have “${name}”: buy that first.`, { text: name });
  }
}

/** @throws UserError for a quantity that no purchase can have */
function requireQuantity(quantity: number) {
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > MOST)
    throw new UserError('QuantityInvalid', `The quantity must be a whole number from 1 to ${MOST}.`, {
      most: `${MOST}`,
    });
}

const buyCall = ({ token, item, quantity }: Order, maxPrice: bigint) =>
  encodeFunctionData({ abi: shopAbi, functionName: 'buy', args: [token, BigInt(item), BigInt(quantity), maxPrice] });
