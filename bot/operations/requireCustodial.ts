import { eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { accounts } from '../db/schema.ts';
import { UserError } from '../errors.ts';

/** @returns the member's account, if the operator may still act for it. @throws UserError after graduation */
export async function requireCustodial(ctx: Context, userId: string): Promise<Address> {
  const address = await ctx.chain.accountOf(userId);
  const [account] = await ctx.db.select({ owner: accounts.owner }).from(accounts).where(eq(accounts.address, address));
  if (account?.owner)
    throw new UserError('AccountGraduated', 'Your account is your own now: use your wallet in the dApp for this.');
  return address;
}
