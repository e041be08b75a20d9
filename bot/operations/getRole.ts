import { and, eq, inArray } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { communities, members, roles } from '../db/schema.ts';
import { ROLES } from './getRoles.ts';

/** From least to most: each may what those before it may. */
export const RANKS = ['anyone', 'member', 'moderator', 'admin', 'owner'] as const;
export type Rank = (typeof RANKS)[number];

/**
 * What somebody is in a community by its chain, by the best of their addresses. Whoever ever held a token of it is its member.
 * @param input.accounts in lower case
 */
export async function getRole(
  ctx: Context,
  { token, accounts }: { token: Address; accounts: Address[] },
): Promise<Rank> {
  if (accounts.length === 0) return 'anyone';
  const [[community], held, [member]] = await Promise.all([
    ctx.db.select({ owner: communities.owner }).from(communities).where(eq(communities.token, token)),
    ctx.db
      .select({ roles: roles.roles })
      .from(roles)
      .where(and(eq(roles.token, token), inArray(roles.account, accounts))),
    ctx.db
      .select({ contract: members.contract })
      .from(members)
      .where(and(eq(members.token, token), inArray(members.address, accounts), eq(members.contract, false)))
      .limit(1),
  ]);
  if (community && accounts.includes(community.owner)) return 'owner';
  if (held.some(({ roles: bits }) => bits & ROLES.admin)) return 'admin';
  if (held.some(({ roles: bits }) => bits & ROLES.moderator)) return 'moderator';
  return member ? 'member' : 'anyone';
}
