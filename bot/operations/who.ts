import { type Address, isAddress } from 'viem';
import type { Context } from '../context.ts';

/** A person: by Discord user id, then it is their custodial account, or by any address. */
export type Who = { userId: string } | { address: Address };

export async function accountOf(ctx: Context, who: Who): Promise<Address> {
  const address = 'userId' in who ? await ctx.chain.accountOf(who.userId) : who.address;
  return address.toLowerCase() as Address;
}

/** A person as people name them in a request: by an address, or by a Discord id. */
export const whoNamed = (name: string): Who =>
  isAddress(name, { strict: false }) ? { address: name } : { userId: name };
