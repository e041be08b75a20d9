/** What the chain itself says of a purchase: the indexed copy may be in the making. */
import { shopAbi } from '@guildmint/contracts/abi.ts';
import type { Context } from '../../context.ts';
import type { PurchaseId } from '../../operations/fulfil.ts';

/** IShop.State */
export const STATE = { requested: 1, fulfilled: 2, refused: 3 } as const;

export async function purchaseOf(ctx: Context, { token, purchase }: PurchaseId) {
  const { client, deployment } = ctx.chain;
  const args = [token, BigInt(purchase)] as const;
  return client.readContract({ address: deployment.shop, abi: shopAbi, functionName: 'purchaseOf', args });
}

export type Bought = Awaited<ReturnType<typeof purchaseOf>>;

/** Units that were not given back. */
export const unitsOf = ({ quantity, returned }: Bought) => quantity - returned;

export const isWanted = (bought: Bought) => bought.state === STATE.requested && unitsOf(bought) > 0;

/** Seconds: the chain's time, or the clock's where that is ahead. */
export async function nowOf(ctx: Context): Promise<number> {
  const { timestamp } = await ctx.chain.client.getBlock();
  return Math.max(Number(timestamp), Math.floor(ctx.clock() / 1000));
}

/** Whether what it brought is still to be had by its buyer. */
export const isLive = (bought: Bought, now: number) =>
  (bought.state === STATE.requested || bought.state === STATE.fulfilled) &&
  unitsOf(bought) > 0 &&
  (bought.state === STATE.requested || bought.expiresAt === 0 || bought.expiresAt > now);
