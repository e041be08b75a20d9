import type { APIRole, RoleFlags } from 'discord-api-types/v10';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { type Context, nextId } from '../context.ts';
import { missingPermissions, unknownRole } from '../errors.ts';
import { dispatch } from '../gateway.ts';
import { bitfield, parseForm, snowflake } from '../limits/form.ts';
import { permissionsOf, rankOf, requireInGuild } from '../permissions.ts';
import { showGuild } from '../playground/stream.ts';
import { APPLICATION_ID } from '../seed.ts';
import type { Guild } from '../state.ts';
import { type Call, guildOf, noContent, ok, type Route } from './route.ts';

const color = z.number().int().min(0).max(0xffffff);
const roleForm = z.object({
  name: z.string().min(1).max(100).nullish(),
  permissions: bitfield.nullish(),
  color: color.nullish(),
  colors: z
    .object({ primary_color: color, secondary_color: color.nullish(), tertiary_color: color.nullish() })
    .nullish(),
  hoist: z.boolean().nullish(),
  mentionable: z.boolean().nullish(),
});

const positionsForm = z.array(z.object({ id: snowflake, position: z.number().int().min(0).nullish() })).min(1);

function tell(ctx: Context, t: string, guild: Guild, d: object): void {
  dispatch(ctx, { t, d: { guild_id: guild.id, ...d }, guildId: guild.id });
  ctx.changed();
  showGuild(ctx, guild.id);
}

/** @throws 50013 unless the bot may manage roles, stands above this one and holds what it grants. */
function authorise({ ctx }: Call, guild: Guild, role: APIRole | undefined, granted: string): void {
  requireInGuild(ctx, guild, APPLICATION_ID, PermissionFlagsBits.ManageRoles);
  if (role && role.position >= rankOf(guild, APPLICATION_ID)) throw missingPermissions();
  if (BigInt(granted) & ~permissionsOf(ctx, guild, APPLICATION_ID)) throw missingPermissions();
}

function roleOf({ params }: Call, guild: Guild): APIRole {
  const role = guild.roles.find((each) => each.id === params.role);
  if (!role) throw unknownRole();
  return role;
}

/** To a place among the others, which make room; the lowest is everybody's. */
function moveRole(guild: Guild, role: APIRole, position: number): void {
  const others = guild.roles.filter((each) => each !== role).toSorted((a, b) => a.position - b.position);
  others.splice(Math.max(1, position), 0, role);
  for (const [place, each] of others.entries()) each.position = place;
}

function colours(form: z.output<typeof roleForm>, standard: number) {
  const primary_color = form.colors?.primary_color ?? form.color ?? standard;
  const { secondary_color = null, tertiary_color = null } = form.colors ?? {};
  return { color: primary_color, colors: { primary_color, secondary_color, tertiary_color } };
}

export const roleRoutes: Route[] = [
  { route: 'GET /guilds/:guild/roles', handle: (call) => ok(guildOf(call).roles) },
  { route: 'GET /guilds/:guild/roles/:role', handle: (call) => ok(roleOf(call, guildOf(call))) },
  {
    route: 'POST /guilds/:guild/roles',
    handle: (call) => {
      const guild = guildOf(call);
      const form = parseForm(roleForm, call.body);
      const permissions = form.permissions ?? '0';
      authorise(call, guild, undefined, permissions);
      const role: APIRole = {
        id: nextId(call.ctx),
        name: form.name ?? 'new role',
        ...colours(form, 0),
        hoist: form.hoist ?? false,
        icon: null,
        unicode_emoji: null,
        position: 1,
        permissions,
        managed: false,
        mentionable: form.mentionable ?? false,
        flags: 0 as RoleFlags,
      };
      // A new role starts at the bottom, and the others move up.
      for (const other of guild.roles) if (other.position > 0) other.position += 1;
      guild.roles.push(role);
      tell(call.ctx, 'GUILD_ROLE_CREATE', guild, { role });
      return ok(role);
    },
  },
  {
    route: 'PATCH /guilds/:guild/roles',
    handle: (call) => {
      const guild = guildOf(call);
      const top = rankOf(guild, APPLICATION_ID);
      for (const { id, position } of parseForm(positionsForm, call.body)) {
        const role = roleOf({ ...call, params: { ...call.params, role: id } }, guild);
        authorise(call, guild, role, '0');
        if (position === null || position === undefined) continue;
        if (position >= top) throw missingPermissions();
        moveRole(guild, role, position);
      }
      for (const role of guild.roles) tell(call.ctx, 'GUILD_ROLE_UPDATE', guild, { role });
      return ok(guild.roles);
    },
  },
  {
    route: 'PATCH /guilds/:guild/roles/:role',
    handle: (call) => {
      const guild = guildOf(call);
      const role = roleOf(call, guild);
      const form = parseForm(roleForm, call.body);
      authorise(call, guild, role, form.permissions ?? '0');
      Object.assign(role, colours(form, role.color));
      role.name = form.name ?? role.name;
      role.permissions = form.permissions ?? role.permissions;
      role.hoist = form.hoist ?? role.hoist;
      role.mentionable = form.mentionable ?? role.mentionable;
      tell(call.ctx, 'GUILD_ROLE_UPDATE', guild, { role });
      return ok(role);
    },
  },
  {
    route: 'DELETE /guilds/:guild/roles/:role',
    handle: (call) => {
      const guild = guildOf(call);
      const role = roleOf(call, guild);
      authorise(call, guild, role, '0');
      if (role.managed || role.id === guild.id) throw missingPermissions();
      guild.roles = guild.roles.filter((each) => each !== role);
      for (const member of Object.values(guild.members)) member.roles = member.roles.filter((id) => id !== role.id);
      tell(call.ctx, 'GUILD_ROLE_DELETE', guild, { role_id: role.id });
      return noContent();
    },
  },
];
