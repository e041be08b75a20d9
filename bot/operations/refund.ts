import { shopAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { type Act, act } from './act.ts';
import type { Purchase, RefundQuote } from './getPurchases.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requireOwnPurchase } from './requireOwnPurchase.ts';
import { requirePossible } from './requirePossible.ts';

/** Stock, record and receipts back, and the price issued anew. Measured: 55,000, onto a balance that was not empty. */
const GAS = 200_000;

type Return = { token: Address; userId: string; purchase: number; quantity: number };

/**
 * Gives units of a purchase back for what the contract pays at the moment of its block.
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account
 */
export async function refund(ctx: Context, { purchase, quantity, ...by }: Return & Act): Promise<boolean> {
  const data = refundCall({ ...by, purchase, quantity });
  return act(ctx, { ...by, verb: 'refund', target: 'shop', data, gas: GAS });
}

/**
 * Refuses what would be refused, and says what giving all of it back pays now.
 * @throws UserError for somebody else's purchase, one that pays nothing, a graduated account
 */
export async function checkRefund(
  ctx: Context,
  input: { token: Address; userId: string; purchase: number },
): Promise<{ purchase: Purchase; quote: RefundQuote }> {
  const { token, userId } = input;
  await requireCustodial(ctx, userId);
  const purchase = await requireOwnPurchase(ctx, input);
  const quote = purchase.refund;
  if (!quote)
    throw new UserError('ShopNotRefundable', 'Nothing is due for this purchase (any more): it cannot be refunded.');
  const data = refundCall({ ...input, quantity: quote.units });
  await requirePossible(ctx, { token, userId, target: 'shop', data, gas: GAS });
  return { purchase, quote };
}

const refundCall = ({ token, purchase, quantity }: Return) =>
  encodeFunctionData({ abi: shopAbi, functionName: 'refund', args: [token, BigInt(purchase), BigInt(quantity)] });
