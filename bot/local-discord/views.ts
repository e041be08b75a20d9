/** Stored things as Discord's objects. */
import type { APIChannel, APIGuildMember, APIMessage, APIReaction, APIUser } from 'discord-api-types/v10';
import { GuildMemberFlags, MessageFlags } from 'discord-api-types/v10';
import { type Context, findGuild, findUser } from './context.ts';
import { channelPermissions } from './permissions.ts';
import { APPLICATION_ID } from './seed.ts';
import type { Channel, Guild, StoredMessage, StoredReaction } from './state.ts';

export type MemberObject = APIGuildMember & { user: APIUser };

export function memberObject(ctx: Context, guild: Guild, userId: string): MemberObject {
  const member = guild.members[userId];
  if (!member) throw new Error(`${userId} is not a member of ${guild.name}`);
  return {
    user: findUser(ctx, userId),
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: member.joined_at,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: (guild.left?.includes(userId) ? GuildMemberFlags.DidRejoin : 0) as GuildMemberFlags,
    pending: false,
    communication_disabled_until: member.communication_disabled_until,
  };
}

/** Interactions say which permissions the member holds where it happened. */
export const memberWithPermissions = (ctx: Context, guild: Guild, userId: string, channel: Channel) => ({
  ...memberObject(ctx, guild, userId),
  permissions: String(channelPermissions(ctx, channel, userId)),
});

/** Discord types channels by kind where we keep one shape. */
const asChannel = (channel: object): APIChannel => channel as APIChannel;

export function channelObject(ctx: Context, channel: Channel, viewerId: string): APIChannel {
  if (channel.recipient_ids) {
    const recipients = channel.recipient_ids.filter((id) => id !== viewerId).map((id) => findUser(ctx, id));
    const { id, type, last_message_id, last_pin_timestamp } = channel;
    return asChannel({ id, type, last_message_id, last_pin_timestamp, flags: 0, recipients });
  }
  const { thread, recipient_ids: _, ...rest } = channel;
  if (!thread) return asChannel({ ...rest, flags: 0 });
  const { id, type, guild_id, name, parent_id, last_message_id, last_pin_timestamp, rate_limit_per_user } = channel;
  const joined = thread.members[viewerId];
  return asChannel({
    ...{ id, type, guild_id, name, parent_id, last_message_id, last_pin_timestamp, rate_limit_per_user, flags: 0 },
    owner_id: thread.owner_id,
    message_count: thread.message_count,
    total_message_sent: thread.message_count,
    member_count: Object.keys(thread.members).length,
    thread_metadata: {
      archived: thread.archived,
      locked: thread.locked,
      invitable: thread.invitable,
      auto_archive_duration: thread.auto_archive_duration,
      archive_timestamp: thread.archive_timestamp,
      create_timestamp: thread.create_timestamp,
    },
    ...(joined ? { member: { id, user_id: viewerId, join_timestamp: joined, flags: 0 } } : {}),
  });
}

export function guildChannels(ctx: Context, guildId: string): Channel[] {
  return Object.values(ctx.state.channels).filter((channel) => channel.guild_id === guildId);
}

/** The guild without members and channels, which Discord serves separately over REST. */
export function guildObject(guild: Guild) {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    icon_hash: null,
    description: guild.description,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.owner_id,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: guild.roles,
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: 'en-US',
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  };
}

export function voiceState(ctx: Context, guild: Guild, userId: string, channelId: string | null, sessionId: string) {
  return {
    guild_id: guild.id,
    channel_id: channelId,
    user_id: userId,
    ...(guild.members[userId] ? { member: memberObject(ctx, guild, userId) } : {}),
    session_id: sessionId,
    deaf: false,
    mute: false,
    self_deaf: false,
    self_mute: false,
    self_video: false,
    suppress: false,
    request_to_speak_timestamp: null,
  };
}

function reactionFor(reaction: StoredReaction, viewerId: string): APIReaction {
  return {
    emoji: reaction.emoji,
    count: reaction.users.length,
    count_details: { burst: 0, normal: reaction.users.length },
    me: reaction.users.includes(viewerId),
    me_burst: false,
    burst_colors: [],
  };
}

/** The message as one viewer sees it; quoted and threaded messages come with it. */
export function messageFor(ctx: Context, stored: StoredMessage, viewerId: string): APIMessage {
  const { body } = stored;
  const quoted = body.message_reference?.message_id;
  const original = quoted && ctx.state.messages[body.channel_id]?.find((other) => other.body.id === quoted);
  const thread = (body.flags ?? 0) & MessageFlags.HasThread ? ctx.state.channels[body.id] : undefined;
  return {
    ...body,
    ...(stored.reactions.length ? { reactions: stored.reactions.map((each) => reactionFor(each, viewerId)) } : {}),
    ...(quoted === undefined
      ? {}
      : { referenced_message: original ? { ...original.body, referenced_message: undefined } : null }),
    ...(thread ? { thread: channelObject(ctx, thread, viewerId) as APIMessage['thread'] } : {}),
  };
}

/** What MESSAGE_CREATE and MESSAGE_UPDATE carry: the message as the bot sees it, with its guild and author's member. */
export function messageEvent(ctx: Context, stored: StoredMessage) {
  const message = messageFor(ctx, stored, APPLICATION_ID);
  const channel_type = ctx.state.channels[stored.body.channel_id]?.type;
  if (stored.guild_id === undefined) return { ...message, channel_type };
  const guild = findGuild(ctx, stored.guild_id);
  const partial = (userId: string) => {
    const { user: _, ...rest } = memberObject(ctx, guild, userId);
    return rest;
  };
  return {
    ...message,
    channel_type,
    guild_id: guild.id,
    ...(guild.members[stored.body.author.id] ? { member: partial(stored.body.author.id) } : {}),
    mentions: message.mentions.map((user) => (guild.members[user.id] ? { ...user, member: partial(user.id) } : user)),
  };
}
