/** Writing, editing and deleting messages: one way for members, the bot's REST calls and replies to interactions. */
import type { APIMessage, APIUser } from 'discord-api-types/v10';
import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { type Described, forgetFiles, storeFiles, type Upload } from './attachments.ts';
import { messageComponents, richEmbed } from './content.ts';
import { type Context, findUser, nextId, timestamp } from './context.ts';
import { cannotMessageUser, DiscordError, emptyMessage, formError, unknownChannel } from './errors.ts';
import { dispatch } from './gateway.ts';
import { walk } from './limits/components.ts';
import type { MessageForm } from './limits/message.ts';
import { mentionsIn } from './mentions.ts';
import { showDeletion, showMessage } from './playground/stream.ts';
import type { Channel, StoredMessage } from './state.ts';
import { enterThread } from './threads.ts';
import { messageEvent } from './views.ts';

/** Older messages of a channel are forgotten. */
const KEPT_PER_CHANNEL = 1_000;
/** How long a nonce guards against a second copy. */
const NONCE_WINDOW_MS = 5 * 60_000;

export type Draft = {
  channel: Channel;
  author: APIUser;
  form: MessageForm;
  files?: Upload[];
  /** What else the message carries, for example the interaction it answers. */
  extra?: Partial<APIMessage>;
  addressee?: string;
  /** A deferred reply: empty, shown as "thinking". */
  thinking?: boolean;
  /** A note of Discord's own, such as "pinned a message", which has no words. */
  wordless?: boolean;
};

/**
 * @throws DiscordError as Discord would: an empty message, an unknown quoted message, a closed direct message.
 */
export function postMessage(ctx: Context, draft: Draft): StoredMessage {
  const { channel, author, form, files = [] } = draft;
  const repeated = form.enforce_nonce ? sameNonce(ctx, channel, author.id, form.nonce) : undefined;
  if (repeated) return repeated;
  refuseClosedDms(ctx, channel, author);
  const quoted = quotedMessage(ctx, channel, form);
  const stored: StoredMessage = {
    body: {
      id: nextId(ctx),
      channel_id: channel.id,
      type: quoted ? MessageType.Reply : MessageType.Default,
      author,
      content: '',
      timestamp: timestamp(ctx),
      edited_timestamp: null,
      tts: form.tts ?? false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      attachments: [],
      embeds: [],
      components: [],
      pinned: false,
      flags: (form.flags ?? 0) & ~(draft.addressee === undefined ? MessageFlags.Ephemeral : 0),
      ...(form.nonce === undefined || form.nonce === null ? {} : { nonce: form.nonce }),
      ...(quoted ? { message_reference: reference(channel, quoted.body.id) } : {}),
      ...draft.extra,
    },
    ...(channel.guild_id === undefined ? {} : { guild_id: channel.guild_id }),
    ...(draft.addressee === undefined ? {} : { addressee: draft.addressee }),
    ...(draft.thinking ? { thinking: true } : {}),
    reactions: [],
  };
  fill(ctx, stored, channel, form, files, quoted?.body.author);
  if (!draft.thinking && !draft.wordless && isEmpty(stored)) throw emptyMessage();
  keep(ctx, channel, stored);
  if (channel.thread && stored.addressee === undefined) enterThread(ctx, channel, author.id);
  tell(ctx, 'MESSAGE_CREATE', stored);
  return stored;
}

/** Replaces what the form names and leaves the rest. A deferred reply stops being "thinking". */
export function editMessage(ctx: Context, stored: StoredMessage, form: MessageForm, files: Upload[] = []): void {
  const channel = ctx.state.channels[stored.body.channel_id];
  if (!channel) throw unknownChannel();
  const wasThinking = stored.thinking;
  const before = structuredClone(stored.body);
  if (form.flags !== undefined && form.flags !== null) {
    const settable = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;
    const lasting = (before.flags ?? 0) & ~MessageFlags.SuppressEmbeds;
    stored.body.flags = lasting | (form.flags & settable);
  }
  const quoted = stored.body.message_reference?.message_id;
  const original = ctx.state.messages[channel.id]?.find((each) => each.body.id === quoted);
  fill(ctx, stored, channel, form, files, original?.body.author);
  if (isEmpty(stored)) {
    stored.body = before;
    throw emptyMessage();
  }
  delete stored.thinking;
  stored.body.flags = (stored.body.flags ?? 0) & ~MessageFlags.Loading;
  if (!wasThinking) stored.body.edited_timestamp = timestamp(ctx);
  tell(ctx, 'MESSAGE_UPDATE', stored);
}

