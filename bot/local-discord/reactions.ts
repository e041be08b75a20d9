import type { APIReaction } from 'discord-api-types/v10';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { type Context, findGuild } from './context.ts';
import { DiscordError } from './errors.ts';
import { dispatch } from './gateway.ts';
import { requireIn } from './permissions.ts';
import { showMessage } from './playground/stream.ts';
import type { Channel, StoredMessage } from './state.ts';
import { memberObject } from './views.ts';

/** Routes and the page name an emoji by its character, or by `name:id` when it is custom. */
export function parseEmoji(text: string): APIReaction['emoji'] {
  const custom = /^(?:a:)?(\w{2,32}):(\d{15,21})$/.exec(text);
  if (custom?.[1] && custom[2]) return { id: custom[2], name: custom[1] };
  if (!/\p{Emoji}/u.test(text) || text.length > 32) throw new DiscordError(400, 10014, 'Unknown Emoji');
  return { id: null, name: text };
}

const same = (a: APIReaction['emoji'], b: APIReaction['emoji']) => (a.id ? a.id === b.id : !b.id && a.name === b.name);
export const findReaction = (stored: StoredMessage, emoji: APIReaction['emoji']) =>
  stored.reactions.find((reaction) => same(reaction.emoji, emoji));

const MAX_KINDS = 20;

/** @throws 50001/50013 without the right to react, 30010 beyond twenty kinds of reaction. */
export function addReaction(ctx: Context, channel: Channel, stored: StoredMessage, userId: string, text: string): void {
  const emoji = parseEmoji(text);
  const existing = findReaction(stored, emoji);
  const first = existing ? [] : [PermissionFlagsBits.AddReactions];
  requireIn(ctx, channel, userId, PermissionFlagsBits.ReadMessageHistory, ...first);
  if (existing?.users.includes(userId)) return;
  if (!existing && stored.reactions.length >= MAX_KINDS) {
    throw new DiscordError(403, 30010, 'Maximum number of reactions reached (20)');
  }
  if (existing) existing.users.push(userId);
  else stored.reactions.push({ emoji, users: [userId] });
  tell(ctx, 'MESSAGE_REACTION_ADD', channel, stored, { user_id: userId, emoji }, userId);
}

export function removeReaction(
  ctx: Context,
  channel: Channel,
  stored: StoredMessage,
  userId: string,
  text: string,
): void {
  const emoji = parseEmoji(text);
  const existing = findReaction(stored, emoji);
  if (!existing?.users.includes(userId)) throw new DiscordError(404, 10014, 'Unknown Emoji');
  existing.users = existing.users.filter((id) => id !== userId);
  stored.reactions = stored.reactions.filter((reaction) => reaction.users.length > 0);
  tell(ctx, 'MESSAGE_REACTION_REMOVE', channel, stored, { user_id: userId, emoji });
}

/** Removes all reactions, or all of one emoji. */
export function clearReactions(ctx: Context, channel: Channel, stored: StoredMessage, text?: string): void {
  const emoji = text === undefined ? undefined : parseEmoji(text);
  stored.reactions = emoji ? stored.reactions.filter((reaction) => !same(reaction.emoji, emoji)) : [];
  if (emoji) tell(ctx, 'MESSAGE_REACTION_REMOVE_EMOJI', channel, stored, { emoji });
  else tell(ctx, 'MESSAGE_REACTION_REMOVE_ALL', channel, stored, {});
}

function tell(
  ctx: Context,
  t: string,
  channel: Channel,
  stored: StoredMessage,
  what: { user_id?: string; emoji?: APIReaction['emoji'] },
  added?: string,
): void {
  ctx.changed();
  showMessage(ctx, stored);
  const guildId = channel.guild_id;
  const guild = guildId === undefined ? undefined : findGuild(ctx, guildId);
  const d = {
    ...what,
    channel_id: channel.id,
    message_id: stored.body.id,
    ...(guild ? { guild_id: guild.id } : {}),
    ...(what.user_id === undefined ? {} : { burst: false, type: 0 }),
    ...(added === undefined ? {} : { message_author_id: stored.body.author.id, burst_colors: [] }),
    ...(guild && added !== undefined && guild.members[added] ? { member: memberObject(ctx, guild, added) } : {}),
  };
  dispatch(ctx, { t, d, channelId: channel.id, ...(guildId === undefined ? {} : { guildId }) });
}
