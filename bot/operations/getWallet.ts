import { eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { accounts } from '../db/schema.ts';

export type Wallet = {
  account: Address;
  /** The wallet that owns the account since it graduated. */
  owner: Address | null;
  pending: { owner: Address; readyAt: Date } | null;
  /** Base units moved out today by the operator, and the most that may be. */
  outflow: bigint;
  ceiling: bigint;
};

/** A member's account as the Custodian and the token see it. */
export async function getWallet(ctx: Context, input: { token: Address; userId: string }): Promise<Wallet> {
  const account = await ctx.chain.accountOf(input.userId);
  const [rows, standing] = await Promise.all([
    ctx.db.select().from(accounts).where(eq(accounts.address, account)),
    ctx.chain.standingOf(input.token, account),
  ]);
  const row = rows[0];
  return {
    account,
    owner: row?.owner ?? null,
    pending: row?.pendingOwner && row.pendingReadyAt ? { owner: row.pendingOwner, readyAt: row.pendingReadyAt } : null,
    outflow: standing.custodialOutflow,
    ceiling: standing.custodialCeiling,
  };
}