export function deleteMessage(ctx: Context, stored: StoredMessage, quietly = false): void {
  const { id, channel_id } = stored.body;
  const channel = ctx.state.channels[channel_id];
  ctx.state.messages[channel_id] = (ctx.state.messages[channel_id] ?? []).filter((each) => each !== stored);
  forgetFiles(ctx, stored.body.attachments);
  ctx.changed();
  if (channel) showDeletion(ctx, channel, stored);
  if (quietly || stored.addressee !== undefined) return;
  const where = { channelId: channel_id, ...(stored.guild_id === undefined ? {} : { guildId: stored.guild_id }) };
  const guild = stored.guild_id === undefined ? {} : { guild_id: stored.guild_id };
  dispatch(ctx, { t: 'MESSAGE_DELETE', d: { id, channel_id, ...guild }, ...where });
}

/** Sends a message's event to the bot (never of ephemeral ones) and shows it to whoever may see it. */
export function tell(ctx: Context, t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', stored: StoredMessage): void {
  ctx.changed();
  showMessage(ctx, stored);
  if (stored.addressee !== undefined) return;
  const guild = stored.guild_id === undefined ? {} : { guildId: stored.guild_id };
  dispatch(ctx, { t, d: messageEvent(ctx, stored), channelId: stored.body.channel_id, ...guild });
}

function keep(ctx: Context, channel: Channel, stored: StoredMessage): void {
  const messages = ctx.state.messages[channel.id] ?? [];
  ctx.state.messages[channel.id] = messages;
  messages.push(stored);
  if (messages.length > KEPT_PER_CHANNEL) forgetFiles(ctx, messages.shift()?.body.attachments ?? []);
  if (stored.addressee === undefined) channel.last_message_id = stored.body.id;
}

function fill(
  ctx: Context,
  stored: StoredMessage,
  channel: Channel,
  form: MessageForm,
  files: Upload[],
  repliedTo: APIUser | undefined,
): void {
  const { body } = stored;
  const described = new Map((form.attachments ?? []).map((entry) => [Number(entry.id), entry as Described]));
  if (form.attachments !== undefined) {
    const kept = new Set((form.attachments ?? []).map((entry) => entry.id));
    body.attachments = body.attachments.filter((attachment) => kept.has(attachment.id));
  }
  body.attachments = [...body.attachments, ...storeFiles(ctx, channel, files, described)];
  if (form.content !== undefined) body.content = form.content ?? '';
  if (form.embeds !== undefined) body.embeds = (form.embeds ?? []).map((embed) => richEmbed(embed, body.attachments));
  if (form.components !== undefined) body.components = messageComponents(form.components ?? [], body.attachments);
  const texts = walk(body.components ?? []).map(({ node }) => (typeof node.content === 'string' ? node.content : ''));
  const text = [body.content, ...texts].join('\n');
  Object.assign(body, mentionsIn(ctx, channel, body.author.id, text, form.allowed_mentions, repliedTo));
}

const isEmpty = ({ body }: StoredMessage) =>
  !body.content && !body.embeds.length && !body.attachments.length && !body.components?.length;

function sameNonce(ctx: Context, channel: Channel, authorId: string, nonce: MessageForm['nonce']) {
  return ctx.state.messages[channel.id]?.find(
    ({ body }) =>
      body.nonce !== undefined &&
      body.nonce === nonce &&
      body.author.id === authorId &&
      ctx.now() - Date.parse(body.timestamp) < NONCE_WINDOW_MS,
  );
}

function quotedMessage(ctx: Context, channel: Channel, form: MessageForm): StoredMessage | undefined {
  const id = form.message_reference?.message_id;
  if (id === undefined) return undefined;
  const quoted = ctx.state.messages[channel.id]?.find((each) => each.body.id === id);
  if (quoted || form.message_reference?.fail_if_not_exists === false) return quoted;
  throw formError(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
}

export const reference = (channel: Channel, messageId: string): NonNullable<APIMessage['message_reference']> => ({
  type: 0,
  message_id: messageId,
  channel_id: channel.id,
  ...(channel.guild_id === undefined ? {} : { guild_id: channel.guild_id }),
});

function refuseClosedDms(ctx: Context, channel: Channel, author: APIUser): void {
  if (channel.thread?.locked) throw new DiscordError(400, 50083, 'Thread is archived');
  const other = channel.recipient_ids?.find((id) => id !== author.id);
  if (other === undefined) return;
  const isBot = findUser(ctx, other).bot ?? false;
  if (author.bot && (isBot || ctx.state.closed_dms.includes(other))) throw cannotMessageUser();
}
