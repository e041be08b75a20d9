import { eq, or } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { accounts, links, users } from '../db/schema.ts';

export type WalletHolder = {
  address: Address;
  user: { id: string; name: string; avatar: string | null } | null;
  /** The member's account, which the wallet owns, is about to own, or is linked beside. */
  account: {
    address: Address;
    salt: `0x${string}`;
    owner: Address | null;
    pending: { owner: Address; readyAt: Date } | null;
  } | null;
};

/** The own wallet that a member has linked; null without one. */
export async function getLinkedWallet(
  ctx: Context,
  { userId }: { userId: string },
): Promise<{ address: Address; linkedAt: Date } | null> {
  const [row] = await ctx.db.select().from(links).where(eq(links.userId, userId));
  return row ? { address: row.address, linkedAt: row.linkedAt } : null;
}

/** The member whom a wallet is linked to; null without one. */
export async function getLinkedUser(ctx: Context, { address }: { address: Address }): Promise<string | null> {
  const [row] = await ctx.db.select({ userId: links.userId }).from(links).where(eq(links.address, address));
  return row?.userId ?? null;
}

/** Whose a wallet is, by its link or, failing that, by the account that it owns or is about to own. */
export async function getWalletHolder(ctx: Context, { address }: { address: Address }): Promise<WalletHolder> {
  const userId = (await getLinkedUser(ctx, { address })) ?? (await ownerOf(ctx, address));
  if (!userId) return { address, user: null, account: null };
  const [account, salt] = await Promise.all([ctx.chain.accountOf(userId), ctx.chain.saltOf(userId)]);
  const [[user], [row]] = await Promise.all([
    ctx.db.select({ id: users.id, name: users.name, avatar: users.avatar }).from(users).where(eq(users.id, userId)),
    ctx.db.select().from(accounts).where(eq(accounts.address, account)),
  ]);
  return {
    address,
    user: user ?? null,
    account: {
      address: account,
      salt,
      owner: row?.owner ?? null,
      pending:
        row?.pendingOwner && row.pendingReadyAt ? { owner: row.pendingOwner, readyAt: row.pendingReadyAt } : null,
    },
  };
}

async function ownerOf(ctx: Context, address: Address) {
  const [row] = await ctx.db
    .select({ userId: users.id })
    .from(accounts)
    .innerJoin(users, eq(users.address, accounts.address))
    .where(or(eq(accounts.owner, address), eq(accounts.pendingOwner, address)))
    .orderBy(accounts.owner)
    .limit(1);
  return row?.userId ?? null;
}
