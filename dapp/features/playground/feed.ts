import type { PlaygroundEvent, PlaygroundState } from '@guildmint/bot/api/playground.ts';
import { isEphemeral, type Message, type Modal } from './discord.ts';

type Failure = { nonce: string; channelId: string; messageId: string | undefined; reason: string };
/** An interaction that the bot has not answered yet. */
export type Pending = { nonce: string; channelId: string; messageId?: string; customId?: string };

/** All that the page knows: the server's state plus what only this visit has seen. */
export type Feed = {
  state: PlaygroundState;
  modal: { interactionId: string; modal: Modal } | null;
  pending: Pending[];
  /** When this tab last started an interaction, in ms. */
  startedAt: number;
  failures: Failure[];
  /** channel id → user id → when they began to type, in ms */
  typing: Record<string, Record<string, number>>;
  /** channel id → messages that came in while another channel was open */
  unread: Record<string, number>;
};

export type FeedAction =
  | { do: 'load'; state: PlaygroundState }
  | { do: 'event'; event: PlaygroundEvent; me: string; openChannel: string | undefined; now: number }
  | { do: 'pend'; pending: Pending; now: number }
  | { do: 'settle'; nonce: string }
  | { do: 'dismiss_failure'; nonce: string }
  | { do: 'close_modal' }
  | { do: 'read'; channelId: string };

/** A little longer than the three seconds that a bot has to answer an interaction. */
export const ANSWER_MS = 4_000;

/** Enough to scroll back through; older ones would only slow the page. */
const MAX_MESSAGES = 300;

function withMessage(messages: readonly Message[], message: Message): Message[] {
  const at = messages.findIndex(({ id }) => id === message.id);
  return at >= 0 ? messages.with(at, message) : [...messages, message].slice(-MAX_MESSAGES);
}

function without<Value>(record: Record<string, Value>, key: string): Record<string, Value> {
  const { [key]: _, ...rest } = record;
  return rest;
}

function receiveMessage(feed: Feed, message: Message, me: string, openChannel: string | undefined): Feed {
  const channelId = message.channel_id;
  const before = feed.state.messages[channelId] ?? [];
  const isNew = !before.some(({ id }) => id === message.id);
  const counts = isNew && channelId !== openChannel && message.author.id !== me && !isEphemeral(message);
  return {
    ...feed,
    state: { ...feed.state, messages: { ...feed.state.messages, [channelId]: withMessage(before, message) } },
    // Whatever the bot does in the channel is taken as its answer: Discord sends clients no other sign.
    pending: message.author.bot ? feed.pending.filter((each) => each.channelId !== channelId) : feed.pending,
    typing: { ...feed.typing, [channelId]: without(feed.typing[channelId] ?? {}, message.author.id) },
    unread: counts ? { ...feed.unread, [channelId]: (feed.unread[channelId] ?? 0) + 1 } : feed.unread,
  };
}

function removeMessage(feed: Feed, channelId: string, messageId: string): Feed {
  const kept = (feed.state.messages[channelId] ?? [])
    .filter(({ id }) => id !== messageId)
    .map((each) => (each.message_reference?.message_id === messageId ? { ...each, referenced_message: null } : each));
  return { ...feed, state: { ...feed.state, messages: { ...feed.state.messages, [channelId]: kept } } };
}

function receive(feed: Feed, action: Extract<FeedAction, { do: 'event' }>): Feed {
  const { event, me, openChannel, now } = action;
  const { state } = feed;
  switch (event.t) {
    case 'message':
      return receiveMessage(feed, event.message, me, openChannel);
    case 'message_delete':
      return removeMessage(feed, event.channel_id, event.id);
    case 'guild': {
      const at = state.guilds.findIndex(({ id }) => id === event.guild.id);
      const guilds = at >= 0 ? state.guilds.with(at, event.guild) : [...state.guilds, event.guild];
      return { ...feed, state: { ...state, guilds } };
    }
    case 'dm': {
      const dms = [event.channel, ...state.dms.filter(({ id }) => id !== event.channel.id)];
      return { ...feed, state: { ...state, dms } };
    }
    case 'modal':
      // Every tab of the member hears of it, but it belongs to the one that asked.
      if (now - feed.startedAt > ANSWER_MS) return feed;
      return { ...feed, pending: [], modal: { interactionId: event.interaction_id, modal: event.modal } };
    case 'interaction_failed': {
      const pending = feed.pending.find(({ nonce }) => nonce === event.nonce);
      const { nonce, channel_id: channelId, reason } = event;
      return {
        ...feed,
        pending: feed.pending.filter((each) => each !== pending),
        failures: [...feed.failures, { nonce, channelId, messageId: pending?.messageId, reason }],
      };
    }
    case 'typing': {
      const typing = { ...feed.typing[event.channel_id], [event.user_id]: now };
      return { ...feed, typing: { ...feed.typing, [event.channel_id]: typing } };
    }
    case 'bot':
      return { ...feed, state: { ...state, botOnline: event.online } };
    case 'autocomplete':
    case 'reset':
      return feed; // Answered where they were asked for; see useSession and follow().
  }
}

function emptyFeed(state: PlaygroundState): Feed {
  return { state, modal: null, pending: [], startedAt: 0, failures: [], typing: {}, unread: {} };
}

/** The next feed; null means that nothing has been loaded yet. */
export function reduceFeed(feed: Feed | null, action: FeedAction): Feed | null {
  if (action.do === 'load') return feed ? { ...feed, state: action.state, pending: [] } : emptyFeed(action.state);
  if (!feed) return null;
  switch (action.do) {
    case 'event':
      return receive(feed, action);
    case 'pend': {
      const { messageId } = action.pending;
      // A new attempt at the same message takes the old failure away.
      const failures = feed.failures.filter((each) => !messageId || each.messageId !== messageId);
      return { ...feed, pending: [...feed.pending, action.pending], startedAt: action.now, failures };
    }
    case 'settle':
      return { ...feed, pending: feed.pending.filter(({ nonce }) => nonce !== action.nonce) };
    case 'dismiss_failure':
      return { ...feed, failures: feed.failures.filter(({ nonce }) => nonce !== action.nonce) };
    case 'close_modal':
      return { ...feed, modal: null };
    case 'read':
      return action.channelId in feed.unread ? { ...feed, unread: without(feed.unread, action.channelId) } : feed;
  }
}
