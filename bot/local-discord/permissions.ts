/** Who may see and do what, by Discord's own arithmetic: roles, then channel overwrites, then time-outs. */
import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Context } from './context.ts';
import { missingAccess, missingPermissions } from './errors.ts';
import type { Channel, Guild } from './state.ts';

const ALL = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n);
/** What is left to a member in time-out. */
const TIMED_OUT = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;

/** A member's permissions in the guild, or in one of its channels; 0 for people who are not members. */
export function permissionsOf(ctx: Context, guild: Guild, userId: string, channel?: Channel): bigint {
  const member = guild.members[userId];
  if (member === undefined) return 0n;
  if (guild.owner_id === userId) return ALL;
  const held = guild.roles.filter((role) => role.id === guild.id || member.roles.includes(role.id));
  let permissions = held.reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if (permissions & PermissionFlagsBits.Administrator) return ALL;
  // Threads have no overwrites of their own: their parent's count.
  const place = channel?.thread && channel.parent_id ? ctx.state.channels[channel.parent_id] : channel;
  if (place) permissions = withOverwrites(permissions, place, guild.id, userId, member.roles);
  const until = member.communication_disabled_until;
  return until !== null && Date.parse(until) > ctx.now() ? permissions & TIMED_OUT : permissions;
}

function withOverwrites(base: bigint, channel: Channel, guildId: string, userId: string, roles: string[]): bigint {
  const apply = (value: bigint, allow: bigint, deny: bigint) => (value & ~deny) | allow;
  let [allow, deny] = [0n, 0n];
  let permissions = base;
  const everyone = channel.permission_overwrites.find((entry) => entry.id === guildId);
  if (everyone) permissions = apply(permissions, BigInt(everyone.allow), BigInt(everyone.deny));
  for (const entry of channel.permission_overwrites) {
    if (entry.type !== OverwriteType.Role || !roles.includes(entry.id)) continue;
    allow |= BigInt(entry.allow);
    deny |= BigInt(entry.deny);
  }
  permissions = apply(permissions, allow, deny);
  const own = channel.permission_overwrites.find((entry) => entry.type === OverwriteType.Member && entry.id === userId);
  return own ? apply(permissions, BigInt(own.allow), BigInt(own.deny)) : permissions;
}

/** Permissions in a channel; the two people of a direct message hold all that a direct message knows. */
export function channelPermissions(ctx: Context, channel: Channel, userId: string): bigint {
  if (channel.guild_id === undefined) return channel.recipient_ids?.includes(userId) ? ALL : 0n;
  const guild = ctx.state.guilds[channel.guild_id];
  return guild ? permissionsOf(ctx, guild, userId, channel) : 0n;
}

export function canView(ctx: Context, channel: Channel, userId: string): boolean {
  const permissions = channelPermissions(ctx, channel, userId);
  if (!(permissions & PermissionFlagsBits.ViewChannel)) return false;
  if (channel.type !== ChannelType.PrivateThread) return true;
  return userId in (channel.thread?.members ?? {}) || Boolean(permissions & PermissionFlagsBits.ManageThreads);
}

/**
 * @throws 50001 when the channel is invisible to the user, 50013 when a permission is missing.
 */
export function requireIn(ctx: Context, channel: Channel, userId: string, ...flags: bigint[]): void {
  if (!canView(ctx, channel, userId)) throw missingAccess();
  const held = channelPermissions(ctx, channel, userId);
  if (flags.some((flag) => !(held & flag))) throw missingPermissions();
}

/** @throws 50001 for strangers, 50013 when a permission is missing. */
export function requireInGuild(ctx: Context, guild: Guild, userId: string, ...flags: bigint[]): void {
  if (guild.members[userId] === undefined) throw missingAccess();
  const held = permissionsOf(ctx, guild, userId);
  if (flags.some((flag) => !(held & flag))) throw missingPermissions();
}

/** Position of the member's highest role; the owner stands above every role. */
export function rankOf(guild: Guild, userId: string): number {
  if (guild.owner_id === userId) return Number.POSITIVE_INFINITY;
  const held = guild.members[userId]?.roles ?? [];
  return Math.max(0, ...guild.roles.filter((role) => held.includes(role.id)).map((role) => role.position));
}
