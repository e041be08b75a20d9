import { and, count, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { drops, grabs, posts } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import type { Act } from './act.ts';
import { award, checkAward } from './award.ts';

const MOST_PLACES = 500;
const MOST_MINUTES = 10_080;

export type Drop = typeof drops.$inferSelect & {
  taken: number;
  /** Discord ids of the latest who took, newest first. */
  takers: string[];
  over: boolean;
};

export type NewDrop = {
  token: Address;
  /** Discord id of the admin who drops it. */
  userId: string;
  /** Base units for each. */
  amount: bigint;
  places: number;
  minutes: number;
  message: string | null;
};

/**
 * Refuses what would be refused: who drops something must be allowed to award all of it at this moment.
 * @throws UserError for figures out of bounds, and for what the contract refuses, such as who is no admin
 */
export async function checkDrop(ctx: Context, { token, userId, amount, places, minutes }: NewDrop): Promise<void> {
  if (!Number.isSafeInteger(places) || places < 1 || places > MOST_PLACES)
    throw new UserError('DropPlaces', `A drop is for 1 to ${MOST_PLACES} members: give a whole number.`, {
      most: `${MOST_PLACES}`,
    });
  if (!Number.isSafeInteger(minutes) || minutes < 1 || minutes > MOST_MINUTES)
    throw new UserError('DropMinutes', `A drop lasts 1 to ${MOST_MINUTES} minutes: give a whole number.`, {
      most: `${MOST_MINUTES}`,
    });
  await checkAward(ctx, { token, userId, member: userId, amount: amount * BigInt(places) });
}

/**
 * Sets an amount out in a channel, for each of the first members who take it. Nothing is issued until then.
 * @param input.channelId where its message is to stand; it is posted soon
 * @returns its number
 */
export async function drop(
  { db, clock }: Pick<Context, 'clock'> & { db: Pick<Transaction, 'transaction'> },
  { minutes, channelId, ...dropped }: NewDrop & { channelId: string },
): Promise<{ drop: number; endsAt: Date }> {
  const now = clock();
  const endsAt = new Date(now + minutes * 60_000);
  return db.transaction(async (tx) => {
    const [added] = await tx
      .insert(drops)
      .values({ ...dropped, createdAt: new Date(now), endsAt })
      .returning({ id: drops.id });
    const { token } = dropped;
    await tx.insert(posts).values({ token, kind: 'drop', subject: added!.id, channelId, state: 'pending_sync' });
    await tx.execute(sql`select pg_notify('guildmint_posts', '')`);
    return { drop: added!.id, endsAt };
  });
}

type Listed = typeof drops.$inferSelect & { taken: number; over: boolean; channelId: string | null };

/** A community's drops, the latest first. */
export async function getDrops(
  ctx: Pick<Context, 'db' | 'clock'>,
  { token, offset, limit }: { token: Address; offset: number; limit: number },
): Promise<Listed[]> {
  const taken = sql<number>`(select count(*)::int from app.grabs g where g.drop = ${drops.id})`;
  const rows = await ctx.db
    .select({ ...getTableColumns(drops), taken, channelId: posts.channelId })
    .from(drops)
    .leftJoin(posts, and(eq(posts.token, drops.token), eq(posts.kind, 'drop'), eq(posts.subject, drops.id)))
    .where(eq(drops.token, token))
    .orderBy(desc(drops.id))
    .offset(offset)
    .limit(limit);
  return rows.map((row) => ({ ...row, over: isOver(ctx, row, row.taken) }));
}

const isOver = (
  { clock }: Pick<Context, 'clock'>,
  { endsAt, places }: Pick<Drop, 'endsAt' | 'places'>,
  taken: number,
) => endsAt.getTime() <= clock() || taken >= places;

/** @throws UserError `DropUnknown` */
export async function getDrop(
  ctx: Pick<Context, 'db' | 'clock'>,
  asked: { token: Address; drop: number },
): Promise<Drop> {
  const { token, drop: number } = asked;
  const [row] = await ctx.db.select().from(drops).where(eq(drops.id, number));
  if (row?.token.toLowerCase() !== token.toLowerCase()) throw unknown();
  const [grabbed] = await ctx.db.select({ count: count() }).from(grabs).where(eq(grabs.drop, number));
  const latest = await ctx.db
    .select({ userId: grabs.userId })
    .from(grabs)
    .where(eq(grabs.drop, number))
    .orderBy(desc(grabs.at))
    .limit(10);
  const taken = grabbed?.count ?? 0;
  return { ...row, taken, takers: latest.map(({ userId }) => userId), over: isOver(ctx, row, taken) };
}

/**
 * Takes a part of a drop: an award in the name of who dropped it, once a member and never more than there are places.
 * @returns base units that are on their way
 * @throws UserError where it is over, empty, the member's own or taken already, and where it cannot be paid today
 */
export async function grab(
  ctx: Context,
  { id, token, userId, drop: number, alongside }: Act & { token: Address; userId: string; drop: number },
): Promise<bigint> {
  const { amount, message, ...dropped } = await getDrop(ctx, { token, drop: number });
  if (dropped.userId === userId) throw new UserError('DropOwn', 'This is your own drop: it is for the others.');
  try {
    await award(ctx, {
      ...{ id, token, userId: dropped.userId, member: userId, amount, reason: message },
      alongside: async (tx) => {
        await takePlace(tx);
        await alongside?.(tx);
      },
    });
  } catch (error) {
    if (!(error instanceof UserError) || error.code.startsWith('Drop')) throw error;
    throw new UserError('DropDry', 'This drop can pay nothing more at the moment: tell the staff of this server.');
  }
  return amount;

  async function takePlace(tx: Transaction) {
    const [row] = await tx.select().from(drops).where(eq(drops.id, number)).for('update');
    if (!row) throw unknown();
    if (row.endsAt.getTime() <= ctx.clock())
      throw new UserError('DropOver', 'This drop is over: be quicker next time.');
    const taken = await tx.select({ userId: grabs.userId }).from(grabs).where(eq(grabs.drop, number));
    if (taken.some((each) => each.userId === userId))
      throw new UserError('DropTaken', 'You have your part already: see /history.');
    if (taken.length >= row.places)
      throw new UserError('DropEmpty', 'All of it is taken already: be quicker next time.');
    await tx.insert(grabs).values({ drop: number, userId, operation: id, at: new Date(ctx.clock()) });
    await tx.execute(sql`update app.posts set next_at = ${new Date(ctx.clock()).toISOString()}::timestamptz
      where token = ${sql.param(token, drops.token)} and kind = 'drop' and subject = ${number}`);
    await tx.execute(sql`select pg_notify('guildmint_posts', '')`);
  }
}

const unknown = () => new UserError('DropUnknown', 'This drop is gone.');
