/** Interactions on their way to the bot: what they carry, and how long the bot may take. */
import { randomBytes } from 'node:crypto';
import type { APIMessage } from 'discord-api-types/v10';
import { InteractionType } from 'discord-api-types/v10';
import { MAX_FILE_BYTES } from './attachments.ts';
import { type Context, findChannel, findGuild, findMessage, findUser, nextId } from './context.ts';
import { dispatch } from './gateway.ts';
import { channelPermissions } from './permissions.ts';
import { announce } from './playground/stream.ts';
import { APPLICATION_ID } from './seed.ts';
import type { Channel, Interaction } from './state.ts';
import { channelObject, memberWithPermissions, messageFor } from './views.ts';

/** Discord accepts edits and follow-ups this long. */
const TOKEN_LIFE_MS = 15 * 60_000;

export type InteractionWish = Pick<
  Interaction,
  'type' | 'user_id' | 'nonce' | 'command' | 'message_id' | 'opened_by'
> & {
  channel: Channel;
  data: object;
};

/** Sends an interaction to the bot and begins to wait for the answer. */
export function startInteraction(ctx: Context, wish: InteractionWish): Interaction {
  const { channel, data, ...rest } = wish;
  forgetExpired(ctx);
  const interaction: Interaction = {
    ...rest,
    id: nextId(ctx),
    token: randomBytes(48).toString('base64url'),
    channel_id: channel.id,
    ...(channel.guild_id === undefined ? {} : { guild_id: channel.guild_id }),
    created_at: ctx.now(),
    followup_ids: [],
  };
  ctx.state.interactions[interaction.token] = interaction;
  ctx.waiting.set(interaction.id, setTimeout(() => failInteraction(ctx, interaction), ctx.answerWithinMs).unref());
  const guild = interaction.guild_id === undefined ? {} : { guildId: interaction.guild_id };
  ctx.watch(interaction, 'asked');
  dispatch(ctx, { t: 'INTERACTION_CREATE', d: payload(ctx, interaction, channel, data), ...guild });
  return interaction;
}

function payload(ctx: Context, interaction: Interaction, channel: Channel, data: object): object {
  const { id, token, type, user_id, message_id, guild_id } = interaction;
  const guild = guild_id === undefined ? undefined : findGuild(ctx, guild_id);
  const place = guild
    ? {
        guild_id: guild.id,
        guild: { id: guild.id, locale: 'en-US', features: [] },
        guild_locale: 'en-US',
        member: memberWithPermissions(ctx, guild, user_id, channel),
      }
    : { user: findUser(ctx, user_id) };
  return {
    id,
    application_id: APPLICATION_ID,
    type,
    token,
    version: 1,
    data,
    ...place,
    channel: channelObject(ctx, channel, APPLICATION_ID),
    channel_id: channel.id,
    app_permissions: String(channelPermissions(ctx, channel, APPLICATION_ID)),
    locale: findUser(ctx, user_id).locale ?? 'en-US',
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: { '0': guild_id ?? '0' },
    context: guild ? 0 : 1,
    attachment_size_limit: MAX_FILE_BYTES,
    ...(message_id === undefined ? {} : { message: sourceMessage(ctx, channel, message_id) }),
  };
}

const sourceMessage = (ctx: Context, channel: Channel, id: string): APIMessage =>
  messageFor(ctx, findMessage(ctx, channel.id, id), APPLICATION_ID);

/** The bot was too slow: whoever acted is told, and every later answer is refused. */
export function failInteraction(ctx: Context, interaction: Interaction): void {
  if (interaction.failed || interaction.response !== undefined) return;
  interaction.failed = true;
  stopWaiting(ctx, interaction);
  const { nonce, channel_id, user_id } = interaction;
  const reason = 'The application did not respond';
  announce(ctx, { t: 'interaction_failed', nonce, channel_id, reason }, user_id);
}

export function stopWaiting(ctx: Context, interaction: Interaction): void {
  clearTimeout(ctx.waiting.get(interaction.id));
  ctx.waiting.delete(interaction.id);
}

export const isExpired = (ctx: Context, interaction: Interaction): boolean =>
  ctx.now() - interaction.created_at > TOKEN_LIFE_MS;

function forgetExpired(ctx: Context): void {
  for (const interaction of Object.values(ctx.state.interactions)) {
    // Twice the lifetime, so that a late bot hears "invalid token" and not "never heard of it".
    if (ctx.now() - interaction.created_at <= 2 * TOKEN_LIFE_MS) continue;
    delete ctx.state.interactions[interaction.token];
    delete ctx.state.modals[interaction.id];
  }
}

/** The fields by which a message says which interaction it answers. */
export function interactionFields(ctx: Context, interaction: Interaction): Partial<APIMessage> {
  const { id, type, user_id, guild_id, command, message_id, opened_by } = interaction;
  const user = findUser(ctx, user_id);
  const opener = Object.values(ctx.state.interactions).find((other) => other.id === opened_by);
  const metadata = {
    id,
    type,
    user,
    authorizing_integration_owners: { '0': guild_id ?? '0' },
    ...(command ? { name: command.name, command_type: command.type } : {}),
    ...(type === InteractionType.MessageComponent ? { interacted_message_id: message_id } : {}),
    ...(opener ? { triggering_interaction_metadata: interactionFields(ctx, opener).interaction_metadata } : {}),
  };
  return {
    application_id: APPLICATION_ID,
    webhook_id: APPLICATION_ID,
    interaction_metadata: metadata as APIMessage['interaction_metadata'],
    ...(command ? { interaction: { id, type, name: command.name, user } } : {}),
  };
}

export const interactionChannel = (ctx: Context, interaction: Interaction): Channel =>
  findChannel(ctx, interaction.channel_id);
