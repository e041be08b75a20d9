import type { ThreadAutoArchiveDuration } from 'discord-api-types/v10';
import { ChannelType, MessageFlags, MessageType } from 'discord-api-types/v10';
import { type Context, findUser, nextId, timestamp } from './context.ts';
import { DiscordError } from './errors.ts';
import { postMessage, tell } from './messages.ts';
import type { Channel, StoredMessage } from './state.ts';
import { announceChannel } from './threads.ts';

export type ThreadWish = {
  parent: Channel;
  ownerId: string;
  name: string;
  type: ChannelType.PublicThread | ChannelType.PrivateThread;
  autoArchiveMinutes?: ThreadAutoArchiveDuration;
  invitable?: boolean;
  /** The message the thread hangs on. */
  from?: StoredMessage;
};

/** @throws 160004 when the message already has a thread. */
export function createThread(ctx: Context, wish: ThreadWish): Channel {
  const { parent, from, ownerId } = wish;
  if (from && ctx.state.channels[from.body.id]) {
    throw new DiscordError(400, 160004, 'A thread has already been created for this message');
  }
  const now = timestamp(ctx);
  const thread: Channel = {
    id: from?.body.id ?? nextId(ctx),
    type: wish.type,
    ...(parent.guild_id === undefined ? {} : { guild_id: parent.guild_id }),
    name: wish.name,
    topic: null,
    position: 0,
    parent_id: parent.id,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: [],
    last_message_id: null,
    last_pin_timestamp: null,
    thread: {
      archived: false,
      locked: false,
      invitable: wish.invitable ?? true,
      auto_archive_duration: wish.autoArchiveMinutes ?? 4320,
      archive_timestamp: now,
      create_timestamp: now,
      owner_id: ownerId,
      message_count: 0,
      members: { [ownerId]: now },
    },
  };
  ctx.state.channels[thread.id] = thread;
  announceChannel(ctx, 'THREAD_CREATE', thread, { newly_created: true });
  if (from) {
    from.body.flags = (from.body.flags ?? 0) | MessageFlags.HasThread;
    tell(ctx, 'MESSAGE_UPDATE', from);
  } else if (wish.type === ChannelType.PublicThread) {
    const extra = { type: MessageType.ThreadCreated, message_reference: { type: 0, channel_id: thread.id } } as const;
    postMessage(ctx, { channel: parent, author: findUser(ctx, ownerId), form: { content: wish.name }, extra });
  }
  return thread;
}
