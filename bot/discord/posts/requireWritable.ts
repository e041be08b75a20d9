import { type Client, PermissionFlagsBits } from 'discord.js';
import { RetryableError, UserError } from '../../errors.ts';

const { ViewChannel, SendMessages } = PermissionFlagsBits;

/** @throws UserError for a channel that is gone, or in which the bot may not write */
export function requireWritable(client: Client, { guildId, channelId }: { guildId: string; channelId: string }): void {
  const guild = client.guilds.cache.get(guildId);
  if (!guild) throw new RetryableError(`the server ${guildId} is unknown`);
  const channel = guild.channels.cache.get(channelId);
  const me = guild.members.me;
  if (!channel?.isTextBased() || channel.isThread())
    throw new UserError('ChannelUnknown', 'There is no such channel here: choose a text channel.');
  if (me && !channel.permissionsFor(me).has([ViewChannel, SendMessages]))
    throw new UserError(
      'ChannelClosed',
      'I may not write in that channel: give me “View Channel” and “Send Messages” there.',
    );
}
