import { Routes } from 'discord.js';
import { and, eq, inArray, ne } from 'drizzle-orm';
import { fulfilments } from '../../db/schema.ts';
import { isLive, nowOf, purchaseOf } from './bought.ts';
import { takeChannel } from './channels.ts';
import { takeColour } from './colours.ts';
import { type Desk, type FulfilmentRow, guildOf, Later, move, type Task } from './desk.ts';
import { type Way, wayOf } from './kinds.ts';
import { takePin } from './pins.ts';
import { refusalOf } from './roles.ts';
import { roleName, tellStaff } from './tell.ts';

const REMIND_MS = 3_600_000;

/** Takes back what has run out or was given back. */
export async function end(desk: Desk, task: Task, row: FulfilmentRow): Promise<void> {
  if (isLive(await purchaseOf(desk.ctx, task), await nowOf(desk.ctx))) return;
  await takeBack(desk, task, row);
  await move(desk, row, { state: 'ended' });
}

/** Takes back what can be: a code that was told, and what others handed over, cannot. */
export async function takeBack(desk: Desk, task: Task, row: FulfilmentRow): Promise<void> {
  const take = TAKE[wayOf({ ...task, row })];
  await take?.(desk, task, row);
}

const TAKE: Partial<Record<Way, (desk: Desk, task: Task, row: FulfilmentRow) => Promise<void>>> = {
  role: takeRole,
  colour: takeColour,
  channel: takeChannel,
  pin: takePin,
};

/** Removes the role, unless another purchase of the same member keeps it. Who or what is gone has lost it already. */
async function takeRole(desk: Desk, task: Task, row: FulfilmentRow): Promise<void> {
  const { userId, roleId } = row;
  if (!userId || !roleId || (await isKept(desk, row))) return;
  const guild = guildOf(desk, task.guildId);
  try {
    const reason = `Purchase #${task.purchase} ended: ${task.itemName}`.slice(0, 400);
    await desk.rest.delete(Routes.guildMemberRole(guild.id, userId, roleId), { reason });
  } catch (error) {
    const refusal = refusalOf(error, roleName(guild, roleId));
    if (!refusal) throw error;
    if (refusal.code !== 'RoleAboveBot') return;
    await tellStaff(desk, task, { what: 'takeBack', reason: refusal.code, roleId });
    throw new Later(refusal.message, REMIND_MS);
  }
}

async function isKept({ ctx }: Desk, row: FulfilmentRow): Promise<boolean> {
  const { token, purchase, userId, roleId } = row;
  const others = await ctx.db
    .select({ token: fulfilments.token, purchase: fulfilments.purchase })
    .from(fulfilments)
    .where(
      and(
        eq(fulfilments.token, token),
        ne(fulfilments.purchase, purchase),
        eq(fulfilments.userId, userId!),
        eq(fulfilments.roleId, roleId!),
        inArray(fulfilments.state, ['taken', 'given', 'fulfilled']),
      ),
    );
  const now = await nowOf(ctx);
  for (const other of others) if (isLive(await purchaseOf(ctx, other), now)) return true;
  return false;
}
