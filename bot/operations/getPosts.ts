import { and, asc, count, eq, ne, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import type { Database, Transaction } from '../db/database.ts';
import { BY_HAND, notify } from '../db/notify.ts';
import { announcements, posts } from '../db/schema.ts';

const LISTED = 10;

export type PostState = 'synced' | 'pending_sync' | 'orphaned' | 'closed';
/** What a posted message shows. */
export type PostKind = (typeof posts.kind.enumValues)[number] | 'announcement';
type Trouble = {
  what: PostKind;
  subject: number;
  channelId: string;
  state: string;
  error: string | null;
  nextAt: Date | null;
};

/** How far a server's messages are in step with the chain, and which are not, with why. */
export async function getPosts(
  ctx: Context,
  { token }: { token: Address },
): Promise<{ counts: { kind: PostKind; state: PostState; count: number }[]; troubles: Trouble[] }> {
  const [counts, behind, failed] = await Promise.all([
    ctx.db
      .select({ kind: posts.kind, state: posts.state, count: count() })
      .from(posts)
      .where(eq(posts.token, token))
      .groupBy(posts.kind, posts.state)
      .orderBy(posts.kind, posts.state),
    ctx.db
      .select({
        ...{ what: posts.kind, subject: posts.subject, channelId: posts.channelId },
        ...{ state: posts.state, error: posts.error, nextAt: posts.nextAt },
      })
      .from(posts)
      .where(and(eq(posts.token, token), ne(posts.state, 'closed'), ne(posts.state, 'synced')))
      .orderBy(asc(posts.kind), asc(posts.subject))
      .limit(LISTED),
    ctx.db
      .select({
        ...{ what: sql<'announcement'>`'announcement'`, subject: announcements.id, channelId: announcements.channelId },
        ...{ state: announcements.state, error: announcements.error, nextAt: announcements.nextAt },
      })
      .from(announcements)
      .where(and(eq(announcements.token, token), eq(announcements.state, 'failed')))
      .orderBy(asc(announcements.id))
      .limit(LISTED),
  ]);
  return { counts, troubles: [...behind, ...failed] };
}

/** Tells the live stream that messages changed: it hears of nothing else that is on no chain. */
export async function tellSynced(
  db: Database | Transaction,
  changed: { token: Address; kind: PostKind; subject: number }[],
): Promise<void> {
  for (const { token, kind, subject } of changed) {
    const event = { change_type: 'sync', affected_ids: [`${kind}:${subject}`], community: token };
    await notify(db, BY_HAND, JSON.stringify(event));
  }
}

/** Looks at every message of a server anew, those included that only seem to be in step. @returns how many */
export async function syncPosts(ctx: Context, { token }: { token: Address }): Promise<number> {
  const nextAt = new Date(ctx.clock());
  return ctx.db.transaction(async (tx) => {
    const looked = await tx
      .update(posts)
      .set({ nextAt })
      .where(and(eq(posts.token, token), ne(posts.state, 'closed')))
      .returning({ subject: posts.subject });
    await tx
      .update(announcements)
      .set({ nextAt })
      .where(and(eq(announcements.token, token), eq(announcements.state, 'failed')));
    await tx.execute(sql`select pg_notify('guildmint_posts', '')`);
    return looked.length;
  });
}
