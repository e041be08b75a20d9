/** The long answers of the gateway: a whole guild, and chunks of its members. */
import { GatewayIntentBits } from 'discord-api-types/v10';
import type { Context } from './context.ts';
import { canView } from './permissions.ts';
import { APPLICATION_ID } from './seed.ts';
import type { Guild } from './state.ts';
import { channelObject, guildChannels, guildObject, memberObject, voiceState } from './views.ts';

export function guildCreate(ctx: Context, guild: Guild, intents: number) {
  const channels = guildChannels(ctx, guild.id);
  const view = (some: typeof channels) => some.map((channel) => channelObject(ctx, channel, APPLICATION_ID));
  // Without the presence intent Discord sends only the bot itself and people in voice channels; the rest on request.
  const present =
    intents & GatewayIntentBits.GuildPresences
      ? Object.keys(guild.members)
      : [...new Set([APPLICATION_ID, ...Object.keys(guild.voice)])];
  return {
    ...guildObject(guild),
    joined_at: guild.members[APPLICATION_ID]?.joined_at,
    large: false,
    unavailable: false,
    member_count: Object.keys(guild.members).length,
    members: present.map((id) => memberObject(ctx, guild, id)),
    channels: view(channels.filter((channel) => !channel.thread)),
    threads: view(
      channels.filter((channel) => channel.thread && !channel.thread.archived && canView(ctx, channel, APPLICATION_ID)),
    ),
    voice_states: Object.entries(guild.voice).map(([userId, voice]) => {
      const { guild_id: _, member: __, ...state } = voiceState(ctx, guild, userId, voice.channel_id, voice.session_id);
      return state;
    }),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

type MembersRequest = { query?: string; limit: number; user_ids?: string | string[]; nonce?: string };

/** Answers a request for members in one chunk: the seeded guilds are small. */
export function membersChunk(ctx: Context, guild: Guild, request: MembersRequest) {
  const asked = request.user_ids === undefined ? undefined : [request.user_ids].flat();
  const ids = asked
    ? asked.filter((id) => guild.members[id])
    : searchMembers(ctx, guild, request.query ?? '', request.limit);
  return {
    guild_id: guild.id,
    members: ids.map((id) => memberObject(ctx, guild, id)),
    chunk_index: 0,
    chunk_count: 1,
    not_found: asked?.filter((id) => !guild.members[id]) ?? [],
    ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
  };
}

/** Ids of members whose user name or nickname begins with the query; limit 0 means all. */
export function searchMembers(ctx: Context, guild: Guild, query: string, limit: number): string[] {
  const wanted = query.toLowerCase();
  const found = Object.values(guild.members).filter((member) => {
    const user = ctx.state.users[member.user_id];
    return [user?.username, user?.global_name, member.nick].some((name) => name?.toLowerCase().startsWith(wanted));
  });
  const ids = found.map((member) => member.user_id);
  return limit === 0 ? ids : ids.slice(0, limit);
}
