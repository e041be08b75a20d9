import { and, eq, lt, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { audiences } from '../db/schema.ts';
import { AUDIENCE } from './settings.ts';

export type Audience = typeof audiences.$inferSelect;
export type Part = 'reactors' | 'repliers' | 'voters';
/** What a message may earn its author by its audience. */
export type Verdict = 'popular' | 'media' | 'helpful';

const DAY_MS = 86_400_000;
/** Older messages earn nothing by their audience any more. */
export const AUDIENCE_MS = 7 * DAY_MS;

/**
 * Notes one more person of a message's audience.
 * @returns the audience with them; null if they were noted before, or there are as many as are counted
 */
export async function joinAudience(
  ctx: Context,
  joined: { token: Address; channelId: string; messageId: string; authorId: string | null; userId: string; as: Part },
): Promise<Audience | null> {
  const { as, userId, ...message } = joined;
  const column = audiences[as];
  const [row] = await ctx.db
    .insert(audiences)
    .values({ ...message, [as]: [userId], at: new Date(ctx.clock()) })
    .onConflictDoUpdate({
      target: audiences.messageId,
      set: {
        [as]: sql`array_append(${column}, ${userId}::text)`,
        authorId: sql`coalesce(${audiences.authorId}, excluded.author_id)`,
      },
      setWhere: sql`not ${userId}::text = any(${column}) and cardinality(${column}) < ${AUDIENCE}`,
    })
    .returning();
  return row ?? null;
}

/** Whether a message earned as that: it is asked about once. */
export async function decideAudience(
  ctx: Context,
  decided: { messageId: string; authorId?: string } & { [V in Verdict]?: boolean },
): Promise<void> {
  const { messageId, ...verdict } = decided;
  await ctx.db.update(audiences).set(verdict).where(eq(audiences.messageId, messageId));
}

/** @returns the audience that a message has so far */
export async function getAudience(
  ctx: Context,
  { token, messageId }: { token: Address; messageId: string },
): Promise<Audience | null> {
  const where = and(eq(audiences.token, token), eq(audiences.messageId, messageId));
  const [row] = await ctx.db.select().from(audiences).where(where);
  return row ?? null;
}

/** Forgets the audiences of messages that cannot earn by them any more. */
export async function forgetAudiences(ctx: Context): Promise<void> {
  await ctx.db.delete(audiences).where(lt(audiences.at, new Date(ctx.clock() - AUDIENCE_MS)));
}
