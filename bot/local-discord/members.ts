/** People coming, going, changing roles, and entering voice channels. */
import { randomBytes } from 'node:crypto';
import type { RoleFlags } from 'discord-api-types/v10';
import { type Context, findUser, nextId, timestamp } from './context.ts';
import { dispatch, tellBotOfGuild } from './gateway.ts';
import { announce, showGuild } from './playground/stream.ts';
import { APPLICATION_ID } from './seed.ts';
import type { Guild } from './state.ts';
import { memberObject, voiceState } from './views.ts';

export function joinGuild(ctx: Context, guild: Guild, userId: string): void {
  guild.members[userId] = {
    user_id: userId,
    nick: null,
    roles: [],
    joined_at: timestamp(ctx),
    communication_disabled_until: null,
  };
  const d = { ...memberObject(ctx, guild, userId), guild_id: guild.id };
  dispatch(ctx, { t: 'GUILD_MEMBER_ADD', d, guildId: guild.id, userId });
  ctx.changed();
  showGuild(ctx, guild.id);
  startOver(ctx, userId);
}

export function leaveGuild(ctx: Context, guild: Guild, userId: string): void {
  leaveVoice(ctx, guild, userId);
  delete guild.members[userId];
  guild.left = [...new Set([...(guild.left ?? []), userId])];
  for (const channel of Object.values(ctx.state.channels)) {
    if (channel.guild_id === guild.id && channel.thread) delete channel.thread.members[userId];
  }
  const d = { guild_id: guild.id, user: findUser(ctx, userId) };
  dispatch(ctx, { t: 'GUILD_MEMBER_REMOVE', d, guildId: guild.id, userId });
  ctx.changed();
  showGuild(ctx, guild.id);
  startOver(ctx, userId);
}

/** Somebody invites the bot: it gets a role of its own, lowest of all, with what the invitation grants. */
export function inviteBot(ctx: Context, guild: Guild, permissions: bigint): void {
  const id = nextId(ctx);
  for (const role of guild.roles) if (role.position > 0) role.position += 1;
  guild.roles.push({
    ...{
      id,
      name: 'Guildmint',
      position: 1,
      permissions: `${permissions}`,
      managed: true,
      tags: { bot_id: APPLICATION_ID },
    },
    ...{ color: 0, colors: { primary_color: 0, secondary_color: null, tertiary_color: null } },
    ...{ hoist: false, icon: null, unicode_emoji: null, mentionable: false, flags: 0 as RoleFlags },
  });
  guild.members[APPLICATION_ID] = {
    ...{ user_id: APPLICATION_ID, nick: null, roles: [id], joined_at: timestamp(ctx) },
    communication_disabled_until: null,
  };
  tellBotOfGuild(ctx, guild);
  ctx.changed();
  showGuild(ctx, guild.id);
}

/** Somebody removes the bot, and with it its role. */
export function removeBot(ctx: Context, guild: Guild): void {
  dispatch(ctx, { t: 'GUILD_DELETE', d: { id: guild.id }, guildId: guild.id });
  delete guild.members[APPLICATION_ID];
  guild.roles = guild.roles.filter((role) => role.tags?.bot_id !== APPLICATION_ID);
  ctx.changed();
  showGuild(ctx, guild.id);
}

/** Whoever came sees history that no event tells, and whoever left no longer hears of the guild: their page reloads. */
const startOver = (ctx: Context, userId: string): void => announce(ctx, { t: 'reset' }, userId);

/** Tells of a member whose roles, nickname or time-out changed. */
export function memberChanged(ctx: Context, guild: Guild, userId: string): void {
  const d = { ...memberObject(ctx, guild, userId), guild_id: guild.id };
  dispatch(ctx, { t: 'GUILD_MEMBER_UPDATE', d, guildId: guild.id, userId });
  ctx.changed();
  showGuild(ctx, guild.id);
}

export function joinVoice(ctx: Context, guild: Guild, userId: string, channelId: string): void {
  const session_id = guild.voice[userId]?.session_id ?? randomBytes(16).toString('hex');
  guild.voice[userId] = { channel_id: channelId, session_id };
  tellVoice(ctx, guild, userId, channelId, session_id);
}

export function leaveVoice(ctx: Context, guild: Guild, userId: string): void {
  const left = guild.voice[userId];
  if (!left) return;
  delete guild.voice[userId];
  tellVoice(ctx, guild, userId, null, left.session_id);
}

function tellVoice(ctx: Context, guild: Guild, userId: string, channelId: string | null, sessionId: string): void {
  const d = voiceState(ctx, guild, userId, channelId, sessionId);
  dispatch(ctx, { t: 'VOICE_STATE_UPDATE', d, guildId: guild.id, userId });
  ctx.changed();
  showGuild(ctx, guild.id);
}
