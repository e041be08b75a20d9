import { createHash } from 'node:crypto';
import { and, eq, gt, isNotNull, isNull, ne } from 'drizzle-orm';
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

/** As it is, in basis points. */
export const WHOLE = 10_000;

/**
 * Notes what a member did, to be settled on-chain later. The same source counts once however often it is reported. The
 * first report of a member in a community also registers them.
 * @param input.bps what it counts where the community multiplies or excludes, basis points
 * @returns false if all of it was known, or nothing counts
 */
export async function reportActivity(
  ctx: Context,
  input: {
    token: Address;
    userId: string;
    source: string;
    did: { activity: Activity; count?: number }[];
    bps?: number;
  },
): Promise<boolean> {
  const { token, userId, source, bps = WHOLE } = input;
  if (bps === 0) return false;
  const at = new Date(ctx.clock());
  const rows: (typeof activity.$inferInsert)[] = input.did.flatMap(({ activity: name, count = 1 }) => {
    const counts = countedAt(bps, count, `${source}:${name}`);
    return counts > 0 ? [{ token, userId, source, at, activity: ACTIVITIES[name], count: counts }] : [];
  });
  rows.push({ token, userId, source: 'registration', at, activity: ACTIVITIES.registration, count: 1 });
  const added = await ctx.db.insert(activity).values(rows).onConflictDoNothing().returning({ id: activity.id });
  return added.length > 0;
}

/**
 * What a count is at a factor. The contract counts whole activities, so the rest becomes one more as often as it says: which
 * sources those are follows from their names, and asking twice gives the same answer.
 * @param bps basis points
 */
export function countedAt(bps: number, count: number, source: string): number {
  const scaled = bps * count;
  const draw = createHash('sha256').update(source).digest().readUInt32BE() % WHOLE;
  return Math.floor(scaled / WHOLE) + (draw < scaled % WHOLE ? 1 : 0);
}

/**
 * Takes back what came from a source, if it is younger than `withinMs`: forgotten where it is not settled yet, otherwise the
 * member's next activity of that kind earns so much less.
 * @returns rows taken back
 */
export async function retractActivity(
  ctx: Context,
  { token, source, withinMs }: { token: Address; source: string; withinMs: number },
): Promise<number> {
  const at = new Date(ctx.clock());
  const young = and(
    eq(activity.token, token),
    eq(activity.source, source),
    gt(activity.at, new Date(ctx.clock() - withinMs)),
  );
  return ctx.db.transaction(async (tx) => {
    const gone = await tx
      .delete(activity)
      .where(and(young, isNull(activity.settlement)))
      .returning({ id: activity.id });
    const settled = await tx
      .select({ userId: activity.userId, activity: activity.activity, count: activity.count })
      .from(activity)
      .where(and(young, isNotNull(activity.settlement), ne(activity.activity, ACTIVITIES.registration)));
    const owed = settled.map((row) => ({ ...row, token, at, source: `back:${source}`, count: -row.count }));
    if (owed.length > 0) await tx.insert(activity).values(owed).onConflictDoNothing();
    return gone.length + owed.length;
  });
}
