import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { openMemory, type Version } from '../db/version.ts';
import { UserError } from '../errors.ts';
import { type CommunityInfo, getCommunities, getCommunity } from '../operations/getCommunity.ts';

const memory = openMemory<CommunityInfo>();

/** As {@link communityNamed}, where the version of the tables is at hand. */
export async function communityAt(ctx: Context, version: Version, named: string | undefined) {
  const known = memory(ctx.db, version);
  const name = named?.toLowerCase() ?? '';
  const community = known?.get(name) ?? (await communityNamed(ctx, named));
  known?.set(name, community);
  return community;
}

/** The community that a request names; where it names none, the only one there is. @throws UserError */
export async function communityNamed(ctx: Context, named: string | undefined): Promise<CommunityInfo> {
  if (named?.startsWith('0x')) return getCommunity(ctx, { token: named as Address });
  if (named) return getCommunity(ctx, { guildId: named });
  const all = await getCommunities(ctx);
  if (all.length === 1) return all[0]!;
  if (all.length === 0) throw new UserError('NotIndexedYet', 'There is no community yet: try again in a moment.');
  throw new UserError(
    'CommunityMissing',
    'Say which community you mean: send its Discord server id or token address as ?community= or in the header X-Community (GET /api/communities lists them).',
  );
}
