/** Which events a session asked for, and what of a message it may read. */
import { ApplicationFlags, GatewayIntentBits as I } from 'discord-api-types/v10';
import { APPLICATION_ID } from './seed.ts';
import type { Seed } from './state.ts';

const REQUIRED: Record<string, { guild: number; direct?: number }> = {
  GUILD_CREATE: { guild: I.Guilds },
  GUILD_UPDATE: { guild: I.Guilds },
  GUILD_DELETE: { guild: I.Guilds },
  GUILD_ROLE_CREATE: { guild: I.Guilds },
  GUILD_ROLE_UPDATE: { guild: I.Guilds },
  GUILD_ROLE_DELETE: { guild: I.Guilds },
  CHANNEL_CREATE: { guild: I.Guilds },
  CHANNEL_UPDATE: { guild: I.Guilds },
  CHANNEL_DELETE: { guild: I.Guilds },
  CHANNEL_PINS_UPDATE: { guild: I.Guilds, direct: I.DirectMessages },
  THREAD_CREATE: { guild: I.Guilds },
  THREAD_UPDATE: { guild: I.Guilds },
  THREAD_DELETE: { guild: I.Guilds },
  THREAD_MEMBERS_UPDATE: { guild: I.GuildMembers },
  GUILD_MEMBER_ADD: { guild: I.GuildMembers },
  GUILD_MEMBER_UPDATE: { guild: I.GuildMembers },
  GUILD_MEMBER_REMOVE: { guild: I.GuildMembers },
  GUILD_AUDIT_LOG_ENTRY_CREATE: { guild: I.GuildModeration },
  VOICE_STATE_UPDATE: { guild: I.GuildVoiceStates },
  MESSAGE_CREATE: { guild: I.GuildMessages, direct: I.DirectMessages },
  MESSAGE_UPDATE: { guild: I.GuildMessages, direct: I.DirectMessages },
  MESSAGE_DELETE: { guild: I.GuildMessages, direct: I.DirectMessages },
  MESSAGE_DELETE_BULK: { guild: I.GuildMessages },
  MESSAGE_REACTION_ADD: { guild: I.GuildMessageReactions, direct: I.DirectMessageReactions },
  MESSAGE_REACTION_REMOVE: { guild: I.GuildMessageReactions, direct: I.DirectMessageReactions },
  MESSAGE_REACTION_REMOVE_ALL: { guild: I.GuildMessageReactions, direct: I.DirectMessageReactions },
  MESSAGE_REACTION_REMOVE_EMOJI: { guild: I.GuildMessageReactions, direct: I.DirectMessageReactions },
  TYPING_START: { guild: I.GuildMessageTyping, direct: I.DirectMessageTyping },
};

/** Events about the bot itself arrive whatever the intents. */
const ALWAYS_ABOUT_SELF = new Set(['GUILD_MEMBER_UPDATE', 'THREAD_MEMBERS_UPDATE']);

export function wants(intents: number, event: { t: string; guildId?: string; userId?: string }): boolean {
  const required = REQUIRED[event.t];
  if (!required) return true;
  if (event.userId === APPLICATION_ID && ALWAYS_ABOUT_SELF.has(event.t)) return true;
  return Boolean(intents & (event.guildId === undefined ? (required.direct ?? 0) : required.guild));
}

type Readable = {
  author?: { id: string };
  guild_id?: string;
  mentions?: { id: string }[];
  referenced_message?: Readable | null;
};

/** Without the message-content intent a guild's messages arrive emptied, save the bot's own and those that mention it. */
export function readable<T extends object>(intents: number, event: { t: string; d: T }): T {
  if (event.t !== 'MESSAGE_CREATE' && event.t !== 'MESSAGE_UPDATE') return event.d;
  const message = event.d as T & Readable;
  if (intents & I.MessageContent || message.guild_id === undefined) return message;
  return emptied(message);
}

function emptied<T extends Readable>(message: T): T {
  const exempt = message.author?.id === APPLICATION_ID || message.mentions?.some(({ id }) => id === APPLICATION_ID);
  const body = exempt ? message : { ...message, content: '', embeds: [], attachments: [], components: [] };
  return body.referenced_message ? { ...body, referenced_message: emptied(body.referenced_message) } : body;
}

/** Intents that an application must be granted, and the flag that says so. */
const PRIVILEGED = [
  { intent: I.MessageContent, flag: ApplicationFlags.GatewayMessageContentLimited },
  { intent: I.GuildMembers, flag: ApplicationFlags.GatewayGuildMembersLimited },
  { intent: I.GuildPresences, flag: ApplicationFlags.GatewayPresenceLimited },
];
const granted = ({ privilegedIntents }: Seed) =>
  PRIVILEGED.filter(({ intent }) => privilegedIntents === undefined || Boolean(privilegedIntents & intent));

export const applicationFlags = (seed: Seed): number => granted(seed).reduce((flags, { flag }) => flags | flag, 0);

export const disallowed = (seed: Seed, intents: number): boolean =>
  PRIVILEGED.some((each) => intents & each.intent && !granted(seed).includes(each));
