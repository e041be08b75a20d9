import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Context, nextId } from '../context.ts';
import { formError } from '../errors.ts';
import { inviteObject } from '../invites.ts';
import { bitfield, parseForm, snowflake } from '../limits/form.ts';
import { canView, requireInGuild } from '../permissions.ts';
import { APPLICATION_ID } from '../seed.ts';
import type { Channel, Guild } from '../state.ts';
import { announceChannel } from '../threads.ts';
import { channelObject, guildChannels, guildObject } from '../views.ts';
import { created, guildOf, ok, type Route } from './route.ts';

export const overwrite = z.object({
  id: snowflake,
  type: z.union([z.literal(0), z.literal(1)]),
  allow: bitfield.default('0'),
  deny: bitfield.default('0'),
});
const CREATABLE = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildCategory,
  ChannelType.GuildAnnouncement,
];

export const channelFields = z.object({
  name: z.string().min(1).max(100),
  topic: z.string().max(1024).nullish(),
  position: z.number().int().min(0).nullish(),
  parent_id: snowflake.nullish(),
  nsfw: z.boolean().nullish(),
  rate_limit_per_user: z.number().int().min(0).max(21_600).nullish(),
  permission_overwrites: z.array(overwrite).max(100).nullish(),
});
const newChannel = channelFields.extend({ type: z.number().int().default(ChannelType.GuildText) });

/** Text channels carry no capitals and no blanks, as on Discord. */
export const channelName = (name: string, type: ChannelType): string =>
  type === ChannelType.GuildText ? name.trim().toLowerCase().replaceAll(/\s+/g, '-') : name.trim();

/** Creates a channel, and tells of it. @param form its name as the channel bears it */
export function createChannel(
  ctx: Context,
  guild: Guild,
  form: Partial<z.infer<typeof newChannel>> & { name: string; type: ChannelType },
): Channel {
  const channel: Channel = {
    id: nextId(ctx),
    type: form.type,
    guild_id: guild.id,
    name: form.name,
    topic: form.topic ?? null,
    position: form.position ?? guildChannels(ctx, guild.id).length,
    parent_id: form.parent_id ?? null,
    nsfw: form.nsfw ?? false,
    rate_limit_per_user: form.rate_limit_per_user ?? 0,
    permission_overwrites: form.permission_overwrites ?? [],
    last_message_id: null,
    last_pin_timestamp: null,
  };
  ctx.state.channels[channel.id] = channel;
  announceChannel(ctx, 'CHANNEL_CREATE', channel);
  return channel;
}

export const guildRoutes: Route[] = [
  {
    route: 'GET /guilds/:guild',
    handle: (call) => {
      const guild = guildOf(call);
      const count = Object.keys(guild.members).length;
      const counts = { approximate_member_count: count, approximate_presence_count: count };
      return ok({ ...guildObject(guild), ...(call.query.get('with_counts') === 'true' ? counts : {}) });
    },
  },
  {
    route: 'GET /guilds/:guild/channels',
    handle: (call) => {
      const channels = guildChannels(call.ctx, guildOf(call).id).filter((channel) => !channel.thread);
      return ok(channels.map((channel) => channelObject(call.ctx, channel, APPLICATION_ID)));
    },
  },
  {
    route: 'POST /guilds/:guild/channels',
    handle: (call) => {
      const { ctx } = call;
      const guild = guildOf(call);
      requireInGuild(ctx, guild, APPLICATION_ID, PermissionFlagsBits.ManageChannels);
      const form = parseForm(newChannel, call.body);
      if (!CREATABLE.includes(form.type))
        throw formError(['type'], 'BASE_TYPE_CHOICES', `Value must be one of (${CREATABLE}).`);
      const channel = createChannel(ctx, guild, { ...form, name: channelName(form.name, form.type) });
      return created(channelObject(ctx, channel, APPLICATION_ID));
    },
  },
  {
    route: 'GET /guilds/:guild/invites',
    handle: (call) => {
      const { ctx } = call;
      const guild = guildOf(call);
      requireInGuild(ctx, guild, APPLICATION_ID, PermissionFlagsBits.ManageGuild);
      const invites = Object.values(ctx.state.invites).filter((invite) => invite.guild_id === guild.id);
      return ok(invites.map((invite) => inviteObject(ctx, guild, invite)));
    },
  },
  {
    route: 'GET /guilds/:guild/threads/active',
    handle: (call) => {
      const { ctx } = call;
      const threads = guildChannels(ctx, guildOf(call).id).filter(
        (channel) => channel.thread && !channel.thread.archived && canView(ctx, channel, APPLICATION_ID),
      );
      const objects = threads.map((thread) => channelObject(ctx, thread, APPLICATION_ID));
      return ok({
        threads: objects,
        members: objects.flatMap((thread) => ('member' in thread ? (thread.member ?? []) : [])),
        has_more: false,
      });
    },
  },
];
