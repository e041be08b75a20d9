import type { Address } from 'viem';
import type { Context } from '../context.ts';

/** A person: by Discord user id, then it is their custodial account, or by any address. */
export type Who = { userId: string } | { address: Address };

export async function accountOf(ctx: Context, who: Who): Promise<Address> {
  const address = 'userId' in who ? await ctx.chain.accountOf(who.userId) : who.address;
  return address.toLowerCase() as Address;
}
