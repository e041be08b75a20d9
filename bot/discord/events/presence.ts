import type { GatewayGuildMemberRemoveDispatchData, GuildMember } from 'discord.js';
import { noteDeparture, reactivate } from '../../operations/departures.ts';
import type { Face } from '../face.ts';

/** Remembers since when somebody is gone. */
export async function onMemberLeave(
  { ctx, communityOf }: Face,
  { guild_id, user }: GatewayGuildMemberRemoveDispatchData,
): Promise<void> {
  const community = user.bot ? null : await communityOf(guild_id);
  if (community) await noteDeparture(ctx, { token: community.token, userId: user.id });
}

/** Whoever comes back counts as if they had not been away. */
export async function onMemberReturn({ ctx, communityOf }: Face, { guild, user }: GuildMember): Promise<void> {
  const community = user.bot ? null : await communityOf(guild.id);
  if (community) await reactivate(ctx, { token: community.token, userId: user.id });
}
