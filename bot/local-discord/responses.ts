/** The bot's answers to interactions: the first callback, then `@original` and follow-ups through its webhook. */
import type { APIMessage } from 'discord-api-types/v10';
import {
  ApplicationCommandType,
  InteractionType as Kind,
  MessageFlags,
  MessageType,
  InteractionResponseType as Response,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { Upload } from './attachments.ts';
import { botUser, type Context, findMessage } from './context.ts';
import {
  alreadyAcknowledged,
  formError,
  invalidWebhookToken,
  unknownInteraction,
  unknownMessage,
  unknownWebhook,
} from './errors.ts';
import { failInteraction, interactionChannel, interactionFields, isExpired, stopWaiting } from './interactions.ts';
import { autocompleteSchema } from './limits/commands.ts';
import { modalSchema } from './limits/components.ts';
import { parseForm } from './limits/form.ts';
import { type MessageForm, messageForm } from './limits/message.ts';
import { editMessage, postMessage, reference } from './messages.ts';
import { announce } from './playground/stream.ts';
import type { Interaction, StoredMessage } from './state.ts';

const MESSAGE_ANSWERS = [Response.ChannelMessageWithSource, Response.DeferredChannelMessageWithSource];
const SOURCE_ANSWERS = [Response.DeferredMessageUpdate, Response.UpdateMessage];

function allowedAnswers({ type, message_id }: Interaction): Response[] {
  if (type === Kind.ApplicationCommandAutocomplete) return [Response.ApplicationCommandAutocompleteResult];
  if (type === Kind.ApplicationCommand) return [...MESSAGE_ANSWERS, Response.Modal];
  if (type === Kind.MessageComponent) return [...MESSAGE_ANSWERS, ...SOURCE_ANSWERS, Response.Modal];
  return message_id === undefined ? MESSAGE_ANSWERS : [...MESSAGE_ANSWERS, ...SOURCE_ANSWERS];
}

const callbackSchema = z.object({ type: z.number().int(), data: z.unknown().optional() });

/**
 * The first answer to an interaction.
 * @returns the message it made or changed, if any
 * @throws 10062 when it comes too late or names no interaction, 40060 when there already was one
 */
export function answer(
  ctx: Context,
  id: string,
  token: string,
  body: unknown,
  files: Upload[],
): StoredMessage | undefined {
  const interaction = ctx.state.interactions[token];
  if (interaction?.id !== id || interaction.failed) throw unknownInteraction();
  if (interaction.response !== undefined) throw alreadyAcknowledged();
  if (ctx.now() - interaction.created_at > ctx.answerWithinMs) {
    failInteraction(ctx, interaction);
    throw unknownInteraction();
  }
  const { type, data } = parseForm(callbackSchema, body);
  const allowed = allowedAnswers(interaction);
  if (!allowed.includes(type)) {
    throw formError(['type'], 'BASE_TYPE_CHOICES', `Value must be one of (${allowed.join(', ')}).`);
  }
  const made = carryOut(ctx, interaction, type, data ?? {}, files);
  interaction.response = type;
  ctx.watch(interaction, 'answered');
  stopWaiting(ctx, interaction);
  if (interaction.opened_by !== undefined) delete ctx.state.modals[interaction.opened_by];
  if (made) interaction.original_id = made.body.id;
  ctx.changed();
  return made;
}

function carryOut(ctx: Context, interaction: Interaction, type: Response, data: unknown, files: Upload[]) {
  switch (type) {
    case Response.ChannelMessageWithSource:
      return reply(ctx, interaction, parseForm(messageForm(), data, ['data']), files);
    case Response.DeferredChannelMessageWithSource: {
      const { flags } = parseForm(messageForm(), data, ['data']);
      return reply(ctx, interaction, { flags: (flags ?? 0) & MessageFlags.Ephemeral }, [], true);
    }
    case Response.DeferredMessageUpdate:
      return source(ctx, interaction);
    case Response.UpdateMessage: {
      const message = source(ctx, interaction);
      editMessage(ctx, message, parseForm(messageForm(isLayout(message)), data, ['data']), files);
      return message;
    }
    case Response.ApplicationCommandAutocompleteResult: {
      const { choices } = parseForm(autocompleteSchema, data, ['data']);
      announce(ctx, { t: 'autocomplete', nonce: interaction.nonce, choices }, interaction.user_id);
      return undefined;
    }
    default: {
      const modal = parseForm(modalSchema, data, ['data']) as Parameters<typeof showModal>[2];
      showModal(ctx, interaction, modal);
      return undefined;
    }
  }
}

function showModal(ctx: Context, interaction: Interaction, modal: Context['state']['modals'][string]['modal']): void {
  ctx.state.modals[interaction.id] = { token: interaction.token, modal };
  announce(ctx, { t: 'modal', interaction_id: interaction.id, modal }, interaction.user_id);
}

function reply(
  ctx: Context,
  interaction: Interaction,
  form: MessageForm,
  files: Upload[],
  thinking = false,
): StoredMessage {
  const channel = interactionChannel(ctx, interaction);
  const ephemeral = Boolean((form.flags ?? 0) & MessageFlags.Ephemeral);
  return postMessage(ctx, {
    channel,
    author: botUser(ctx),
    form: thinking ? { ...form, flags: (form.flags ?? 0) | MessageFlags.Loading } : form,
    files,
    thinking,
    ...(ephemeral ? { addressee: interaction.user_id } : {}),
    extra: { ...interactionFields(ctx, interaction), ...replyType(ctx, interaction) },
  });
}

function replyType(ctx: Context, interaction: Interaction): Partial<APIMessage> {
  if (interaction.command) {
    const isSlash = interaction.command.type === ApplicationCommandType.ChatInput;
    return { type: isSlash ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand };
  }
  if (interaction.message_id === undefined) return {};
  const channel = interactionChannel(ctx, interaction);
  return { type: MessageType.Reply, message_reference: reference(channel, interaction.message_id) };
}

function source(ctx: Context, interaction: Interaction): StoredMessage {
  return findMessage(ctx, interaction.channel_id, interaction.message_id);
}

export const isLayout = ({ body }: StoredMessage): boolean => Boolean((body.flags ?? 0) & MessageFlags.IsComponentsV2);

/** @throws 10015 for an unknown or unanswered interaction, 50027 once its token has expired. */
export function webhookInteraction(ctx: Context, token: string): Interaction {
  const interaction = ctx.state.interactions[token];
  if (!interaction) throw unknownWebhook();
  if (isExpired(ctx, interaction)) throw invalidWebhookToken();
  if (interaction.response === undefined) throw unknownWebhook();
  return interaction;
}

/** The reply `@original`, or a follow-up by its id. */
export function webhookMessage(ctx: Context, interaction: Interaction, name: string): StoredMessage {
  const id = name === '@original' ? interaction.original_id : name;
  const own = id !== undefined && (id === interaction.original_id || interaction.followup_ids.includes(id));
  if (!own) throw unknownMessage();
  return findMessage(ctx, interaction.channel_id, id);
}

/** A further message. The first one after a deferral takes the place of "thinking", as on Discord. */
export function followUp(ctx: Context, interaction: Interaction, form: MessageForm, files: Upload[]): StoredMessage {
  const channel = interactionChannel(ctx, interaction);
  const original = ctx.state.messages[channel.id]?.find((each) => each.body.id === interaction.original_id);
  if (original?.thinking) {
    editMessage(ctx, original, form, files);
    return original;
  }
  const ephemeral = Boolean((form.flags ?? 0) & MessageFlags.Ephemeral);
  const message = postMessage(ctx, {
    channel,
    author: botUser(ctx),
    form,
    files,
    ...(ephemeral ? { addressee: interaction.user_id } : {}),
    extra: {
      ...interactionFields(ctx, interaction),
      ...(original ? { type: MessageType.Reply, message_reference: reference(channel, original.body.id) } : {}),
    },
  });
  interaction.followup_ids.push(message.body.id);
  return message;
}
