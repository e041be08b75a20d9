import { PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { findUser, timestamp } from '../context.ts';
import { cannotMessageUser, DiscordError, unknownOverwrite } from '../errors.ts';
import { parseForm, snowflake } from '../limits/form.ts';
import { requireIn } from '../permissions.ts';
import { showTyping } from '../playground/stream.ts';
import { APPLICATION_ID } from '../seed.ts';
import type { Channel } from '../state.ts';
import { announceChannel, directChannel } from '../threads.ts';
import { channelObject } from '../views.ts';
import { channelFields, channelName, overwrite } from './guilds.ts';
import { type Call, channelOf, noContent, ok, type Route } from './route.ts';

const threadFields = z.object({
  name: z.string().min(1).max(100).optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  invitable: z.boolean().optional(),
  auto_archive_duration: z.union([z.literal(60), z.literal(1440), z.literal(4320), z.literal(10080)]).optional(),
  rate_limit_per_user: z.number().int().min(0).max(21_600).optional(),
});

function patchThread(call: Call, thread: Channel): void {
  const { ctx } = call;
  const form = parseForm(threadFields, call.body);
  if (!thread.thread) return;
  const own = thread.thread.owner_id === APPLICATION_ID && form.locked === undefined;
  requireIn(ctx, thread, APPLICATION_ID, ...(own ? [] : [PermissionFlagsBits.ManageThreads]));
  const { name, rate_limit_per_user, ...rest } = form;
  thread.name = name ?? thread.name;
  thread.rate_limit_per_user = rate_limit_per_user ?? thread.rate_limit_per_user;
  if (rest.archived !== undefined) thread.thread.archive_timestamp = timestamp(ctx);
  Object.assign(thread.thread, rest);
  announceChannel(ctx, 'THREAD_UPDATE', thread);
}

function patchChannel(call: Call, channel: Channel): void {
  requireIn(call.ctx, channel, APPLICATION_ID, PermissionFlagsBits.ManageChannels);
  const form = parseForm(channelFields.partial(), call.body);
  if (form.name !== undefined) channel.name = channelName(form.name, channel.type);
  if (form.topic !== undefined) channel.topic = form.topic;
  if (form.parent_id !== undefined) channel.parent_id = form.parent_id;
  channel.position = form.position ?? channel.position;
  channel.nsfw = form.nsfw ?? channel.nsfw;
  channel.rate_limit_per_user = form.rate_limit_per_user ?? channel.rate_limit_per_user;
  if (form.permission_overwrites !== undefined) channel.permission_overwrites = form.permission_overwrites ?? [];
  announceChannel(call.ctx, 'CHANNEL_UPDATE', channel);
}

function openDirect({ ctx, body }: Call) {
  const { recipient_id } = parseForm(z.object({ recipient_id: snowflake }), body);
  if (findUser(ctx, recipient_id).bot) throw cannotMessageUser();
  return ok(channelObject(ctx, directChannel(ctx, APPLICATION_ID, recipient_id), APPLICATION_ID));
}

export const channelRoutes: Route[] = [
  { route: 'POST /users/@me/channels', bucket: { limit: 10, perMs: 10_000 }, handle: openDirect },
  {
    route: 'GET /channels/:channel',
    handle: (call) => ok(channelObject(call.ctx, channelOf(call), APPLICATION_ID)),
  },
  {
    route: 'PATCH /channels/:channel',
    handle: (call) => {
      const channel = channelOf(call);
      if (channel.thread) patchThread(call, channel);
      else patchChannel(call, channel);
      return ok(channelObject(call.ctx, channel, APPLICATION_ID));
    },
  },
  {
    route: 'DELETE /channels/:channel',
    handle: (call) => {
      const { ctx } = call;
      const channel = channelOf(call);
      if (channel.guild_id === undefined) throw new DiscordError(403, 50003, 'Cannot execute action on a DM channel');
      const flag = channel.thread ? PermissionFlagsBits.ManageThreads : PermissionFlagsBits.ManageChannels;
      requireIn(ctx, channel, APPLICATION_ID, flag);
      const object = channelObject(ctx, channel, APPLICATION_ID);
      for (const inner of Object.values(ctx.state.channels)) {
        if (inner.thread && inner.parent_id === channel.id) forget(call, inner);
      }
      forget(call, channel);
      return ok(object);
    },
  },
  {
    route: 'PUT /channels/:channel/permissions/:overwrite',
    handle: (call) => {
      const channel = channelOf(call);
      requireIn(call.ctx, channel, APPLICATION_ID, PermissionFlagsBits.ManageRoles);
      const entry = parseForm(overwrite, { ...(call.body as object), id: call.params.overwrite });
      const others = channel.permission_overwrites.filter(({ id }) => id !== entry.id);
      channel.permission_overwrites = [...others, entry];
      announceChannel(call.ctx, 'CHANNEL_UPDATE', channel);
      return noContent();
    },
  },
  {
    route: 'DELETE /channels/:channel/permissions/:overwrite',
    handle: (call) => {
      const channel = channelOf(call);
      requireIn(call.ctx, channel, APPLICATION_ID, PermissionFlagsBits.ManageRoles);
      const others = channel.permission_overwrites.filter(({ id }) => id !== call.params.overwrite);
      if (others.length === channel.permission_overwrites.length) throw unknownOverwrite();
      channel.permission_overwrites = others;
      announceChannel(call.ctx, 'CHANNEL_UPDATE', channel);
      return noContent();
    },
  },
  {
    route: 'POST /channels/:channel/typing',
    bucket: { limit: 5, perMs: 5_000 },
    handle: (call) => {
      const channel = channelOf(call);
      requireIn(call.ctx, channel, APPLICATION_ID, PermissionFlagsBits.SendMessages);
      showTyping(call.ctx, channel, APPLICATION_ID);
      return noContent();
    },
  },
];

function forget({ ctx }: Call, channel: Channel): void {
  announceChannel(ctx, channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channel);
  delete ctx.state.channels[channel.id];
  delete ctx.state.messages[channel.id];
  if (channel.guild_id === undefined) return;
  const guild = ctx.state.guilds[channel.guild_id];
  for (const [userId, voice] of Object.entries(guild?.voice ?? {})) {
    if (guild && voice.channel_id === channel.id) delete guild.voice[userId];
  }
}
