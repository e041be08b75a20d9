import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import { type Address, zeroAddress } from 'viem';
import type { Context } from '../context.ts';
import { accounts } from '../db/schema.ts';

export type Wallet = {
  account: Address;
  /** The wallet that owns the account since it graduated. */
  owner: Address | null;
  pending: { owner: Address; readyAt: Date } | null;
  /** Who can take the account out, and from when. */
  recovery: { address: Address; effectiveAt: Date; effective: boolean } | null;
  /** When an exit that was asked for is due. */
  exitReadyAt: Date | null;
  /** Base units moved out today by the operator, and the most that may be. */
  outflow: bigint;
  ceiling: bigint;
};

/** A member's account as the Custodian and the token see it. */
export async function getWallet(ctx: Context, input: { token: Address; userId: string }): Promise<Wallet> {
  const account = await ctx.chain.accountOf(input.userId);
  const [rows, standing, leaving] = await Promise.all([
    ctx.db.select().from(accounts).where(eq(accounts.address, account)),
    ctx.chain.standingOf(input.token, account),
    recoveryOf(ctx, account),
  ]);
  const row = rows[0];
  return {
    account,
    owner: row?.owner ?? null,
    pending: row?.pendingOwner && row.pendingReadyAt ? { owner: row.pendingOwner, readyAt: row.pendingReadyAt } : null,
    ...leaving,
    outflow: standing.custodialOutflow,
    ceiling: standing.custodialCeiling,
  };
}

/** Who may force an account out, asked of the Custodian itself: a rotation can make void what an event announced. */
export async function recoveryOf(ctx: Context, account: Address): Promise<Pick<Wallet, 'recovery' | 'exitReadyAt'>> {
  const { client, deployment } = ctx.chain;
  const read = { address: deployment.custodian, abi: custodianAbi } as const;
  const [[address, effectiveAt], exitReadyAt, block] = await Promise.all([
    client.readContract({ ...read, functionName: 'recoveryOf', args: [account] }),
    client.readContract({ ...read, functionName: 'exitReadyAt', args: [account] }),
    client.getBlock(),
  ]);
  const recovery =
    address === zeroAddress
      ? null
      : { address, effectiveAt: new Date(effectiveAt * 1000), effective: block.timestamp >= effectiveAt };
  return { recovery, exitReadyAt: exitReadyAt ? new Date(exitReadyAt * 1000) : null };
}
