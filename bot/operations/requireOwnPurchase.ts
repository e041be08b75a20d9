import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { getPurchase, type Purchase } from './getPurchases.ts';

/** A receipt of the member's own. @throws UserError for one that is unknown, or somebody else's */
export async function requireOwnPurchase(
  ctx: Context,
  input: { token: Address; userId: string; purchase: number },
): Promise<Purchase> {
  const account = await ctx.chain.accountOf(input.userId);
  const purchase = await getPurchase(ctx, input);
  if (purchase.buyer.toLowerCase() !== account.toLowerCase())
    throw new UserError('ShopNotBuyer', 'Only the member who bought this may do so: choose one of your own purchases.');
  return purchase;
}
