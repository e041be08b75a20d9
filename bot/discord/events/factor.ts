import type { GuildBasedChannel, GuildMember } from 'discord.js';
import { WHOLE } from '../../operations/reportActivity.ts';
import type { Settings } from '../../operations/settings.ts';

/**
 * What an activity counts here and for this member: the channel's factor times that of the member's highest role which has
 * one. A thread is as its channel, a channel as its category, unless it has a factor of its own.
 * @returns basis points; 0 where nothing is earned
 */
export function factorOf(
  { channels, roles }: Settings['earningRules'],
  member: Pick<GuildMember, 'roles'>,
  channel: Pick<GuildBasedChannel, 'id' | 'parent'> | null,
): number {
  const places = [channel?.id, channel?.parent?.id, channel?.parent?.parent?.id];
  const place = places.find((id) => id !== undefined && id in channels);
  const highest = [...member.roles.cache.values()]
    .filter(({ id }) => id in roles)
    .sort((a, b) => b.comparePositionTo(a))[0];
  const here = (place === undefined ? undefined : channels[place]) ?? WHOLE;
  const theirs = (highest === undefined ? undefined : roles[highest.id]) ?? WHOLE;
  return Math.floor((here * theirs) / WHOLE);
}
