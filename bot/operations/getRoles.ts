import { and, eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { communities, roles } from '../db/schema.ts';
import { accountOf, type Who } from './who.ts';

/** Bits of the registry's roles, as in contracts/libraries/Roles.sol. */
export const ROLES = { admin: 1, moderator: 2 } as const;

/** What a person may do for a community on-chain: its owner may all that an admin may, and an admin all that a moderator may. */
export async function getRoles(
  ctx: Context,
  { token, who }: { token: Address; who: Who },
): Promise<{ owner: boolean; admin: boolean; moderator: boolean }> {
  const account = await accountOf(ctx, who);
  const [community, [held]] = await Promise.all([
    ctx.db.select({ owner: communities.owner }).from(communities).where(eq(communities.token, token)),
    ctx.db
      .select({ roles: roles.roles })
      .from(roles)
      .where(and(eq(roles.token, token), eq(roles.account, account))),
  ]);
  const owner = community[0]?.owner === account;
  const admin = owner || Boolean((held?.roles ?? 0) & ROLES.admin);
  return { owner, admin, moderator: admin || Boolean((held?.roles ?? 0) & ROLES.moderator) };
}
