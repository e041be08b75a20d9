/** What the Playground page gets to see, acting as one member. */

import { type APIApplicationCommand, PermissionFlagsBits } from 'discord-api-types/v10';
import type { PlaygroundGuild, PlaygroundMessage, PlaygroundState } from '../../api/playground.ts';
import { botOnline, type Context } from '../context.ts';
import { canView, permissionsOf } from '../permissions.ts';
import type { Guild, StoredMessage } from '../state.ts';
import { channelObject, guildChannels, memberObject, messageFor } from '../views.ts';

const NEWEST = 100;

export function messageForPage(ctx: Context, stored: StoredMessage, viewerId: string): PlaygroundMessage {
  return { ...messageFor(ctx, stored, viewerId), ...(stored.thinking ? { thinking: true } : {}) };
}

/** Discord hides commands from members who lack the permissions these ask for by default. */
export function mayUse(ctx: Context, command: APIApplicationCommand, guild: Guild, userId: string): boolean {
  // "0" hides a command from everybody but administrators.
  const asked = command.default_member_permissions === '0' ? PermissionFlagsBits.Administrator : undefined;
  const required = asked ?? BigInt(command.default_member_permissions ?? '0');
  return (permissionsOf(ctx, guild, userId) & required) === required;
}

function commandsFor(ctx: Context, guild: Guild, userId: string): APIApplicationCommand[] {
  return Object.values(ctx.state.commands).filter(
    (command) => (command.guild_id ?? guild.id) === guild.id && mayUse(ctx, command, guild, userId),
  );
}

export function guildFor(ctx: Context, guild: Guild, viewerId: string): PlaygroundGuild {
  const voice: Record<string, string[]> = {};
  for (const [userId, { channel_id }] of Object.entries(guild.voice)) {
    voice[channel_id] = [...(voice[channel_id] ?? []), userId];
  }
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    owner_id: guild.owner_id,
    roles: guild.roles,
    channels: guildChannels(ctx, guild.id)
      .filter((channel) => canView(ctx, channel, viewerId))
      .map((channel) => channelObject(ctx, channel, viewerId)),
    members: Object.keys(guild.members).map((id) => memberObject(ctx, guild, id)),
    voice,
    commands: commandsFor(ctx, guild, viewerId),
  };
}

export function stateFor(ctx: Context, viewerId: string): PlaygroundState {
  const { users, guilds, channels, messages } = ctx.state;
  const visible = Object.values(channels).filter((channel) => canView(ctx, channel, viewerId));
  const history = visible.map((channel) => {
    const seen = (messages[channel.id] ?? []).filter(
      (stored) => stored.addressee === undefined || stored.addressee === viewerId,
    );
    return [channel.id, seen.slice(-NEWEST).map((stored) => messageForPage(ctx, stored, viewerId))] as const;
  });
  return {
    users: Object.values(users).filter((user) => !user.bot),
    bots: Object.values(users).filter((user) => user.bot),
    guilds: Object.values(guilds)
      .filter((guild) => guild.members[viewerId])
      .map((guild) => guildFor(ctx, guild, viewerId)),
    dms: visible.filter((channel) => channel.recipient_ids).map((channel) => channelObject(ctx, channel, viewerId)),
    messages: Object.fromEntries(history),
    botOnline: botOnline(ctx),
  };
}
