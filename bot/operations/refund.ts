import { shopAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { UserError } from '../errors.ts';
import type { Purchase, RefundQuote } from './getPurchases.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requireOwnPurchase } from './requireOwnPurchase.ts';
import { requirePace } from './requirePace.ts';
import { requirePossible } from './requirePossible.ts';

/** Stock, record and receipts back, and the price issued anew. Measured: 55,000, onto a balance that was not empty. */
const GAS = 200_000;

type Return = { token: Address; userId: string; purchase: number; quantity: number };

/**
 * Gives units of a purchase back for what the contract pays at the moment of its block.
 * @param input.id idempotency key
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account
 */
export async function refund(
  ctx: Context,
  input: Return & { id: string; alongside?: (tx: Transaction) => Promise<void> },
): Promise<boolean> {
  const { id, token, userId } = input;
  const account = await requireCustodial(ctx, userId);
  return ctx.db.transaction(async (tx) => {
    await requirePace(ctx, tx, { id, verb: 'refund', account });
    await input.alongside?.(tx);
    return ctx.chain.submit(
      { id, verb: 'refund', token, userId, target: 'shop', data: refundCall(input), gas: GAS },
      tx,
    );
  });
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
