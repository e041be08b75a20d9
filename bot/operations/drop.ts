import { count, desc, eq, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { drops, grabs } from '../db/schema.ts';
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

type NewDrop = {
  token: Address;
  userId: string;
  amount: bigint;
  places: number;
  minutes: number;
  message: string | null;
};

/**
 * Sets an amount out for each of the first members who take it. Nothing is issued until then; who drops it must be allowed
 * to award all of it at this moment.
 * @param input.alongside commits together with it, by its number
 * @returns its number
 * @throws UserError for figures out of bounds, and for what the contract refuses, such as who is no admin
 */
export async function drop(
  ctx: Context,
  { minutes, ...dropped }: NewDrop,
  alongside: (tx: Transaction, number: number) => Promise<void>,
): Promise<{ drop: number; endsAt: Date }> {
  const { token, userId, amount, places } = dropped;
  if (!Number.isSafeInteger(places) || places < 1 || places > MOST_PLACES)
    throw new UserError('DropPlaces', `A drop is for 1 to ${MOST_PLACES} members: give a whole number.`, {
      most: `${MOST_PLACES}`,
    });
  if (!Number.isSafeInteger(minutes) || minutes < 1 || minutes > MOST_MINUTES)
    throw new UserError('DropMinutes', `A drop lasts 1 to ${MOST_MINUTES} minutes: give a whole number.`, {
      most: `${MOST_MINUTES}`,
    });
  await checkAward(ctx, { token, userId, member: userId, amount: amount * BigInt(places) });
  const now = ctx.clock();
  const endsAt = new Date(now + minutes * 60_000);
  const number = await ctx.db.transaction(async (tx) => {
    const [added] = await tx
      .insert(drops)
      .values({ ...dropped, createdAt: new Date(now), endsAt })
      .returning({ id: drops.id });
    await alongside(tx, added!.id);
    return added!.id;
  });
  return { drop: number, endsAt };
}

/** @throws UserError `DropUnknown` */
export async function getDrop(
  ctx: Pick<Context, 'db' | 'clock'>,
  asked: { token: Address; drop: number },
): Promise<Drop> {
  const { token, drop: number } = asked;
  const [row] = await ctx.db.select().from(drops).where(eq(drops.id, number));
  if (row?.token.toLowerCase() !== token.toLowerCase()) throw unknown();
  const [taken] = await ctx.db.select({ count: count() }).from(grabs).where(eq(grabs.drop, number));
  const latest = await ctx.db
    .select({ userId: grabs.userId })
    .from(grabs)
    .where(eq(grabs.drop, number))
    .orderBy(desc(grabs.at))
    .limit(10);
  const over = row.endsAt.getTime() <= ctx.clock() || (taken?.count ?? 0) >= row.places;
  return { ...row, taken: taken?.count ?? 0, takers: latest.map(({ userId }) => userId), over };
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
