/** Pins, under their old and their new paths. */
import { MessageType, PermissionFlagsBits } from 'discord-api-types/v10';
import { botUser, timestamp } from '../context.ts';
import { DiscordError } from '../errors.ts';
import { dispatch } from '../gateway.ts';
import { postMessage, reference, tell } from '../messages.ts';
import { requireIn } from '../permissions.ts';
import { APPLICATION_ID } from '../seed.ts';
import type { Channel, StoredMessage } from '../state.ts';
import { messageFor } from '../views.ts';
import { messageOf } from './messages.ts';
import { type Call, channelOf, limitOf, noContent, ok, type Route } from './route.ts';

const MAX_PINS = 250;

const pinned = ({ ctx }: Call, channel: Channel): StoredMessage[] =>
  (ctx.state.messages[channel.id] ?? [])
    .filter((stored) => stored.body.pinned)
    .toSorted((a, b) => (b.pinned_at ?? '').localeCompare(a.pinned_at ?? ''));

function setPinned(call: Call, isPinned: boolean) {
  const { ctx } = call;
  const channel = channelOf(call);
  requireIn(ctx, channel, APPLICATION_ID, PermissionFlagsBits.PinMessages);
  const stored = messageOf(call, channel);
  if (stored.body.pinned === isPinned) return noContent();
  if (isPinned && pinned(call, channel).length >= MAX_PINS) {
    throw new DiscordError(400, 30003, `Maximum number of pins reached for the channel (${MAX_PINS})`);
  }
  stored.body.pinned = isPinned;
  stored.pinned_at = timestamp(ctx);
  channel.last_pin_timestamp = timestamp(ctx);
  tell(ctx, 'MESSAGE_UPDATE', stored);
  const guild = channel.guild_id === undefined ? {} : { guild_id: channel.guild_id };
  const d = { ...guild, channel_id: channel.id, last_pin_timestamp: channel.last_pin_timestamp };
  const where = { channelId: channel.id, ...(channel.guild_id === undefined ? {} : { guildId: channel.guild_id }) };
  dispatch(ctx, { t: 'CHANNEL_PINS_UPDATE', d, ...where });
  if (isPinned) {
    const message_reference = reference(channel, stored.body.id);
    const extra = { type: MessageType.ChannelPinnedMessage, message_reference };
    postMessage(ctx, { channel, author: botUser(ctx), form: {}, extra, wordless: true });
  }
  return noContent();
}

export const pinRoutes: Route[] = [
  {
    route: 'GET /channels/:channel/messages/pins',
    handle: (call) => {
      const all = pinned(call, channelOf(call));
      const items = all.slice(0, limitOf(call, 50, 50)).map((stored) => ({
        pinned_at: stored.pinned_at,
        message: messageFor(call.ctx, stored, APPLICATION_ID),
      }));
      return ok({ items, has_more: all.length > items.length });
    },
  },
  {
    route: 'GET /channels/:channel/pins',
    handle: (call) => ok(pinned(call, channelOf(call)).map((stored) => messageFor(call.ctx, stored, APPLICATION_ID))),
  },
  { route: 'PUT /channels/:channel/messages/pins/:message', handle: (call) => setPinned(call, true) },
  { route: 'PUT /channels/:channel/pins/:message', handle: (call) => setPinned(call, true) },
  { route: 'DELETE /channels/:channel/messages/pins/:message', handle: (call) => setPinned(call, false) },
  { route: 'DELETE /channels/:channel/pins/:message', handle: (call) => setPinned(call, false) },
];
