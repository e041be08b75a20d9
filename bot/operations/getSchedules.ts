import { and, asc, eq, gt } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import type { Context } from '../context.ts';
import { schedules } from '../db/schema.ts';

/** ICommunities: unused, a scheduled call lapses so long after it was ready. */
const LAPSE_MS = 14 * 86_400_000;

export type Scheduled = { id: Hex; call: Hex; readyAt: Date };

/** Calls of a community's owner that wait for the time-lock, or for being sent once more; the earliest first. */
export async function getSchedules(ctx: Context, { token }: { token: Address }): Promise<Scheduled[]> {
  return ctx.db
    .select({ id: schedules.id, call: schedules.call, readyAt: schedules.readyAt })
    .from(schedules)
    .where(
      and(
        eq(schedules.token, token),
        eq(schedules.state, 'waiting'),
        gt(schedules.readyAt, new Date(ctx.clock() - LAPSE_MS)),
      ),
    )
    .orderBy(asc(schedules.readyAt));
}
