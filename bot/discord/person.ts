import {
  type APIInteractionGuildMember,
  DiscordAPIError,
  type Guild,
  type GuildMember,
  RESTJSONErrorCodes,
  type User,
} from 'discord.js';
import { UserError } from '../errors.ts';
import type { Person } from './commands/command.ts';

/** A Discord user as this server shows them. */
export function personOf(user: User, member: GuildMember | APIInteractionGuildMember | null): Person {
  const nick = member && ('displayName' in member ? member.displayName : member.nick);
  return { id: user.id, name: nick || user.displayName, avatar: user.avatarURL({ size: 128 }), bot: user.bot };
}

const ABSENT: unknown[] = [RESTJSONErrorCodes.UnknownMember, RESTJSONErrorCodes.UnknownUser];

/** Asks Discord, which needs no privileged intent. @returns null for who is not on the server */
export async function memberOrNull(guild: Guild, userId: string): Promise<GuildMember | null> {
  try {
    return await guild.members.fetch(userId);
  } catch (error) {
    if (error instanceof DiscordAPIError && ABSENT.includes(error.code)) return null;
    throw error;
  }
}

/** @throws UserError for who is not on the server */
export async function fetchMember(guild: Guild, userId: string): Promise<GuildMember> {
  const member = await memberOrNull(guild, userId);
  if (!member) throw memberUnknown();
  return member;
}

/** @throws UserError for a bot */
export function requirePerson(person: Person): Person {
  if (person.bot) throw new UserError('RecipientBot', 'Bots have no account: choose a person.');
  return person;
}

/** Finds a member by what was typed: a mention, an id, or the beginning of a name. @throws UserError */
export async function findMember(guild: Guild, typed: string): Promise<Person> {
  const id = /^<@!?(\d{5,20})>$/.exec(typed)?.[1] ?? /^\d{15,20}$/.exec(typed)?.[0];
  if (id) {
    const member = await fetchMember(guild, id);
    return personOf(member.user, member);
  }
  const query = typed.replace(/^@/, '');
  if (!query || query.length > 100) throw memberUnknown();
  const found = [...(await guild.members.search({ query, limit: 10 })).values()];
  const same = (name: string | null) => name?.toLowerCase() === query.toLowerCase();
  const exact = found.filter(({ user, displayName }) => same(user.username) || same(displayName));
  const [member, second] = exact.length > 0 ? exact : found;
  if (!member) throw memberUnknown();
  if (second)
    throw new UserError('MemberAmbiguous', 'Several members are called like that: mention the one you mean with @.');
  return personOf(member.user, member);
}

export const memberUnknown = () =>
  new UserError('MemberUnknown', 'That person is not on this server: mention a member with @.');

/** A role by mention, id or name; its id. @throws UserError */
export function findRole(guild: Guild, text: string): string {
  const id = /^<@&(\d+)>$/.exec(text)?.[1] ?? text;
  const role = guild.roles.cache.find((each) => each.id === id || each.name.toLowerCase() === text.toLowerCase());
  if (!role) throw new UserError('RoleUnknown', 'There is no such role here: mention it, or write its name.');
  return role.id;
}

/** A channel by mention, id or name; its id. @throws UserError */
export function findChannel(guild: Guild, text: string): string {
  const id = /^<#(\d+)>$/.exec(text)?.[1] ?? text;
  const name = text.replace(/^#/, '').toLowerCase();
  const channel = guild.channels.cache.find((each) => each.id === id || each.name.toLowerCase() === name);
  if (!channel) throw new UserError('ChannelUnknown', 'There is no such channel here: mention it, or write its name.');
  return channel.id;
}
