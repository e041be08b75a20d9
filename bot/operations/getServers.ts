import { and, count, eq, inArray } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { members, roles } from '../db/schema.ts';
import { type CommunityInfo, getCommunities } from './getCommunity.ts';
import { getRole, type Rank } from './getRole.ts';

/** @param members accounts that ever held a token; the contracts' own are none */
export type Standing = CommunityInfo & { role: Rank; members: number };

/**
 * Communities in which somebody has standing.
 * @param input.accounts all of theirs, in lower case
 * @param input.all also those in which they have none
 */
export async function getServers(
  ctx: Context,
  { accounts, all }: { accounts: Address[]; all: boolean },
): Promise<Standing[]> {
  const everything = await getCommunities(ctx);
  const theirs = all ? everything : await amongThem(ctx, everything, accounts);
  if (theirs.length === 0) return [];
  const tokens = theirs.map(({ token }) => token);
  const counted = await ctx.db
    .select({ token: members.token, members: count() })
    .from(members)
    .where(and(inArray(members.token, tokens), eq(members.contract, false)))
    .groupBy(members.token);
  const sizes = new Map(counted.map((each) => [each.token, each.members]));
  return Promise.all(
    theirs.map(async (community) => ({
      ...community,
      role: await getRole(ctx, { token: community.token, accounts }),
      members: sizes.get(community.token) ?? 0,
    })),
  );
}

async function amongThem(ctx: Context, everything: CommunityInfo[], accounts: Address[]) {
  if (accounts.length === 0) return [];
  const [holding, serving] = await Promise.all([
    // The tokens lead to the primary key, which begins with them.
    ctx.db
      .selectDistinct({ token: members.token })
      .from(members)
      .where(
        and(
          inArray(
            members.token,
            everything.map(({ token }) => token),
          ),
          inArray(members.address, accounts),
        ),
      ),
    ctx.db.selectDistinct({ token: roles.token }).from(roles).where(inArray(roles.account, accounts)),
  ]);
  const tokens = new Set([...holding, ...serving].map(({ token }) => token));
  return everything.filter(({ token, owner }) => tokens.has(token) || accounts.includes(owner));
}
