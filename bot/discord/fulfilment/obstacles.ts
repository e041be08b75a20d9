/** What keeps the bot from handing over at this moment, in words for who would buy and for the staff. */
import { DiscordAPIError, type Guild, PermissionFlagsBits, RESTJSONErrorCodes } from 'discord.js';
import { UserError } from '../../errors.ts';

const SENTENCES = {
  RolesNotAllowed: 'The bot may not give roles on this server: tell its staff.',
  RolesFull: 'This server has as many roles as Discord allows: tell its staff.',
  ChannelsNotAllowed: 'The bot may not open private channels here: tell the staff of this server.',
  ChannelsFull: 'This server has as many channels as Discord allows: tell its staff.',
  ChannelNotSet: 'No channel is set for this item yet: tell the staff of this server.',
  ChannelGone: 'The channel of this item no longer exists: tell the staff of this server.',
  PinsNotAllowed: 'The bot may not write and pin in the channel of this item: tell the staff of this server.',
  PinsFull: 'The channel of this item holds as many pinned messages as Discord allows: tell the staff of this server.',
  WebhookNotSet: 'Nothing is set yet that would hand this out: tell the staff of this server.',
  WebhookRefused: 'What hands this out has refused: tell the staff of this server.',
  NotNow: 'This cannot be handed out at the moment: tell the staff of this server.',
} as const;
export type Obstacle = keyof typeof SENTENCES;

export const obstacle = (code: Obstacle) => new UserError(code, SENTENCES[code]);

const { ManageRoles, ManageChannels, ViewChannel, SendMessages, SendMessagesInThreads, CreatePrivateThreads } =
  PermissionFlagsBits;
const { ManageThreads, PinMessages } = PermissionFlagsBits;

export const coloursObstacle = (guild: Guild): Obstacle | null =>
  guild.members.me?.permissions.has(ManageRoles) ? null : 'RolesNotAllowed';

/** @param channelId under which a thread is opened; null: a channel of its own is made */
export function channelsObstacle(guild: Guild, channelId: string | null): Obstacle | null {
  const { me } = guild.members;
  if (channelId === null) return me?.permissions.has([ManageChannels, ManageRoles]) ? null : 'ChannelsNotAllowed';
  const parent = guild.channels.cache.get(channelId);
  if (!parent) return 'ChannelGone';
  const needed = [ViewChannel, CreatePrivateThreads, SendMessagesInThreads, ManageThreads];
  return me && parent.permissionsFor(me).has(needed) ? null : 'ChannelsNotAllowed';
}

export function pinsObstacle(guild: Guild, channelId: string | null): Obstacle | null {
  if (channelId === null) return 'ChannelNotSet';
  const channel = guild.channels.cache.get(channelId);
  if (!channel) return 'ChannelGone';
  const { me } = guild.members;
  return me && channel.permissionsFor(me).has([ViewChannel, SendMessages, PinMessages]) ? null : 'PinsNotAllowed';
}

const REFUSALS: Record<number, Obstacle | 'MemberLeft'> = {
  [RESTJSONErrorCodes.UnknownMember]: 'MemberLeft',
  [RESTJSONErrorCodes.UnknownUser]: 'MemberLeft',
  [RESTJSONErrorCodes.UnknownChannel]: 'ChannelGone',
  [RESTJSONErrorCodes.MaximumNumberOfGuildRolesReached]: 'RolesFull',
  [RESTJSONErrorCodes.MaximumNumberOfGuildChannelsReached]: 'ChannelsFull',
  [RESTJSONErrorCodes.MaximumNumberOfPinsReachedForTheChannel]: 'PinsFull',
};

/** @returns what Discord's no means where it is one for good; null for what may pass, such as an outage */
export function refusedAs(error: unknown, forbidden: Obstacle): Obstacle | 'MemberLeft' | null {
  if (!(error instanceof DiscordAPIError)) return null;
  if (error.status === 403) return forbidden;
  return (typeof error.code === 'number' && REFUSALS[error.code]) || (error.status === 400 ? 'NotNow' : null);
}

/** Runs what may find its object gone: then there is nothing left to do. */
export async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.status !== 404) throw error;
  }
}
