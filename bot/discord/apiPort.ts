/** What the HTTP API asks of Discord: it knows nothing of it itself. */
import { ChannelType, type Client } from 'discord.js';
import { UserError } from '../errors.ts';
import type { Announcement } from '../operations/announce.ts';
import { announcementReply, unlessRefused } from './announcing.ts';
import { namesOf } from './commands/configuring.ts';
import { COMMANDS } from './commands/list.ts';
import type { Face } from './face.ts';
import { memberOrNull } from './person.ts';

const KINDS = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildAnnouncement]: 'announcement',
  [ChannelType.GuildVoice]: 'voice',
  [ChannelType.GuildForum]: 'forum',
  [ChannelType.GuildStageVoice]: 'stage',
} as const;
const kindOf = (type: ChannelType) => (type in KINDS ? KINDS[type as keyof typeof KINDS] : null);

type Means = Pick<Face, 'checkChannel' | 'deliver' | 'fulfilment'> & { client: Client; since: Date };

export function apiPort({ client, deliver, checkChannel, fulfilment, since }: Means) {
  return {
    connected: () => client.isReady(),
    /** When this connection was made. */
    since,
    /** Milliseconds to Discord and back; null while that is unknown. */
    ping: () => (client.ws.ping >= 0 ? Math.round(client.ws.ping) : null),
    /** Servers that the bot is on. */
    guilds: () => client.guilds.cache.size,
    /** What commands are called: nothing else may be. */
    commandNames: namesOf(COMMANDS),
    /** Channels that messages can stand in, in Discord's order. @throws UserError for a server that the bot is not on */
    channels(guildId: string) {
      const guild = client.guilds.cache.get(guildId);
      if (!guild?.available)
        throw new UserError(
          'GuildAway',
          'The bot is not on that Discord server, or the server is away: try again later.',
        );
      const all = guild.channels.cache.values().flatMap((channel) => {
        const kind = kindOf(channel.type);
        if (kind === null || channel.isThread()) return [];
        const writable = guild.members.me ? channel.permissionsFor(guild.members.me).has('SendMessages') : false;
        const { id, name, rawPosition: position, parentId } = channel;
        const category = (parentId && guild.channels.cache.get(parentId)?.name) || null;
        return [{ id, name, kind, category, position, writable }];
      });
      return [...all].sort((a, b) => a.position - b.position || a.id.localeCompare(b.id));
    },
    /** Whether somebody is on a server that the bot is on. */
    async isMember({ guildId, userId }: { guildId: string; userId: string }) {
      const guild = client.guilds.cache.get(guildId);
      return guild?.available === true && (await memberOrNull(guild, userId)) !== null;
    },
    checkChannel,
    checkRole: fulfilment.checkRole,
    /** Shows what an announcement says now, in the place of what it said. @throws UserError with Discord's refusal */
    async show({
      id,
      channelId,
      messageId,
      content,
    }: Pick<Announcement, 'id' | 'channelId' | 'messageId' | 'content'>) {
      const place = { channelId, messageId, interactionToken: null, expiresAt: null, ephemeral: false };
      await unlessRefused(deliver.show(place, announcementReply({ content }), `an${id}`));
    },
    /** @throws UserError with Discord's refusal; what is gone is removed */
    remove: (channelId: string, messageId: string) =>
      unlessRefused(deliver.remove(channelId, messageId), { goneIsFine: true }),
    /** @throws UserError with Discord's refusal */
    pin: (channelId: string, messageId: string, on: boolean) => unlessRefused(deliver.pin(channelId, messageId, on)),
  };
}
