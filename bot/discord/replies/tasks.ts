/** How operations on tasks ended, told to who did them and to whom they concern. */
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { claims, replies, reviews, tasks } from '../../db/schema.ts';
import { type ClaimedTask, getClaim, getTask } from '../../operations/getTasks.ts';
import { accountOf } from '../../operations/who.ts';
import { submitForm, titleOf } from '../commands/tasks.ts';
import type { Done, Told } from './finish.ts';
import type { Pending } from './replies.ts';
import type { Reply } from './reply.ts';
import { code, mention, money, oneLine, quote, short, when } from './text.ts';

type Kind = Extract<Pending['kind'], `${string}Task`>;

export const TASK_KINDS: Record<Kind, (done: Done) => Promise<Told>> = {
  async createTask(done) {
    const { ctx, community, say, pending } = done;
    const { token } = community;
    const creator = await accountOf(ctx, { userId: pending.author.id });
    const [newest] = await ctx.db
      .select({ task: tasks.task })
      .from(tasks)
      .where(and(eq(tasks.token, token), eq(tasks.creator, creator)))
      .orderBy(desc(tasks.task))
      .limit(1);
    const values = { title: oneLine(pending.data.title ?? '', 100), task: newest ? code(`#${newest.task}`) : '' };
    return { title: say('task.createTitle'), blocks: [say('task.created', values)] };
  },

  async editTask({ say, pending }) {
    return { title: say('task.editTitle'), blocks: [say('task.edited', { task: pending.data.task ?? '' })] };
  },

  async cancelTask({ say, pending }) {
    return { title: say('task.cancelTitle'), blocks: [say('task.cancelled', { task: pending.data.task ?? '' })] };
  },

  async claimTask({ ctx, community, say, pending }) {
    const { token } = community;
    const claimant = await accountOf(ctx, { userId: pending.author.id });
    const task = await getTask(ctx, { token, task: Number(pending.data.task) });
    const [own] = await ctx.db
      .select({ claim: claims.claim, deadline: claims.deadline })
      .from(claims)
      .where(and(eq(claims.token, token), eq(claims.claimant, claimant), eq(claims.task, task.task)))
      .orderBy(desc(claims.claim))
      .limit(1);
    const claim = own?.claim ?? 0;
    const by = community.global ? 'global' : 'claim';
    const due = own?.deadline
      ? say(`${by}.deadline`, { claim, when: when(own.deadline) })
      : say(`${by}.noDeadline`, { claim });
    const title = titleOf(say, task);
    const about = quote(task.about?.description);
    const { submit } = submitForm(say, pending.author.id, BigInt(claim));
    return {
      title: say('claim.title'),
      blocks: [say('claim.confirmed', { title, claim: code(`#${claim}`) }) + about, due],
      // Where everybody sees it, the command does the same.
      ...(pending.ephemeral ? { buttons: [{ label: say('mine.submit'), look: 'primary', press: submit }] } : {}),
    };
  },

  async submitTask(done) {
    const { say } = done;
    const { task } = await claimOf(done);
    return { title: say('submit.title'), blocks: [say('submit.confirmed', { title: titleOf(say, task) })] };
  },

  async abandonTask({ say, pending }) {
    const sentence = say('claim.abandoned', { claim: pending.data.claim ?? '' });
    return { title: say('claim.abandonTitle'), blocks: [sentence] };
  },

  async escalateTask({ say, pending }) {
    const sentence = say('claim.escalated', { claim: pending.data.claim ?? '' });
    return { title: say('claim.escalateTitle'), blocks: [sentence] };
  },

  async reviewTask(done) {
    const { community, say, pending } = done;
    const found = await claimOf(done);
    const { claim } = found;
    const values = { claim: claim.claim, who: whoOf(found), amount: money(say, community, claim.reward) };
    const decided = await decision(done, found);
    const sentence =
      decided === 'accepted'
        ? say('review.paid', values)
        : say(decided === 'rejected' ? 'review.rejected' : 'review.voted', values);
    return {
      title: say('review.title'),
      blocks: [sentence],
      ...(pending.ephemeral
        ? {
            buttons: [
              {
                label: `${say('review.next')} ▶`,
                press: { verb: 'reviews', author: pending.author.id, after: BigInt(claim.claim) },
              },
            ],
          }
        : {}),
    };
  },
};

const claimOf = ({ ctx, community, pending }: Done) =>
  getClaim(ctx, { token: community.token, claim: Number(pending.data.claim) });

const whoOf = ({ claim }: ClaimedTask) => (claim.claimantId ? mention(claim.claimantId) : code(short(claim.claimant)));

/** What a vote came to: whether it was the last that was needed. */
async function decision(
  { ctx, community, pending }: Done,
  { claim }: ClaimedTask,
): Promise<'accepted' | 'rejected' | null> {
  const accept = pending.data.accept === 'true';
  if (claim.state === 'accepted') return accept ? 'accepted' : null;
  if (accept || claim.state !== 'rejected') return null;
  // A rejection before this one, of an earlier round, was told by who gave it.
  const reviewer = await accountOf(ctx, { userId: pending.author.id });
  const [own] = await ctx.db
    .select({ round: reviews.round })
    .from(reviews)
    .where(and(eq(reviews.token, community.token), eq(reviews.claim, claim.claim), eq(reviews.reviewer, reviewer)))
    .orderBy(desc(reviews.round))
    .limit(1);
  return own?.round === claim.round ? 'rejected' : null;
}

/** What whoever handed in is told, in the channel where they did; null where more reviewers must agree first. */
export async function reviewNews(done: Done): Promise<{ channelId: string | null; reply: Reply } | null> {
  const { ctx, community, say, pending } = done;
  const found = await claimOf(done);
  const decided = await decision(done, found);
  const { claim, task } = found;
  if (!decided || !claim.claimantId) return null;
  const values = { who: mention(claim.claimantId), title: titleOf(say, task) };
  const sentence =
    decided === 'accepted'
      ? say('review.tellPaid', { ...values, amount: money(say, community, claim.reward) })
      : say('review.tellRejected', values) + quote(pending.data.reason);
  return {
    channelId: await channelOf(ctx, claim.claimantId, claim.claim),
    reply: {
      tone: decided === 'accepted' ? 'success' : 'pending',
      title: say('review.tellTitle'),
      blocks: [sentence],
      mentions: [claim.claimantId],
    },
  };
}

/** Where a member handed in last. */
async function channelOf(ctx: Context, userId: string, claim: number): Promise<string | null> {
  const [row] = await ctx.db
    .select({ channelId: replies.channelId })
    .from(replies)
    .where(
      and(
        sql`${replies.model} ->> 'kind' = 'submitTask'`,
        sql`${replies.model} #>> '{author,id}' = ${userId}`,
        sql`${replies.model} #>> '{data,claim}' = ${`${claim}`}`,
      ),
    )
    .orderBy(desc(sql`(${replies.model} ->> 'at')::bigint`))
    .limit(1);
  return row?.channelId ?? null;
}
