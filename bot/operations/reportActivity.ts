import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { activity } from '../db/schema.ts';

/** IEarnings.Activity by name; registration is told apart in a report's flags and not among its counts. */
export const ACTIVITIES = {
  sendMessage: 0,
  shareFile: 1,
  createRoom: 2,
  joinRoom: 3,
  popularMessage: 4,
  helpfulContent: 5,
  mediaShared: 6,
  moderateRoom: 7,
  registration: 255,
} as const;

export type Activity = Exclude<keyof typeof ACTIVITIES, 'registration'>;

/**
 * Notes what a member did, to be settled on-chain later. The same source counts once however often it is reported. The
 * first report of a member in a community also registers them.
 * @returns false if all of it was known
 */
export async function reportActivity(
  ctx: Context,
  input: { token: Address; userId: string; source: string; did: { activity: Activity; count?: number }[] },
): Promise<boolean> {
  const { token, userId, source } = input;
  const at = new Date(ctx.clock());
  const rows: (typeof activity.$inferInsert)[] = input.did.map(({ activity: name, count = 1 }) => ({
    token,
    userId,
    source,
    at,
    activity: ACTIVITIES[name],
    count,
  }));
  rows.push({ token, userId, source: 'registration', at, activity: ACTIVITIES.registration, count: 1 });
  const added = await ctx.db.insert(activity).values(rows).onConflictDoNothing().returning({ id: activity.id });
  return added.length > 0;
}

/** Forgets what came from a source and is not settled yet, if it is younger than `withinMs`. @returns rows forgotten */
export async function retractActivity(
  ctx: Context,
  input: { token: Address; source: string; withinMs: number },
): Promise<number> {
  const gone = await ctx.db
    .delete(activity)
    .where(
      and(
        eq(activity.token, input.token),
        eq(activity.source, input.source),
        isNull(activity.settlement),
        gt(activity.at, new Date(ctx.clock() - input.withinMs)),
      ),
    )
    .returning({ id: activity.id });
  return gone.length;
}
