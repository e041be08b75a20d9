import { and, asc, eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { achievements, badges } from '../db/schema.ts';
import { accountOf, type Who } from './who.ts';

/**
 * A community's achievements in the order of their numbers, each with the member's badge; null where there is none yet.
 * @returns rewards in base units
 */
export async function getAchievements(ctx: Context, input: { token: Address; who: Who }) {
  const member = await accountOf(ctx, input.who);
  const own = and(
    eq(badges.token, achievements.token),
    eq(badges.achievement, achievements.achievement),
    eq(badges.member, member),
  );
  return ctx.db
    .select({ achievement: achievements, badge: badges })
    .from(achievements)
    .leftJoin(badges, own)
    .where(eq(achievements.token, input.token))
    .orderBy(asc(achievements.achievement));
}

/** A community's achievements in the order of their numbers; rewards in base units. */
export const getAllAchievements = (ctx: Context, { token }: { token: Address }) =>
  ctx.db.select().from(achievements).where(eq(achievements.token, token)).orderBy(asc(achievements.achievement));
