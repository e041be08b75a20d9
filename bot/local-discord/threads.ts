/** Who is in a thread, and telling of channels that come, change and go. */
import { ChannelType } from 'discord-api-types/v10';
import { type Context, findGuild, nextId, timestamp } from './context.ts';
import { dispatch } from './gateway.ts';
import { showDirectChannel, showGuild } from './playground/stream.ts';
import { APPLICATION_ID } from './seed.ts';
import type { Channel } from './state.ts';
import { channelObject, memberObject } from './views.ts';

/** Tells of a channel's or thread's creation, change or end. */
export function announceChannel(
  ctx: Context,
  t: 'CHANNEL_CREATE' | 'CHANNEL_UPDATE' | 'CHANNEL_DELETE' | 'THREAD_CREATE' | 'THREAD_UPDATE' | 'THREAD_DELETE',
  channel: Channel,
  extra: object = {},
): void {
  ctx.changed();
  if (channel.guild_id === undefined) {
    showDirectChannel(ctx, channel);
    return;
  }
  const d = { ...channelObject(ctx, channel, APPLICATION_ID), guild_id: channel.guild_id, ...extra };
  dispatch(ctx, { t, d, guildId: channel.guild_id, channelId: channel.id });
  showGuild(ctx, channel.guild_id);
}

export function addThreadMember(ctx: Context, thread: Channel, userId: string): void {
  if (!thread.thread || thread.guild_id === undefined || thread.thread.members[userId]) return;
  thread.thread.members[userId] = timestamp(ctx);
  const guild = findGuild(ctx, thread.guild_id);
  const added = {
    id: thread.id,
    user_id: userId,
    join_timestamp: thread.thread.members[userId],
    flags: 0,
    member: memberObject(ctx, guild, userId),
    presence: null,
  };
  // A private thread is news to someone who was just let in.
  if (userId === APPLICATION_ID) announceChannel(ctx, 'THREAD_CREATE', thread);
  tellMembers(ctx, thread, userId, { added_members: [added] });
}

export function removeThreadMember(ctx: Context, thread: Channel, userId: string): void {
  if (!thread.thread?.members[userId]) return;
  delete thread.thread.members[userId];
  tellMembers(ctx, thread, userId, { removed_member_ids: [userId] });
}

function tellMembers(ctx: Context, thread: Channel, userId: string, change: object): void {
  const { id, guild_id: guildId } = thread;
  if (guildId === undefined) return;
  const member_count = Object.keys(thread.thread?.members ?? {}).length;
  const d = { id, guild_id: guildId, member_count, ...change };
  dispatch(ctx, { t: 'THREAD_MEMBERS_UPDATE', d, guildId, userId });
  ctx.changed();
  showGuild(ctx, guildId);
}

/** Writing in a thread joins it, counts, and wakes it if it was archived. */
export function enterThread(ctx: Context, thread: Channel, userId: string): void {
  if (!thread.thread) return;
  thread.thread.message_count += 1;
  addThreadMember(ctx, thread, userId);
  if (!thread.thread.archived) return;
  thread.thread.archived = false;
  thread.thread.archive_timestamp = timestamp(ctx);
  announceChannel(ctx, 'THREAD_UPDATE', thread);
}

/** The direct-message channel of two people, made when first needed. */
export function directChannel(ctx: Context, oneId: string, otherId: string): Channel {
  const existing = Object.values(ctx.state.channels).find(
    ({ recipient_ids: ids }) => ids?.includes(oneId) && ids.includes(otherId),
  );
  if (existing) return existing;
  const channel: Channel = {
    id: nextId(ctx),
    type: ChannelType.DM,
    name: null,
    topic: null,
    position: 0,
    parent_id: null,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: [],
    last_message_id: null,
    last_pin_timestamp: null,
    recipient_ids: [oneId, otherId],
  };
  ctx.state.channels[channel.id] = channel;
  announceChannel(ctx, 'CHANNEL_CREATE', channel);
  return channel;
}
