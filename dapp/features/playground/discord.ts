import type { PlaygroundEvent, PlaygroundGuild, PlaygroundMessage } from '@guildmint/bot/api/playground.ts';
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInMessageActionRow,
  APISelectMenuComponent,
} from 'discord-api-types/v10';

export type {
  APIAttachment as Attachment,
  APIContainerComponent as Container,
  APIEmbed as Embed,
  APIMessageTopLevelComponent as TopLevelComponent,
  APIReaction as Reaction,
  APIRole as Role,
  APISectionComponent as Section,
  APIUser as User,
} from 'discord-api-types/v10';

export type Message = PlaygroundMessage;
export type Guild = PlaygroundGuild;
export type Channel = Guild['channels'][number];
export type GuildMember = Guild['members'][number];

export type ActionRow = APIActionRowComponent<APIComponentInMessageActionRow>;
export type MessageButton = APIButtonComponent;
export type MessageSelect = APISelectMenuComponent;

export type Command = Guild['commands'][number];
export type CommandOption = NonNullable<Command['options']>[number];

export type Modal = Extract<PlaygroundEvent, { t: 'modal' }>['modal'];
export type ModalPart = Modal['components'][number];

/** Discord's numbers that the page decides by. Its enums exist at run time only with a package the page does without. */
export const ChannelType = { voice: 2, category: 4, stage: 13 } as const;
const THREAD_TYPES: readonly number[] = [10, 11, 12];
const EPHEMERAL = 64;
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

export function isVoice(channel: Channel): boolean {
  return channel.type === ChannelType.voice || channel.type === ChannelType.stage;
}

export function isEphemeral(message: Message): boolean {
  return ((message.flags ?? 0) & EPHEMERAL) !== 0;
}

/** The account's own name; a server's nickname for it is looked up in `Names`. */
export function userName(user: Message['author']): string {
  return user.global_name ?? user.username;
}

/** What a message begins with, for a line that refers to it: its content, or the first text among its components. */
export function firstWords(message: Message): string {
  if (message.content) return message.content;
  const textOf = (part: object): string => {
    if ('content' in part && typeof part.content === 'string') return part.content;
    const inside = 'components' in part && Array.isArray(part.components) ? part.components : [];
    return inside.map(textOf).find(Boolean) ?? '';
  };
  const [line = ''] = textOf({ components: message.components ?? [] }).split('\n');
  return line.replace(/^(#{1,3}|-#|>) /, '');
}
