import { MessageFlags, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { z } from 'zod';
import { botUser, findMessage } from '../context.ts';
import { DiscordError, editOfOthers } from '../errors.ts';
import { dispatch } from '../gateway.ts';
import { parseForm, snowflake } from '../limits/form.ts';
import { type MessageForm, messageForm } from '../limits/message.ts';
import { deleteMessage, editMessage, postMessage } from '../messages.ts';
import { requireIn } from '../permissions.ts';
import { isLayout } from '../responses.ts';
import { APPLICATION_ID } from '../seed.ts';
import type { Channel, StoredMessage } from '../state.ts';
import { messageFor } from '../views.ts';
import { type Call, channelOf, idOf, limitOf, noContent, ok, type Route } from './route.ts';

/** Ephemeral messages are reached through their interaction alone. */
export function messageOf(call: Call, channel: Channel): StoredMessage {
  const stored = findMessage(call.ctx, channel.id, call.params.message);
  if (stored.addressee !== undefined) throw new DiscordError(404, 10008, 'Unknown Message');
  return stored;
}

const TWO_WEEKS_MS = 14 * 86_400_000;

function listMessages(call: Call) {
  const { ctx } = call;
  const channel = channelOf(call);
  requireIn(ctx, channel, APPLICATION_ID, P.ReadMessageHistory);
  const all = (ctx.state.messages[channel.id] ?? []).filter((stored) => stored.addressee === undefined);
  const limit = limitOf(call, 50, 100);
  const [before, after, around] = [idOf(call, 'before'), idOf(call, 'after'), idOf(call, 'around')];
  const earlier = (id: bigint) => all.filter(({ body }) => BigInt(body.id) < id);
  const later = (id: bigint) => all.filter(({ body }) => BigInt(body.id) > id);
  const pick = () => {
    if (before) return earlier(before).slice(-limit);
    if (after) return later(after).slice(0, limit);
    if (!around) return all.slice(-limit);
    const half = Math.floor(limit / 2);
    const middle = all.filter(({ body }) => BigInt(body.id) === around);
    return [...earlier(around).slice(-half), ...middle, ...later(around).slice(0, half)];
  };
  return ok(
    pick()
      .reverse()
      .map((stored) => messageFor(ctx, stored, APPLICATION_ID)),
  );
}

/** What a bot needs to write this: embeds and files have permissions of their own. */
function requiredFor(channel: Channel, form: MessageForm, hasFiles: boolean): bigint[] {
  const flags = [channel.thread ? P.SendMessagesInThreads : P.SendMessages];
  if (form.embeds?.length) flags.push(P.EmbedLinks);
  if (hasFiles) flags.push(P.AttachFiles);
  if (form.message_reference) flags.push(P.ReadMessageHistory);
  return flags;
}

function createMessage(call: Call) {
  const { ctx, body, files } = call;
  const channel = channelOf(call);
  const form = parseForm(messageForm(), body);
  requireIn(ctx, channel, APPLICATION_ID, ...requiredFor(channel, form, files.length > 0));
  if ((form.flags ?? 0) & MessageFlags.Ephemeral) form.flags = (form.flags ?? 0) & ~MessageFlags.Ephemeral;
  const stored = postMessage(ctx, { channel, author: botUser(ctx), form, files });
  return ok(messageFor(ctx, stored, APPLICATION_ID));
}

function bulkDelete(call: Call) {
  const { ctx } = call;
  const channel = channelOf(call);
  const { messages: ids } = parseForm(z.object({ messages: z.array(snowflake).min(2).max(100) }), call.body);
  requireIn(ctx, channel, APPLICATION_ID, P.ManageMessages, P.ReadMessageHistory);
  const found = (ctx.state.messages[channel.id] ?? []).filter(({ body }) => ids.includes(body.id));
  if (found.some(({ body }) => ctx.now() - Date.parse(body.timestamp) > TWO_WEEKS_MS)) {
    throw new DiscordError(400, 50034, 'You can only bulk delete messages that are under 14 days old.');
  }
  for (const stored of found) deleteMessage(ctx, stored, true);
  const guildId = channel.guild_id ?? '';
  const d = { ids: found.map(({ body }) => body.id), channel_id: channel.id, guild_id: guildId };
  dispatch(ctx, { t: 'MESSAGE_DELETE_BULK', d, channelId: channel.id, guildId });
  return noContent();
}

export const messageRoutes: Route[] = [
  { route: 'GET /channels/:channel/messages', handle: listMessages },
  { route: 'POST /channels/:channel/messages', bucket: { limit: 5, perMs: 5_000 }, handle: createMessage },
  {
    route: 'POST /channels/:channel/messages/bulk-delete',
    bucket: { limit: 1, perMs: 1_000 },
    handle: bulkDelete,
  },
  {
    route: 'GET /channels/:channel/messages/:message',
    handle: (call) => {
      const channel = channelOf(call);
      requireIn(call.ctx, channel, APPLICATION_ID, P.ReadMessageHistory);
      return ok(messageFor(call.ctx, messageOf(call, channel), APPLICATION_ID));
    },
  },
  {
    route: 'PATCH /channels/:channel/messages/:message',
    bucket: { limit: 5, perMs: 5_000 },
    handle: (call) => {
      const stored = messageOf(call, channelOf(call));
      if (stored.body.author.id !== APPLICATION_ID) throw editOfOthers();
      editMessage(call.ctx, stored, parseForm(messageForm(isLayout(stored)), call.body), call.files);
      return ok(messageFor(call.ctx, stored, APPLICATION_ID));
    },
  },
  {
    route: 'DELETE /channels/:channel/messages/:message',
    bucket: { limit: 5, perMs: 1_000 },
    handle: (call) => {
      const channel = channelOf(call);
      const stored = messageOf(call, channel);
      const own = stored.body.author.id === APPLICATION_ID;
      requireIn(call.ctx, channel, APPLICATION_ID, ...(own ? [] : [P.ManageMessages]));
      deleteMessage(call.ctx, stored);
      return noContent();
    },
  },
];
