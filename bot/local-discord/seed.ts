/** Two communities with their people. The ids are fixed, so tests and the local seed script can name them. */
import type { APIOverwrite, APIRole, APIUser, RoleFlags, UserFlags } from 'discord-api-types/v10';
import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Channel, Guild, Member, Seed } from './state.ts';

/** The token the local bot identifies with. It opens nothing but a loopback server with made-up people. */
export const LOCAL_DISCORD_TOKEN = 'local-discord-token';

/** By which the local application proves itself when it asks who somebody is; worth as little. */
export const LOCAL_CLIENT_SECRET = 'local-client-secret';

/** Discord gives a bot user the id of its application. */
export const APPLICATION_ID = '1190000000000000001';

export const USERS = {
  guildmint: APPLICATION_ID,
  beepbot: '1190000000000000002',
  alice: '1100000000000000001',
  bob: '1100000000000000002',
  carol: '1100000000000000003',
  dave: '1100000000000000004',
  eve: '1100000000000000005',
} as const;

export const GUILDS = { lounge: '1150000000000000001', taskforce: '1160000000000000001' } as const;

export const ROLES = {
  loungeAdmin: '1150000000000000101',
  loungeModerator: '1150000000000000102',
  loungeVip: '1150000000000000103',
  loungeGuildmint: '1150000000000000104',
  loungeBeepbot: '1150000000000000105',
  loungeGoldName: '1150000000000000106',
  loungeEarlyAccess: '1150000000000000107',
  taskforceAdmin: '1160000000000000101',
  taskforceGuildmint: '1160000000000000102',
} as const;

export const CHANNELS = {
  general: '1150000000000000201',
  tradingFloor: '1150000000000000202',
  welcome: '1150000000000000203',
  staff: '1150000000000000204',
  hangout: '1150000000000000205',
  lobby: '1160000000000000201',
  tasks: '1160000000000000202',
  standup: '1160000000000000203',
} as const;

const P = PermissionFlagsBits;
const bits = (...flags: bigint[]) => flags.reduce((sum, flag) => sum | flag, 0n).toString();

const MEMBER = [
  P.ViewChannel,
  P.SendMessages,
  P.SendMessagesInThreads,
  P.CreatePublicThreads,
  P.CreatePrivateThreads,
  P.EmbedLinks,
  P.AttachFiles,
  P.ReadMessageHistory,
  P.AddReactions,
  P.CreateInstantInvite,
  P.UseExternalEmojis,
  P.UseApplicationCommands,
  P.ChangeNickname,
  P.Connect,
  P.Speak,
];
const BOT_BASE = [
  P.ViewChannel,
  P.SendMessages,
  P.SendMessagesInThreads,
  P.EmbedLinks,
  P.AttachFiles,
  P.ReadMessageHistory,
  P.AddReactions,
  P.UseExternalEmojis,
];
/** Roles, private channels or threads, and pins are what redemptions hand out; nothing else is asked for. */
/** The counts of invites, and who created a channel. */
const BOT_EARNING = [P.ManageGuild, P.ViewAuditLog];
const BOT_FULFILMENT = [P.ManageRoles, P.ManageChannels, P.CreatePrivateThreads, P.ManageThreads, P.PinMessages];

function user(id: string, username: string, globalName: string | null, bot = false): APIUser {
  return {
    id,
    username,
    global_name: globalName,
    discriminator: bot ? '0001' : '0',
    avatar: null,
    banner: null,
    accent_color: null,
    ...(bot ? { bot: true } : {}),
    flags: 0 as UserFlags,
    public_flags: bot ? 1 << 16 : 0,
    primary_guild: null,
  };
}

function role(id: string, name: string, position: number, permissions: string, color = 0, botId?: string): APIRole {
  return {
    id,
    name,
    color,
    colors: { primary_color: color, secondary_color: null, tertiary_color: null },
    hoist: position > 0 && botId === undefined,
    icon: null,
    unicode_emoji: null,
    position,
    permissions,
    managed: botId !== undefined,
    mentionable: false,
    flags: 0 as RoleFlags,
    ...(botId === undefined ? {} : { tags: { bot_id: botId } }),
  };
}

function channel(
  guildId: string,
  id: string,
  type: ChannelType,
  name: string,
  position: number,
  topic: string | null = null,
  overwrites: APIOverwrite[] = [],
): Channel {
  return {
    id,
    type,
    guild_id: guildId,
    name,
    topic,
    position,
    parent_id: null,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: overwrites,
    last_message_id: null,
    last_pin_timestamp: null,
  };
}

const member = (userId: string, roles: string[], joined: string): [string, Member] => [
  userId,
  { user_id: userId, nick: null, roles, joined_at: joined, communication_disabled_until: null },
];
const allow = (id: string, ...flags: bigint[]): APIOverwrite => ({
  id,
  type: OverwriteType.Role,
  allow: bits(...flags),
  deny: '0',
});
const deny = (id: string, ...flags: bigint[]): APIOverwrite => ({
  id,
  type: OverwriteType.Role,
  allow: '0',
  deny: bits(...flags),
});

