/** The Playground's live streams: each subscriber acts as one member and hears only what that member may. */
import type { PlaygroundEvent } from '../../api/playground.ts';
import type { Context } from '../context.ts';
import { canView } from '../permissions.ts';
import type { Channel, StoredMessage } from '../state.ts';
import { channelObject } from '../views.ts';
import { guildFor, messageForPage } from './views.ts';

export type Subscriber = { userId: string; send(event: PlaygroundEvent): void; close(): void };

/** Tells everybody, or one member alone. */
export function announce(ctx: Context, event: PlaygroundEvent, onlyTo?: string): void {
  for (const subscriber of ctx.subscribers) {
    if (onlyTo === undefined || subscriber.userId === onlyTo) subscriber.send(event);
  }
}

function viewers(ctx: Context, channel: Channel): Subscriber[] {
  return [...ctx.subscribers].filter(({ userId }) => canView(ctx, channel, userId));
}

export function showMessage(ctx: Context, stored: StoredMessage): void {
  const channel = ctx.state.channels[stored.body.channel_id];
  if (!channel) return;
  for (const subscriber of viewers(ctx, channel)) {
    if (stored.addressee !== undefined && stored.addressee !== subscriber.userId) continue;
    subscriber.send({ t: 'message', message: messageForPage(ctx, stored, subscriber.userId) });
  }
}

export function showDeletion(ctx: Context, channel: Channel, stored: StoredMessage): void {
  for (const subscriber of viewers(ctx, channel)) {
    if (stored.addressee !== undefined && stored.addressee !== subscriber.userId) continue;
    subscriber.send({ t: 'message_delete', channel_id: channel.id, id: stored.body.id });
  }
}

export function showTyping(ctx: Context, channel: Channel, userId: string): void {
  for (const subscriber of viewers(ctx, channel)) {
    subscriber.send({ t: 'typing', channel_id: channel.id, user_id: userId });
  }
}

/** Something about the guild changed: its members get it anew, as each may see it. */
export function showGuild(ctx: Context, guildId: string): void {
  const guild = ctx.state.guilds[guildId];
  for (const subscriber of ctx.subscribers) {
    if (guild?.members[subscriber.userId])
      subscriber.send({ t: 'guild', guild: guildFor(ctx, guild, subscriber.userId) });
  }
}

/** The bot's commands changed, in one guild or everywhere. */
export function showCommands(ctx: Context, guildId?: string): void {
  for (const id of guildId === undefined ? Object.keys(ctx.state.guilds) : [guildId]) showGuild(ctx, id);
}

export function showDirectChannel(ctx: Context, channel: Channel): void {
  for (const subscriber of viewers(ctx, channel)) {
    subscriber.send({ t: 'dm', channel: channelObject(ctx, channel, subscriber.userId) });
  }
}
