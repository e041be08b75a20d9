import type { PlaygroundEvent, PlaygroundGuild, PlaygroundMessage } from '@guildmint/bot/api/playground.ts';

/** Picks the members of a union of Discord objects by their numeric `type`. */
type OfType<Union extends { type: number }, N extends number> = Union extends { type: infer T extends number }
  ? `${T}` extends `${N}`
    ? Union
    : never
  : never;

export type Message = PlaygroundMessage;
export type User = Message['author'];
export type Guild = PlaygroundGuild;
export type Channel = Guild['channels'][number];
export type Role = Guild['roles'][number];
export type GuildMember = Guild['members'][number];

export type Embed = Message['embeds'][number];
export type Attachment = Message['attachments'][number];
export type Reaction = NonNullable<Message['reactions']>[number];

export type TopLevelComponent = NonNullable<Message['components']>[number];
export type ActionRow = OfType<TopLevelComponent, 1>;
export type Control = ActionRow['components'][number];
export type MessageButton = OfType<Control, 2>;
export type MessageSelect = OfType<Control, 3 | 5 | 6 | 7 | 8>;
export type Container = OfType<TopLevelComponent, 17>;
export type Section = OfType<TopLevelComponent, 9>;
export type Thumbnail = OfType<Section['accessory'], 11>;

export type Command = Guild['commands'][number];
export type CommandOption = NonNullable<Command['options']>[number];

export type Modal = Extract<PlaygroundEvent, { t: 'modal' }>['modal'];
export type ModalPart = Modal['components'][number];

/** Discord's numbers that the page decides by; its own names. */
export const ChannelType = { text: 0, dm: 1, voice: 2, groupDm: 3, category: 4, news: 5, stage: 13 } as const;
export const THREAD_TYPES: readonly number[] = [10, 11, 12];
export const MessageFlag = { ephemeral: 64 } as const;
export const CommandType = { slash: 1, user: 2, message: 3 } as const;
export const OptionType = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

export function isThread(channel: Channel): boolean {
  return THREAD_TYPES.includes(channel.type);
}

export function isEphemeral(message: Message): boolean {
  return ((message.flags ?? 0) & MessageFlag.ephemeral) !== 0;
}

/** The name people see: a server nickname is handled by {@link Names}, this is the account's own. */
export function userName(user: User): string {
  return user.global_name ?? user.username;
}
