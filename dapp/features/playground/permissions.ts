import { type Channel, type Guild, isThread, isVoice } from './discord.ts';
import { channelGroups } from './names.ts';

const ADMINISTRATOR = 1n << 3n;
const SEND_MESSAGES = 1n << 11n;
const SEND_IN_THREADS = 1n << 38n;

/** A member's permissions in a channel: roles first, then the channel's exceptions from general to particular. */
function permissionsIn(guild: Guild, channel: Channel, userId: string): bigint {
  if (guild.owner_id === userId) return ADMINISTRATOR;
  const held = new Set(guild.members.find(({ user }) => user.id === userId)?.roles);
  const base = guild.roles
    .filter(({ id }) => id === guild.id || held.has(id))
    .reduce((sum, { permissions }) => sum | BigInt(permissions), 0n);
  const exceptions = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
  const layers = [
    exceptions.filter(({ id }) => id === guild.id),
    exceptions.filter(({ id }) => held.has(id)),
    exceptions.filter(({ id }) => id === userId),
  ];
  return layers.reduce((sum, layer) => {
    const denied = layer.reduce((all, { deny }) => all | BigInt(deny), 0n);
    const allowed = layer.reduce((all, { allow }) => all | BigInt(allow), 0n);
    return (sum & ~denied) | allowed;
  }, base);
}

/** Whether the composer is offered; the server has the last word. */
export function canWrite(guild: Guild, channel: Channel, userId: string): boolean {
  const parentId = isThread(channel) && 'parent_id' in channel ? channel.parent_id : undefined;
  const ruling = guild.channels.find(({ id }) => id === parentId) ?? channel;
  const permissions = permissionsIn(guild, ruling, userId);
  const needed = parentId ? SEND_IN_THREADS : SEND_MESSAGES;
  return (permissions & (ADMINISTRATOR | needed)) !== 0n;
}

/** Where a newcomer lands: the first text channel to write in, else the first to read. */
export function landingChannel(guild: Guild, userId: string): Channel | undefined {
  const texts = channelGroups(guild)
    .flatMap(({ channels }) => channels)
    .filter((channel) => !isVoice(channel));
  return texts.find((channel) => canWrite(guild, channel, userId)) ?? texts[0];
}
