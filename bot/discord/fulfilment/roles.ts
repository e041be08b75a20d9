import { DiscordAPIError, type Guild, PermissionFlagsBits, RESTJSONErrorCodes } from 'discord.js';
import { RetryableError, UserError } from '../../errors.ts';

/**
 * Why the bot cannot give (or take) a role on this server; null if it can.
 * @param roleId null where none was set
 */
export async function roleObstacle(guild: Guild, roleId: string | null): Promise<UserError | null> {
  if (!guild.available) throw new RetryableError(`the server ${guild.id} is unavailable`);
  if (roleId === null) return obstacle('RoleNotSet');
  const role = guild.roles.cache.get(roleId);
  if (!role) return obstacle('RoleGone');
  const me = guild.members.me ?? (await guild.members.fetchMe());
  if (!me.permissions.has(PermissionFlagsBits.ManageRoles)) return obstacle('RolesNotAllowed');
  // Discord gives @everyone and the roles of bots and subscriptions to nobody.
  if (role.managed || role.id === guild.id) return obstacle('RoleNotGivable', { role: role.name });
  if (role.comparePositionTo(me.roles.highest) >= 0) return obstacle('RoleAboveBot', { role: role.name });
  return null;
}

const SENTENCES = {
  RoleNotSet: () => 'No role is set for this item yet: tell the staff of this server.',
  RoleGone: () => 'The role of this item no longer exists: tell the staff of this server.',
  RolesNotAllowed: () => 'The bot may not give roles on this server: tell its staff.',
  RoleNotGivable: ({ role }) => `The role ${role} is Discord’s own and cannot be given: tell the staff of this server.`,
  RoleAboveBot: ({ role }) => `The role ${role} stands above the bot’s own: tell the staff of this server.`,
  MemberLeft: () => 'Only members of this server can have this: join it first.',
} satisfies Record<string, (details: Record<string, string>) => string>;

const obstacle = (code: keyof typeof SENTENCES, details: Record<string, string> = {}) =>
  new UserError(code, SENTENCES[code](details), details);

/** What Discord's refusal to change a member's role means; null for what may pass, such as an outage. */
export function refusalOf(error: unknown, role: string): UserError | null {
  if (!(error instanceof DiscordAPIError)) return null;
  switch (error.code) {
    case RESTJSONErrorCodes.UnknownMember:
    case RESTJSONErrorCodes.UnknownUser:
      return obstacle('MemberLeft');
    case RESTJSONErrorCodes.UnknownRole:
      return obstacle('RoleGone');
    case RESTJSONErrorCodes.MissingPermissions:
      return obstacle('RoleAboveBot', { role });
    default:
      return null;
  }
}

/** @returns whether the person is on the server now, asked of Discord itself */
export async function isMember(guild: Guild, userId: string): Promise<boolean> {
  try {
    await guild.members.fetch({ user: userId, force: true });
    return true;
  } catch (error) {
    if (refusalOf(error, '')?.code === 'MemberLeft') return false;
    throw error;
  }
}

export const memberLeft = () => obstacle('MemberLeft');
