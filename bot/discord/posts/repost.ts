import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { posts } from '../../db/schema.ts';

type Post = typeof posts.$inferSelect;

/**
 * Has a subject's message posted anew in a channel, whether or not there was one.
 * @returns where the one before is, which is to be deleted; null where there is none
 */
export async function repost(
  { db }: Pick<Context, 'db'>,
  post: Pick<Post, 'token' | 'kind' | 'subject' | 'channelId'>,
): Promise<{ channelId: string; messageId: string } | null> {
  const { token, kind, subject, channelId } = post;
  const isIt = and(eq(posts.token, token), eq(posts.kind, kind), eq(posts.subject, subject));
  return db.transaction(async (tx) => {
    const [before] = await tx.select().from(posts).where(isIt).for('update');
    const anew = { channelId, messageId: null, state: 'pending_sync' as const, nextAt: null, error: null };
    const lost = sql`${posts.lost} + 1`;
    await tx
      .insert(posts)
      .values({ token, kind, subject, ...anew })
      .onConflictDoUpdate({ target: [posts.token, posts.kind, posts.subject], set: { ...anew, lost } });
    await tx.execute(sql`select pg_notify('guildmint_posts', '')`);
    return before?.messageId ? { channelId: before.channelId, messageId: before.messageId } : null;
  });
}
