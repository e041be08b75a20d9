import { PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { discordTime, findUser } from '../context.ts';
import { missingPermissions, unknownMember, unknownRole } from '../errors.ts';
import { searchMembers } from '../guildCreate.ts';
import { parseForm, snowflake } from '../limits/form.ts';
import { leaveGuild, memberChanged } from '../members.ts';
import { rankOf, requireInGuild } from '../permissions.ts';
import { APPLICATION_ID } from '../seed.ts';
import type { Guild, Member } from '../state.ts';
import { memberObject } from '../views.ts';
import { type Call, guildOf, idOf, limitOf, noContent, ok, type Route } from './route.ts';

function memberOf({ ctx, params }: Call, guild: Guild): Member {
  findUser(ctx, params.user);
  const member = guild.members[params.user ?? ''];
  if (!member) throw unknownMember();
  return member;
}

/** @throws 50013 unless the bot may hand out roles and stands above this one. */
function requireRole(call: Call, guild: Guild, roleId: string | undefined): string {
  const role = guild.roles.find((each) => each.id === roleId);
  if (!role || role.id === guild.id) throw unknownRole();
  requireInGuild(call.ctx, guild, APPLICATION_ID, PermissionFlagsBits.ManageRoles);
  if (role.managed || role.position >= rankOf(guild, APPLICATION_ID)) throw missingPermissions();
  return role.id;
}

function changeRole(call: Call, change: (roles: string[], id: string) => string[]) {
  const guild = guildOf(call);
  const member = memberOf(call, guild);
  const roleId = requireRole(call, guild, call.params.role);
  const before = member.roles;
  member.roles = change(before, roleId);
  if (member.roles.length !== before.length) memberChanged(call.ctx, guild, member.user_id);
  return noContent();
}

const memberForm = z.object({
  nick: z.string().max(32).nullish(),
  roles: z.array(snowflake).nullish(),
  communication_disabled_until: z.iso.datetime({ offset: true }).nullish(),
});

function requireAbove(guild: Guild, userId: string): void {
  if (userId !== APPLICATION_ID && rankOf(guild, userId) >= rankOf(guild, APPLICATION_ID)) throw missingPermissions();
}

function patchMember(call: Call, userId: string) {
  const { ctx } = call;
  const guild = guildOf(call);
  const member = memberOf({ ...call, params: { ...call.params, user: userId } }, guild);
  const form = parseForm(memberForm, call.body);
  const demand = (flag: bigint) => requireInGuild(ctx, guild, APPLICATION_ID, flag);
  if (form.nick !== undefined) {
    demand(userId === APPLICATION_ID ? PermissionFlagsBits.ChangeNickname : PermissionFlagsBits.ManageNicknames);
    requireAbove(guild, userId);
  }
  if (form.communication_disabled_until !== undefined) {
    demand(PermissionFlagsBits.ModerateMembers);
    requireAbove(guild, userId);
  }
  const wanted = form.roles ?? member.roles;
  const changed = [
    ...wanted.filter((id) => !member.roles.includes(id)),
    ...member.roles.filter((id) => !wanted.includes(id)),
  ];
  for (const id of changed) requireRole(call, guild, id);
  if (form.nick !== undefined) member.nick = form.nick || null;
  member.roles = wanted;
  if (form.communication_disabled_until !== undefined) {
    const until = form.communication_disabled_until;
    member.communication_disabled_until = until === null ? null : discordTime(Date.parse(until));
  }
  memberChanged(ctx, guild, userId);
  return ok(memberObject(ctx, guild, userId));
}

const MEMBER_BUCKET = { limit: 10, perMs: 10_000 };

export const memberRoutes: Route[] = [
  {
    route: 'GET /guilds/:guild/members',
    handle: (call) => {
      const guild = guildOf(call);
      const after = idOf(call, 'after') ?? 0n;
      const ids = Object.keys(guild.members)
        .filter((id) => BigInt(id) > after)
        .toSorted();
      return ok(ids.slice(0, limitOf(call, 1, 1_000)).map((id) => memberObject(call.ctx, guild, id)));
    },
  },
  {
    route: 'GET /guilds/:guild/members/search',
    handle: (call) => {
      const guild = guildOf(call);
      const ids = searchMembers(call.ctx, guild, call.query.get('query') ?? '', limitOf(call, 1, 1_000));
      return ok(ids.map((id) => memberObject(call.ctx, guild, id)));
    },
  },
  {
    route: 'GET /guilds/:guild/members/:user',
    handle: (call) => {
      const guild = guildOf(call);
      return ok(memberObject(call.ctx, guild, memberOf(call, guild).user_id));
    },
  },
  {
    route: 'PATCH /guilds/:guild/members/:user',
    bucket: MEMBER_BUCKET,
    // discord.js writes the @ of `@me` as %40, which only a parameter decodes.
    handle: (call) => patchMember(call, call.params.user === '@me' ? APPLICATION_ID : (call.params.user ?? '')),
  },
  {
    route: 'DELETE /guilds/:guild/members/:user',
    handle: (call) => {
      const guild = guildOf(call);
      const { user_id } = memberOf(call, guild);
      requireInGuild(call.ctx, guild, APPLICATION_ID, PermissionFlagsBits.KickMembers);
      requireAbove(guild, user_id);
      leaveGuild(call.ctx, guild, user_id);
      return noContent();
    },
  },
  {
    route: 'PUT /guilds/:guild/members/:user/roles/:role',
    bucket: MEMBER_BUCKET,
    handle: (call) => changeRole(call, (roles, id) => [...new Set([...roles, id])]),
  },
  {
    route: 'DELETE /guilds/:guild/members/:user/roles/:role',
    bucket: MEMBER_BUCKET,
    handle: (call) => changeRole(call, (roles, id) => roles.filter((each) => each !== id)),
  },
];
