/** A role made for one buyer, in the colour that they chose; it is deleted when its time is over. */
import { type APIRole, Routes } from 'discord.js';
import { parseColour } from '../../operations/colour.ts';
import { type Desk, type FulfilmentRow, guildOf, move, type Task } from './desk.ts';
import { coloursObstacle, refusedAs, unlessGone } from './obstacles.ts';
import { isMember } from './roles.ts';

/** @returns what stands against it */
export async function giveColour(desk: Desk, task: Task, row: FulfilmentRow): Promise<string | null> {
  const guild = guildOf(desk, task.guildId);
  const userId = row.userId!;
  const closed = coloursObstacle(guild);
  if (closed) return closed;
  if (!(await isMember(guild, userId))) return 'MemberLeft';
  const reason = `Purchase #${task.purchase}: ${task.itemName}`.slice(0, 400);
  try {
    const role = (await made(desk, guild.id, task)) ?? (await make());
    await move(desk, row, { roleId: role.id });
    await desk.rest.put(Routes.guildMemberRole(guild.id, userId, role.id), { reason });
    return null;
  } catch (error) {
    const refused = refusedAs(error, 'RolesNotAllowed');
    if (refused) return refused;
    throw error;
  }

  async function make(): Promise<APIRole> {
    const body = { name: nameOf(task), color: parseColour(row.input ?? ''), permissions: '0', mentionable: false };
    const role = (await desk.rest.post(Routes.guildRoles(guild.id), { body, reason })) as APIRole;
    await desk.faults.at('fulfilmentMade');
    return role;
  }
}

/** Above others a colour shows; the bot may raise it to below its own role. */
export async function raiseColour(desk: Desk, task: Task, row: FulfilmentRow): Promise<void> {
  const guild = guildOf(desk, task.guildId);
  const me = guild.members.me ?? (await guild.members.fetchMe());
  const top = me.roles.highest.position;
  const role = guild.roles.cache.get(row.roleId ?? '');
  if (!role || role.position >= top - 1) return;
  try {
    const body = [{ id: role.id, position: top - 1 }];
    await desk.rest.patch(Routes.guildRoles(guild.id), { body });
  } catch (error) {
    // It is given all the same, perhaps hidden by another role's colour.
    if (!refusedAs(error, 'RolesNotAllowed')) throw error;
    desk.ctx.log.info({ err: error, role: role.id }, 'a colour role could not be raised');
  }
}

/** By its name, which no crash between making and noting it loses. */
async function made(desk: Desk, guildId: string, task: Task): Promise<APIRole | undefined> {
  const all = (await desk.rest.get(Routes.guildRoles(guildId))) as APIRole[];
  return all.find(({ name, managed }) => !managed && name === nameOf(task));
}

const nameOf = ({ purchase }: Task) => `Colour #${purchase}`;

export async function takeColour(desk: Desk, task: Task, row: FulfilmentRow): Promise<void> {
  const guild = guildOf(desk, task.guildId);
  const roleId = row.roleId ?? (await made(desk, guild.id, task))?.id;
  if (!roleId) return;
  const reason = `Purchase #${task.purchase} ended`;
  await unlessGone(desk.rest.delete(Routes.guildRole(guild.id, roleId), { reason }));
}
