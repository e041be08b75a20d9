import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { codes, fulfilments, links, users } from '../../db/schema.ts';
import { mayFulfil } from '../../operations/fulfil.ts';
import { itemSettingsOf } from '../../operations/itemSettings.ts';
import { type Bought, isWanted, nowOf, purchaseOf, unitsOf } from './bought.ts';
import { type Desk, type FulfilmentRow, guildOf, Later, type Task } from './desk.ts';
import { KIND, wayOf } from './kinds.ts';
import { isMember, roleObstacle } from './roles.ts';

/** Seconds that recording a redemption may take: with less than this to its deadline it is refunded instead. */
export const MARGIN = 60;

type Decision = Pick<FulfilmentRow, 'state' | 'userId' | 'roleId' | 'reason'>;

/**
 * Takes up a redemption, or declines it. From now on there is a row of it, and with it its codes are reserved.
 * @returns null if there is nothing to do after all
 * @throws Later
 */
export async function take(desk: Desk, task: Task): Promise<FulfilmentRow | null> {
  const { ctx } = desk;
  const bought = await purchaseOf(ctx, task);
  if (!isWanted(bought)) return null;
  if (!(await mayFulfil(ctx, task.token)))
    throw new Later('the community’s owner has not yet granted the fulfiller role');
  const decision = await decide(desk, task, bought);
  const row = await ctx.db.transaction(async (tx) => {
    const { token, purchase } = task;
    const final =
      task.kind === KIND.code &&
      decision.state === 'taken' &&
      !(await assignCodes(tx, task, unitsOf(bought), ctx.clock()))
        ? { ...decision, state: 'declined' as const, reason: 'CodesUsedUp' }
        : decision;
    const [added] = await tx
      .insert(fulfilments)
      .values({ token, purchase, ...final, updatedAt: new Date(ctx.clock()) })
      .onConflictDoNothing()
      .returning();
    // With what was reserved here undone.
    if (!added) throw new Later(`purchase ${purchase} was taken up elsewhere`);
    return added;
  });
  await desk.faults.at('fulfilmentTaken');
  return row;
}

async function decide(desk: Desk, task: Task, bought: Bought): Promise<Decision> {
  const { ctx } = desk;
  const userId = await buyerOf(desk, task);
  const givesRole = task.kind === KIND.role || task.kind === KIND.colourRole;
  const roleId = givesRole ? (await itemSettingsOf(ctx, task)).roleId : null;
  const way = wayOf({ kind: task.kind, row: { roleId, input: null } });
  const taken: Decision = { state: 'taken', userId, roleId, reason: null };
  const declined = (reason: string): Decision => ({ ...taken, state: 'declined', reason });
  // They decide how late is too late, and for whom.
  if (way === 'staff') return taken;
  if (bought.fulfilBy - (await nowOf(ctx)) < MARGIN) return declined('TooLate');
  // A webhook serves wallets of nobody here as well.
  if (userId === null && way !== 'webhook') return declined('NoMember');
  if (userId === null) return taken;
  if (way !== 'role') return taken;
  const reason = await obstacleTo(desk, task, { userId, roleId });
  return reason ? declined(reason) : taken;
}

/** @returns the name of what stands against giving the role, null if nothing does */
export async function obstacleTo(
  desk: Desk,
  task: Task,
  { userId, roleId }: { userId: string; roleId: string | null },
): Promise<string | null> {
  const guild = guildOf(desk, task.guildId);
  const obstacle = await roleObstacle(guild, roleId);
  if (obstacle) return obstacle.code;
  return (await isMember(guild, userId)) ? null : 'MemberLeft';
}

/** The buyer by the account that the bot keeps, else by the wallet that they proved. */
async function buyerOf({ ctx }: Desk, { buyer }: Task): Promise<string | null> {
  const [user] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.address, buyer));
  if (user) return user.id;
  const [link] = await ctx.db.select({ id: links.userId }).from(links).where(eq(links.address, buyer));
  return link?.id ?? null;
}

/** Binds as many codes as there are units to the purchase, the oldest first; all or none. */
async function assignCodes(tx: Transaction, task: Task, units: number, now: number): Promise<boolean> {
  const { token, item, purchase } = task;
  const free = await tx
    .select({ id: codes.id })
    .from(codes)
    .where(and(eq(codes.token, token), eq(codes.item, item), isNull(codes.purchase)))
    .orderBy(asc(codes.id))
    .limit(units)
    .for('update', { skipLocked: true });
  if (free.length < units) return false;
  const ids = free.map(({ id }) => id);
  await tx
    .update(codes)
    .set({ purchase, assignedAt: new Date(now) })
    .where(sql`${codes.id} = any(${sql.param(ids)}::bigint[])`);
  return true;
}
