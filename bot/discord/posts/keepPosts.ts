/** Keeps messages that show tasks, submissions, items and drops in step with the chain: posted, edited, posted again where somebody deleted one. */
import { type Client, DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import { and, eq, sql } from 'drizzle-orm';
import { keccak256, stringToHex } from 'viem';
import type { Context } from '../../context.ts';
import { guilds, posts } from '../../db/schema.ts';
import { UserError } from '../../errors.ts';
import { tellSynced } from '../../operations/getPosts.ts';
import type { Community, communityLookup } from '../community.ts';
import { isClosed } from '../errors.ts';
import { toStaff } from '../fulfilment/tell.ts';
import { sayOn } from '../language.ts';
import type { Work } from '../leading.ts';
import type { Say } from '../locales/say.ts';
import { note } from '../log.ts';
import type { Delivery } from '../replies/deliver.ts';
import type { Reply } from '../replies/reply.ts';
import { dropPost } from './drop.ts';
import { itemPost } from './item.ts';
import { reviewPost } from './review.ts';
import { taskPost } from './task.ts';

export type Desk = { client: Client; deliver: Delivery; communityOf: ReturnType<typeof communityLookup> };
type Post = typeof posts.$inferSelect;

/** What a message shows now. @property over it shows how its subject ended, and is left alone from then on */
export type Shown = { reply: Reply; over: boolean; nextAt: Date | null };

const SHOWN: Record<Post['kind'], (ctx: Context, community: Community, say: Say, subject: number) => Promise<Shown>> = {
  task: taskPost,
  review: reviewPost,
  item: itemPost,
  drop: dropPost,
};

const IDLE_MS = 15_000;
const AGAIN_MS = 10 * 60_000;
const AT_ONCE = 50;

export function keepPosts(desk: Desk): Work {
  let looked = false;
  return async function look(ctx) {
    // Messages may have been deleted while nobody listened.
    if (!looked) await lookAgain(ctx);
    looked = true;
    await addPosts(ctx);
    await moveUnposted(ctx);
    const due = await duePosts(ctx);
    for (const { post, guildId, block, logIndex } of due) await bring(ctx, desk, post, { guildId, block, logIndex });
    return due.length === AT_ONCE ? 0 : IDLE_MS;
  };
}

const lookAgain = ({ db, clock }: Context) =>
  db
    .update(posts)
    .set({ nextAt: new Date(clock()) })
    .where(eq(posts.state, 'synced'));

/**
 * A message for each task that may be claimed, each item on sale, and each submission that the staff review, where a channel
 * was chosen.
 */
async function addPosts({ db, clock }: Context): Promise<void> {
  const now = new Date(clock()).toISOString();
  await db.execute(sql`
    insert into app.posts (token, kind, subject, channel_id, state)
    select t.token, 'task', t.task, g.settings ->> 'tasksChannelId', 'pending_sync'
    from app.guilds g join chain.tasks t on t.token = g.token
    where g.settings ->> 'tasksChannelId' is not null and not t.cancelled
      and (t.expires_at is null or t.expires_at > ${now}::timestamptz) and (t."left" is null or t."left" > 0)
    on conflict do nothing`);
  await db.execute(sql`
    insert into app.posts (token, kind, subject, channel_id, state)
    select i.token, 'item', i.item, g.settings ->> 'itemsChannelId', 'pending_sync'
    from app.guilds g join chain.items i on i.token = g.token
    where g.settings ->> 'itemsChannelId' is not null and (i.terms ->> 'active')::boolean
    on conflict do nothing`);
  // Handed in again, it is a new message: an edit calls nobody.
  await db.execute(sql`
    insert into app.posts (token, kind, subject, channel_id, state)
    select c.token, 'review', c.claim, g.settings ->> 'reviewsChannelId', 'pending_sync'
    from app.guilds g join chain.claims c on c.token = g.token
      join chain.tasks t on t.token = c.token and t.task = c.task
    where g.settings ->> 'reviewsChannelId' is not null and c.state = 'submitted' and (t.issued or c.escalated)
    on conflict (token, kind, subject) do update
      set state = 'pending_sync', message_id = null, channel_id = excluded.channel_id, lost = posts.lost + 1, next_at = null
      where posts.state = 'closed'`);
}

/** What is not posted yet goes where the server wants it by now: its first channel may be gone. */
const moveUnposted = ({ db }: Context) =>
  db.execute(sql`
    update app.posts p set channel_id = wanted.channel, next_at = null, error = null
    from (select g.token, k.kind, g.settings ->> (k.kind || 'sChannelId') as channel
      from app.guilds g cross join (values ('task'), ('review'), ('item')) as k (kind)) as wanted
    where p.token = wanted.token and p.kind = wanted.kind and p.message_id is null and p.state <> 'closed'
      and wanted.channel is not null and p.channel_id <> wanted.channel`);

/** Those to be shown or shown anew, with the place of their subject's latest change. */
async function duePosts({ db, clock }: Context) {
  const now = new Date(clock()).toISOString();
  const latest = (column: 'block' | 'log_index') => sql<number>`case ${posts.kind}
    when 'task' then (select t.${sql.raw(column)} from chain.tasks t where t.token = ${posts.token} and t.task = ${posts.subject})
    when 'item' then (select i.${sql.raw(column)} from chain.items i where i.token = ${posts.token} and i.item = ${posts.subject})
    when 'drop' then null
    else (select c.${sql.raw(column)} from chain.claims c where c.token = ${posts.token} and c.claim = ${posts.subject}) end`;
  const [block, logIndex] = [latest('block').mapWith(Number), latest('log_index').mapWith(Number)];
  const timely = sql`${posts.nextAt} <= ${now}::timestamptz`;
  const changed = sql`(${latest('block')}, ${latest('log_index')}) is distinct from (${posts.block}, ${posts.logIndex})`;
  return db
    .select({ post: posts, guildId: guilds.id, block, logIndex })
    .from(posts)
    .innerJoin(guilds, eq(guilds.token, posts.token))
    .where(
      sql`case ${posts.state} when 'closed' then false when 'synced' then ${changed} or ${timely}
        else ${posts.nextAt} is null or ${timely} end`,
    )
    .limit(AT_ONCE);
}

/** Shows a post as it stands. What Discord refuses is noted, told to the staff once, and tried again after ten minutes. */
async function bring(
  ctx: Context,
  desk: Desk,
  post: Post,
  at: { guildId: string; block: number | null; logIndex: number | null },
): Promise<void> {
  const guild = desk.client.guilds.cache.get(at.guildId);
  // Discord has not told of the server yet, or it is out of order.
  if (!guild?.available) return;
  const say = await sayOn(ctx, guild);
  const shown = await shownAs(ctx, desk, post, at.guildId, say);
  const done = { block: at.block, logIndex: at.logIndex, error: null };
  try {
    if (!shown) {
      await clear(ctx, desk, post);
      return;
    }
    const messageId = await show(desk, post, shown.reply);
    const state = shown.over ? 'closed' : 'synced';
    await change(ctx, post, { ...done, messageId, state, nextAt: shown.over ? null : shown.nextAt });
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    if (error.code === RESTJSONErrorCodes.UnknownMessage) {
      // Who deletes a message that is over wants it gone.
      if (shown?.over) await change(ctx, post, { ...done, state: 'closed', messageId: null, nextAt: null });
      else await change(ctx, post, { state: 'orphaned', messageId: null, lost: post.lost + 1, nextAt: null });
      return;
    }
    if (!isClosed(error)) throw error;
    const refused = `${error.code}`;
    await change(ctx, post, { state: 'pending_sync', nextAt: new Date(ctx.clock() + AGAIN_MS), error: refused });
    if (post.error === refused) return;
    const values = { channel: `<#${post.channelId}>`, reason: error.message };
    const reply: Reply = { tone: 'failure', title: say('posts.failed'), blocks: [say('posts.failedText', values)] };
    await toStaff({ ctx, deliver: desk.deliver }, post.token, guild, reply, nonceOf(post, refused));
    const source = `post:${nonceOf(post, refused)}:${post.channelId}`;
    await note(ctx, { token: post.token, what: 'postFailed', values, source });
  }
}

const nonceOf = ({ token, kind, subject, lost }: Post, what = '') =>
  keccak256(stringToHex(`post:${token}:${kind}:${subject}:${lost}:${what}`)).slice(2, 26);

/** Edits the message, or posts it. @returns its id */
const show = ({ deliver }: Desk, post: Post, reply: Reply): Promise<string> => {
  const { channelId, messageId } = post;
  const place = { channelId, messageId, interactionToken: null, expiresAt: null, ephemeral: false };
  return deliver.show(place, reply, nonceOf(post));
};

/** Null where a reorg took the subject away. */
async function shownAs(ctx: Context, desk: Desk, post: Post, guildId: string, say: Say): Promise<Shown | null> {
  const community = await desk.communityOf(guildId);
  if (!community) return null;
  try {
    return await SHOWN[post.kind](ctx, community, say, post.subject);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

async function clear(ctx: Context, { deliver }: Desk, post: Post): Promise<void> {
  if (post.messageId) await deliver.remove(post.channelId, post.messageId);
  await ctx.db.delete(posts).where(isPost(post));
  await tellSynced(ctx.db, [post]);
}

const isPost = ({ token, kind, subject }: Post) =>
  and(eq(posts.token, token), eq(posts.kind, kind), eq(posts.subject, subject));

async function change({ db }: Context, post: Post, to: Partial<Post>): Promise<void> {
  await db.update(posts).set(to).where(isPost(post));
  await tellSynced(db, [post]);
}

/** A message was deleted: if it was one of these, it is posted again. */
export async function onPostDeleted({ db }: Context, messageId: string): Promise<void> {
  const lost = await db
    .update(posts)
    .set({ state: 'orphaned', messageId: null, lost: sql`${posts.lost} + 1`, nextAt: null })
    .where(and(eq(posts.messageId, messageId), sql`${posts.state} <> 'closed'`))
    .returning({ token: posts.token, kind: posts.kind, subject: posts.subject });
  await tellSynced(db, lost);
  if (lost.length > 0) await db.execute(sql`select pg_notify('guildmint_posts', '')`);
}
