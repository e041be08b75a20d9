import { PermissionFlagsBits } from 'discord-api-types/v10';
import { requireIn } from '../permissions.ts';
import { addReaction, clearReactions, findReaction, parseEmoji, removeReaction } from '../reactions.ts';
import { APPLICATION_ID } from '../seed.ts';
import { messageOf } from './messages.ts';
import { type Call, channelOf, idOf, limitOf, noContent, ok, type Route } from './route.ts';

const BUCKET = { limit: 1, perMs: 250 };
const emojiOf = ({ params }: Call): string => params.emoji ?? '';

function moderate(call: Call) {
  const channel = channelOf(call);
  requireIn(call.ctx, channel, APPLICATION_ID, PermissionFlagsBits.ManageMessages);
  return { channel, stored: messageOf(call, channel) };
}

export const reactionRoutes: Route[] = [
  {
    route: 'PUT /channels/:channel/messages/:message/reactions/:emoji/@me',
    bucket: BUCKET,
    handle: (call) => {
      const channel = channelOf(call);
      addReaction(call.ctx, channel, messageOf(call, channel), APPLICATION_ID, emojiOf(call));
      return noContent();
    },
  },
  {
    route: 'DELETE /channels/:channel/messages/:message/reactions/:emoji/@me',
    bucket: BUCKET,
    handle: (call) => {
      const channel = channelOf(call);
      removeReaction(call.ctx, channel, messageOf(call, channel), APPLICATION_ID, emojiOf(call));
      return noContent();
    },
  },
  {
    route: 'DELETE /channels/:channel/messages/:message/reactions/:emoji/:user',
    bucket: BUCKET,
    handle: (call) => {
      const { channel, stored } = moderate(call);
      removeReaction(call.ctx, channel, stored, call.params.user ?? '', emojiOf(call));
      return noContent();
    },
  },
  {
    route: 'GET /channels/:channel/messages/:message/reactions/:emoji',
    handle: (call) => {
      const stored = messageOf(call, channelOf(call));
      const after = idOf(call, 'after') ?? 0n;
      const users = findReaction(stored, parseEmoji(emojiOf(call)))?.users ?? [];
      const page = users
        .filter((id) => BigInt(id) > after)
        .toSorted()
        .slice(0, limitOf(call, 25, 100));
      return ok(page.flatMap((id) => call.ctx.state.users[id] ?? []));
    },
  },
  {
    route: 'DELETE /channels/:channel/messages/:message/reactions/:emoji',
    handle: (call) => {
      const { channel, stored } = moderate(call);
      clearReactions(call.ctx, channel, stored, emojiOf(call));
      return noContent();
    },
  },
  {
    route: 'DELETE /channels/:channel/messages/:message/reactions',
    handle: (call) => {
      const { channel, stored } = moderate(call);
      clearReactions(call.ctx, channel, stored);
      return noContent();
    },
  },
];
