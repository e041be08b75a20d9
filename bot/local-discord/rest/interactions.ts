/** Answers to interactions. Their token is their right: no authorisation, no counting against the bot's calls. */
import { InteractionResponseType } from 'discord-api-types/v10';
import { unknownWebhook } from '../errors.ts';
import { parseForm } from '../limits/form.ts';
import { messageForm } from '../limits/message.ts';
import { deleteMessage, editMessage } from '../messages.ts';
import { answer, followUp, isLayout, webhookInteraction, webhookMessage } from '../responses.ts';
import { APPLICATION_ID } from '../seed.ts';
import type { Interaction, StoredMessage } from '../state.ts';
import { messageFor } from '../views.ts';
import { type Call, noContent, ok, type Route } from './route.ts';

function callback(call: Call) {
  const { ctx, params, body, files } = call;
  const token = params.token ?? '';
  const made = answer(ctx, params.interaction ?? '', token, body, files);
  if (call.query.get('with_response') !== 'true') return noContent();
  const interaction = ctx.state.interactions[token];
  const type = interaction?.response;
  return ok({
    interaction: {
      id: interaction?.id,
      type: interaction?.type,
      channel_id: interaction?.channel_id,
      ...(interaction?.guild_id === undefined ? {} : { guild_id: interaction.guild_id }),
      ...(made
        ? {
            response_message_id: made.body.id,
            response_message_loading: made.thinking ?? false,
            response_message_ephemeral: made.addressee !== undefined,
          }
        : {}),
    },
    ...(made && type !== InteractionResponseType.DeferredMessageUpdate
      ? { resource: { type, message: messageFor(ctx, made, APPLICATION_ID) } }
      : {}),
  });
}

function webhookOf({ ctx, params }: Call): Interaction {
  if (params.application !== APPLICATION_ID) throw unknownWebhook();
  return webhookInteraction(ctx, params.token ?? '');
}
const messageOf = (call: Call): StoredMessage => webhookMessage(call.ctx, webhookOf(call), call.params.message ?? '');

const BUCKET = { limit: 5, perMs: 2_000 };
const path = '/webhooks/:application/:token';

export const interactionRoutes: Route[] = [
  { route: 'POST /interactions/:interaction/:token/callback', open: true, handle: callback },
  {
    route: `POST ${path}`,
    open: true,
    bucket: BUCKET,
    handle: (call) => {
      const form = parseForm(messageForm(), call.body);
      const stored = followUp(call.ctx, webhookOf(call), form, call.files);
      return ok(messageFor(call.ctx, stored, APPLICATION_ID));
    },
  },
  {
    route: `GET ${path}/messages/:message`,
    open: true,
    bucket: BUCKET,
    handle: (call) => ok(messageFor(call.ctx, messageOf(call), APPLICATION_ID)),
  },
  {
    route: `PATCH ${path}/messages/:message`,
    open: true,
    bucket: BUCKET,
    handle: (call) => {
      const stored = messageOf(call);
      const form = parseForm(messageForm(isLayout(stored)), call.body);
      editMessage(call.ctx, stored, form, call.files);
      call.ctx.watch(webhookOf(call), 'shown');
      return ok(messageFor(call.ctx, stored, APPLICATION_ID));
    },
  },
  {
    route: `DELETE ${path}/messages/:message`,
    open: true,
    bucket: BUCKET,
    handle: (call) => {
      deleteMessage(call.ctx, messageOf(call));
      return noContent();
    },
  },
];
