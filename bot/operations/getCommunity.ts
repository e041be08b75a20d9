import { asc, eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { communities, guilds } from '../db/schema.ts';
import { UserError } from '../errors.ts';

export type CommunityInfo = Awaited<ReturnType<typeof getCommunities>>[number];

/** All communities of the deployment, the oldest first; amounts in base units. */
export async function getCommunities(ctx: Context) {
  return select(ctx).orderBy(asc(communities.createdBlock), asc(communities.token));
}

/**
 * One community, by its token or by the Discord server that is it.
 * @throws UserError `CommunityUnknown`
 */
export async function getCommunity(ctx: Context, which: { token: Address } | { guildId: string }) {
  const condition = 'token' in which ? eq(communities.token, which.token) : eq(guilds.id, which.guildId);
  const [community] = await select(ctx).where(condition).limit(1);
  if (!community)
    throw new UserError(
      'CommunityUnknown',
      'There is no such community here: check its Discord server id or token address.',
    );
  return community;
}

function select(ctx: Context) {
  const guild = { id: guilds.id, name: guilds.name, prefix: guilds.prefix };
  return ctx.db
    .select({
      token: communities.token,
      owner: communities.owner,
      name: communities.name,
      symbol: communities.symbol,
      decimals: communities.decimals,
      closed: communities.closed,
      clawback: communities.clawback,
      paused: communities.paused,
      supply: communities.supply,
      issued: communities.issued,
      burned: communities.burned,
      supplyCap: communities.supplyCap,
      maxBalance: communities.maxBalance,
      caps: communities.caps,
      rates: communities.rates,
      giftPolicy: communities.giftPolicy,
      budget: communities.budget,
      tiers: communities.tiers,
      seasons: communities.seasons,
      guild,
    })
    .from(communities)
    .leftJoin(guilds, eq(guilds.token, communities.token));
}

/** Base units of one earning unit: figures of caps, rates and gift policy count in these. */
export const earningUnit = (decimals: number) => 10n ** BigInt(Math.max(decimals - 3, 0));
