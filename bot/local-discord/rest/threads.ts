import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { z } from 'zod';
import { findUser } from '../context.ts';
import { createThread } from '../createThread.ts';
import { DiscordError, unknownMember } from '../errors.ts';
import { parseForm } from '../limits/form.ts';
import { requireIn } from '../permissions.ts';
import { APPLICATION_ID } from '../seed.ts';
import type { Channel } from '../state.ts';
import { addThreadMember, removeThreadMember } from '../threads.ts';
import { channelObject, guildChannels } from '../views.ts';
import { messageOf } from './messages.ts';
import { type Call, channelOf, created, noContent, ok, type Route } from './route.ts';

const threadForm = z.object({
  name: z.string().trim().min(1).max(100),
  type: z.union([z.literal(ChannelType.PublicThread), z.literal(ChannelType.PrivateThread)]).optional(),
  auto_archive_duration: z.union([z.literal(60), z.literal(1440), z.literal(4320), z.literal(10080)]).optional(),
  invitable: z.boolean().optional(),
});

function open(call: Call, fromMessage: boolean) {
  const { ctx } = call;
  const parent = channelOf(call);
  const form = parseForm(threadForm, call.body);
  // Discord's documented default: private, unless the thread hangs on a message.
  const type = fromMessage ? ChannelType.PublicThread : (form.type ?? ChannelType.PrivateThread);
  const flag = type === ChannelType.PrivateThread ? P.CreatePrivateThreads : P.CreatePublicThreads;
  requireIn(ctx, parent, APPLICATION_ID, flag);
  const thread = createThread(ctx, {
    parent,
    ownerId: APPLICATION_ID,
    name: form.name,
    type,
    ...(form.auto_archive_duration === undefined ? {} : { autoArchiveMinutes: form.auto_archive_duration }),
    ...(form.invitable === undefined ? {} : { invitable: form.invitable }),
    ...(fromMessage ? { from: messageOf(call, parent) } : {}),
  });
  return created(channelObject(ctx, thread, APPLICATION_ID));
}

function threadOf(call: Call): Channel {
  const thread = channelOf(call);
  if (!thread.thread) throw new DiscordError(400, 50024, 'Cannot execute action on this channel type');
  return thread;
}

function threadMember(thread: Channel, userId: string) {
  const joined = thread.thread?.members[userId];
  if (joined === undefined) throw unknownMember();
  return { id: thread.id, user_id: userId, join_timestamp: joined, flags: 0 };
}

const archived = (type: ChannelType) => (call: Call) => {
  const { ctx } = call;
  const parent = channelOf(call);
  const flags = type === ChannelType.PrivateThread ? [P.ManageThreads] : [];
  requireIn(ctx, parent, APPLICATION_ID, P.ReadMessageHistory, ...flags);
  const threads = guildChannels(ctx, parent.guild_id ?? '').filter(
    (channel) => channel.parent_id === parent.id && channel.type === type && channel.thread?.archived,
  );
  return ok({
    threads: threads.map((thread) => channelObject(ctx, thread, APPLICATION_ID)),
    members: [],
    has_more: false,
  });
};

export const threadRoutes: Route[] = [
  { route: 'POST /channels/:channel/threads', handle: (call) => open(call, false) },
  { route: 'POST /channels/:channel/messages/:message/threads', handle: (call) => open(call, true) },
  { route: 'GET /channels/:channel/threads/archived/public', handle: archived(ChannelType.PublicThread) },
  { route: 'GET /channels/:channel/threads/archived/private', handle: archived(ChannelType.PrivateThread) },
  {
    route: 'GET /channels/:channel/thread-members',
    handle: (call) => {
      const thread = threadOf(call);
      return ok(Object.keys(thread.thread?.members ?? {}).map((id) => threadMember(thread, id)));
    },
  },
  {
    route: 'PUT /channels/:channel/thread-members/@me',
    handle: (call) => {
      addThreadMember(call.ctx, threadOf(call), APPLICATION_ID);
      return noContent();
    },
  },
  {
    route: 'DELETE /channels/:channel/thread-members/@me',
    handle: (call) => {
      removeThreadMember(call.ctx, threadOf(call), APPLICATION_ID);
      return noContent();
    },
  },
  {
    route: 'GET /channels/:channel/thread-members/:user',
    handle: (call) => ok(threadMember(threadOf(call), call.params.user ?? '')),
  },
  {
    route: 'PUT /channels/:channel/thread-members/:user',
    handle: (call) => {
      const thread = threadOf(call);
      requireIn(call.ctx, thread, APPLICATION_ID, P.SendMessagesInThreads);
      const { id } = findUser(call.ctx, call.params.user);
      if (!call.ctx.state.guilds[thread.guild_id ?? '']?.members[id]) throw unknownMember();
      addThreadMember(call.ctx, thread, id);
      return noContent();
    },
  },
  {
    route: 'DELETE /channels/:channel/thread-members/:user',
    handle: (call) => {
      const thread = threadOf(call);
      requireIn(call.ctx, thread, APPLICATION_ID, P.ManageThreads);
      removeThreadMember(call.ctx, thread, call.params.user ?? '');
      return noContent();
    },
  },
];
