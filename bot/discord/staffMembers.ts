/** Keeps in mind who bears a Discord role that stands for an on-chain one. */
import type { Client, GatewayGuildMemberRemoveDispatchData, GatewayGuildMemberUpdateDispatchData } from 'discord.js';
import { guilds } from '../db/schema.ts';
import { meetUser } from '../operations/meetUser.ts';
import { type StaffMember, setStaffMember, setStaffMembers } from '../operations/roleProposals.ts';
import { getSettings, readSettings, type Settings, STAFF_ROLES, type StaffRole } from '../operations/settings.ts';
import type { Face } from './face.ts';
import type { Work } from './leading.ts';
import { fetchMember, personOf } from './person.ts';
import { openTurns } from './turns.ts';

const IDLE_MS = 10 * 60_000;

/**
 * Keeps them: a look at all members where a server changed what stands for what, and once at the start, and what is heard of
 * somebody. One after the other, as Discord tells it: what is heard during a look is newer than what the look saw.
 */
export function openStaff({ client, hears }: { client: Client; hears: boolean }) {
  const inTurn = openTurns(1);
  const look = lookAtAll({ client, hears });
  return {
    look: (ctx: Parameters<Work>[0]) => inTurn(() => look(ctx)),
    onChange: (face: Face, data: GatewayGuildMemberUpdateDispatchData) => inTurn(() => onStaffChange(face, data)),
    onLeft: (face: Face, data: GatewayGuildMemberRemoveDispatchData) => inTurn(() => onStaffLeft(face, data)),
  };
}

function lookAtAll({ client, hears }: { client: Client; hears: boolean }): Work {
  const looked = new Map<string, string>();
  return async function look(ctx) {
    const rows = await ctx.db.select({ id: guilds.id, token: guilds.token, settings: guilds.settings }).from(guilds);
    for (const { id, token, settings } of rows) {
      const { staffRoles } = readSettings(settings);
      const mapping = `${token} ${JSON.stringify(staffRoles)}`;
      if (looked.get(id) === mapping) continue;
      const guild = client.guilds.cache.get(id);
      // Without the intent Discord names nobody; `/setup check` says so.
      const nobody = !hears || Object.keys(staffRoles).length === 0;
      if (!nobody && !guild?.available) continue;
      const members = nobody || !guild ? [] : [...(await guild.members.fetch()).values()];
      const bearers: StaffMember[] = [];
      for (const member of members) {
        const role = member.user.bot ? null : roleAmong([...member.roles.cache.keys()], staffRoles);
        if (!role) continue;
        // Whose account it is must be known when the role is to be taken back.
        await meetUser(ctx, personOf(member.user, member));
        bearers.push({ userId: member.id, role });
      }
      await setStaffMembers(ctx, { token, members: bearers });
      looked.set(id, mapping);
    }
    return IDLE_MS;
  };
}

/** Somebody's roles may have changed. Told as Discord tells it: the library is silent about whom it does not remember. */
async function onStaffChange(
  { ctx, communityOf, guildOf }: Face,
  { guild_id, user, roles }: GatewayGuildMemberUpdateDispatchData,
): Promise<void> {
  const community = await communityOf(guild_id);
  if (!community) return;
  const { token } = community;
  const { staffRoles } = await getSettings(ctx, { token });
  if (Object.keys(staffRoles).length === 0) return;
  const role = user.bot ? null : roleAmong(roles, staffRoles);
  if (role) {
    const member = await fetchMember(guildOf(guild_id), user.id);
    await meetUser(ctx, personOf(member.user, member));
  }
  await setStaffMember(ctx, { token, userId: user.id, role });
}

/** Somebody left, and bears no role any more. */
async function onStaffLeft(
  { ctx, communityOf }: Face,
  { guild_id, user }: GatewayGuildMemberRemoveDispatchData,
): Promise<void> {
  const community = await communityOf(guild_id);
  if (!community) return;
  const { token } = community;
  const { staffRoles } = await getSettings(ctx, { token });
  if (Object.keys(staffRoles).length > 0) await setStaffMember(ctx, { token, userId: user.id, role: null });
}

/** The greatest of what roles stand for. */
const roleAmong = (ids: string[], staffRoles: Settings['staffRoles']): StaffRole | null =>
  STAFF_ROLES.find((as) => ids.some((id) => staffRoles[id] === as)) ?? null;
