import type { PlaygroundState } from '@guildmint/bot/api/playground.ts';
import {
  type Channel,
  ChannelType,
  type Guild,
  isThread,
  isVoice,
  type Message,
  type Role,
  type User,
  userName,
} from './discord.ts';

/** Looks up what ids stand for, in the server that is open (none in direct messages). */
export type Names = {
  user: (id: string) => User | undefined;
  /** Nickname here, else display name, else "Unknown member". */
  nameOf: (id: string) => string;
  /** Roles from the highest down, without @everyone. */
  rolesOf: (userId: string) => Role[];
  /** Colour of the highest coloured role, 0 for none. */
  colourOf: (userId: string) => number;
  role: (id: string) => Role | undefined;
  channel: (id: string) => Channel | undefined;
  channelName: (channel: Channel) => string;
};

export function createNames(state: PlaygroundState, guild: Guild | undefined, me: string): Names {
  const users = new Map<string, User>();
  for (const user of [...state.users, ...state.bots]) users.set(user.id, user);
  for (const { members } of state.guilds) for (const { user } of members) users.set(user.id, user);
  const members = new Map(guild?.members.map((member) => [member.user.id, member]));
  const roles = new Map(guild?.roles.map((role) => [role.id, role]));
  const channels = new Map([...state.guilds.flatMap((each) => each.channels), ...state.dms].map((c) => [c.id, c]));

  function nameOf(id: string): string {
    const user = users.get(id);
    return members.get(id)?.nick ?? (user ? userName(user) : 'Unknown member');
  }

  function rolesOf(userId: string): Role[] {
    const held = members.get(userId)?.roles.map((id) => roles.get(id)) ?? [];
    return held.filter((role) => role !== undefined).sort((a, b) => b.position - a.position);
  }

  return {
    user: (id) => users.get(id),
    nameOf,
    rolesOf,
    colourOf: (userId) => rolesOf(userId).find(({ color }) => color !== 0)?.color ?? 0,
    role: (id) => roles.get(id),
    channel: (id) => channels.get(id),
    channelName(channel) {
      if (channel.name) return channel.name;
      const others = 'recipients' in channel ? (channel.recipients ?? []).filter(({ id }) => id !== me) : [];
      return others.map(({ id }) => nameOf(id)).join(', ') || 'Direct message';
    },
  };
}

/** The name over a message: webhooks and users who have left are known from the message alone. */
export function authorName(names: Names, message: Message): string {
  return names.user(message.author.id) ? names.nameOf(message.author.id) : userName(message.author);
}

/** Channels in Discord's order: those without a category first, then category by category; threads are left out. */
export function channelGroups(guild: Guild): { category: Channel | null; channels: Channel[] }[] {
  const position = (channel: Channel) => ('position' in channel ? (channel.position ?? 0) : 0);
  const sorted = guild.channels.filter((channel) => !isThread(channel)).sort((a, b) => position(a) - position(b));
  const inside = (parent: string | null) =>
    sorted
      .filter(
        (each) =>
          each.type !== ChannelType.category && (('parent_id' in each ? each.parent_id : null) ?? null) === parent,
      )
      .sort((a, b) => Number(isVoice(a)) - Number(isVoice(b)));
  const categories = sorted.filter(({ type }) => type === ChannelType.category);
  return [
    { category: null, channels: inside(null) },
    ...categories.map((category) => ({ category, channels: inside(category.id) })),
  ].filter(({ channels }) => channels.length > 0);
}

export function threadsOf(guild: Guild, channelId: string): Channel[] {
  return guild.channels.filter((each) => isThread(each) && 'parent_id' in each && each.parent_id === channelId);
}