const lounge: Guild = {
  id: GUILDS.lounge,
  name: 'BROski Lounge',
  owner_id: USERS.carol,
  description: 'Talk, trade and earn BROski$.',
  roles: [
    role(GUILDS.lounge, '@everyone', 0, bits(...MEMBER)),
    role(ROLES.loungeBeepbot, 'Beepbot', 1, bits(P.ViewChannel), 0, USERS.beepbot),
    role(ROLES.loungeEarlyAccess, 'Early access', 2, '0'),
    role(ROLES.loungeVip, 'VIP', 3, '0', 0x9b59b6),
    role(ROLES.loungeGoldName, 'Gold name', 4, '0', 0xf1c40f),
    role(
      ROLES.loungeGuildmint,
      'Guildmint',
      5,
      bits(...BOT_BASE, ...BOT_FULFILMENT, ...BOT_EARNING),
      0,
      APPLICATION_ID,
    ),
    role(
      ROLES.loungeModerator,
      'Moderator',
      6,
      bits(P.ManageMessages, P.PinMessages, P.ManageThreads, P.ModerateMembers, P.KickMembers),
      0x3498db,
    ),
    role(ROLES.loungeAdmin, 'Admin', 7, bits(P.Administrator), 0xe74c3c),
  ],
  members: Object.fromEntries([
    member(USERS.carol, [ROLES.loungeAdmin], '2024-01-01T10:00:00.000000+00:00'),
    member(USERS.dave, [ROLES.loungeModerator], '2024-01-02T10:00:00.000000+00:00'),
    member(USERS.alice, [], '2024-02-01T10:00:00.000000+00:00'),
    member(USERS.bob, [], '2024-02-03T10:00:00.000000+00:00'),
    member(USERS.guildmint, [ROLES.loungeGuildmint], '2024-03-01T10:00:00.000000+00:00'),
    member(USERS.beepbot, [ROLES.loungeBeepbot], '2024-03-02T10:00:00.000000+00:00'),
  ]),
  voice: {},
};

const taskforce: Guild = {
  id: GUILDS.taskforce,
  name: 'Taskforce',
  owner_id: USERS.eve,
  description: 'Small tasks, fair pay.',
  roles: [
    role(GUILDS.taskforce, '@everyone', 0, bits(...MEMBER)),
    role(ROLES.taskforceGuildmint, 'Guildmint', 1, bits(...BOT_BASE), 0, APPLICATION_ID),
    role(ROLES.taskforceAdmin, 'Admin', 2, bits(P.Administrator), 0x9b59b6),
  ],
  members: Object.fromEntries([
    member(USERS.eve, [ROLES.taskforceAdmin], '2024-01-05T10:00:00.000000+00:00'),
    member(USERS.alice, [], '2024-02-05T10:00:00.000000+00:00'),
    member(USERS.guildmint, [ROLES.taskforceGuildmint], '2024-03-05T10:00:00.000000+00:00'),
  ]),
  voice: {},
};

const { GuildText, GuildVoice } = ChannelType;
const L = GUILDS.lounge;
const T = GUILDS.taskforce;

export const DEFAULT_SEED: Seed = {
  users: [
    user(USERS.guildmint, 'Guildmint', null, true),
    user(USERS.beepbot, 'Beepbot', null, true),
    user(USERS.alice, 'alice', 'Alice'),
    user(USERS.bob, 'bob', 'Bob'),
    user(USERS.carol, 'carol', 'Carol'),
    user(USERS.dave, 'dave', 'Dave'),
    user(USERS.eve, 'eve', 'Eve'),
  ],
  guilds: [lounge, taskforce],
  channels: [
    channel(L, CHANNELS.welcome, GuildText, 'welcome', 0, 'Say hello to newcomers.', [
      deny(L, P.SendMessages),
      allow(ROLES.loungeGuildmint, P.SendMessages),
    ]),
    channel(L, CHANNELS.general, GuildText, 'general', 1, 'Everything and nothing.'),
    channel(L, CHANNELS.tradingFloor, GuildText, 'trading-floor', 2, 'Offers and gifts.'),
    channel(L, CHANNELS.staff, GuildText, 'staff', 3, 'Staff and the bot’s log.', [
      deny(L, P.ViewChannel),
      allow(ROLES.loungeModerator, P.ViewChannel),
      allow(ROLES.loungeGuildmint, P.ViewChannel),
    ]),
    channel(L, CHANNELS.hangout, GuildVoice, 'Hangout', 4),
    channel(T, CHANNELS.lobby, GuildText, 'lobby', 0, 'Where everybody arrives.'),
    channel(T, CHANNELS.tasks, GuildText, 'tasks', 1, 'Open tasks.'),
    channel(T, CHANNELS.standup, GuildVoice, 'Standup', 2),
  ],
};
