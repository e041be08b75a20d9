import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Outcome } from '../../chain/chain.ts';
import type { Context } from '../../context.ts';
import type { Transaction } from '../../db/database.ts';
import { replies as table } from '../../db/schema.ts';
import { UserError } from '../../errors.ts';
import type { Person } from '../commands/command.ts';
import type { Timers } from '../timers.ts';
import type { Place } from './reply.ts';
import type { SocialKind } from './social.ts';

/** What concerns conduct; see conduct.ts. */
export type ConductKind = 'penalise' | 'ban' | 'lift' | 'appeal';

export type StandingKind = 'claimWeeklyStreak' | 'claimMonthlyActive' | 'claimAchievement';

/** What is kept of a reply whose operation is asked about or on its way: enough to finish it after a restart. */
export type Pending = {
  kind:
    | 'claimDaily'
    | 'gift'
    | 'graduate'
    | 'cancelGraduation'
    | 'setRecovery'
    | 'setCeiling'
    | 'buy'
    | 'refund'
    | 'use'
    | 'award'
    | 'deduct'
    | 'grab'
    | 'bond'
    | 'createTask'
    | 'editTask'
    | 'cancelTask'
    | 'claimTask'
    | 'submitTask'
    | 'abandonTask'
    | 'escalateTask'
    | 'reviewTask'
    | ConductKind
    | SocialKind
    | StandingKind;
  /** True until the member confirmed. */
  asking: boolean;
  ephemeral: boolean;
  guildId: string;
  author: Person;
  locale: string;
  /** When it was asked, and then when it was confirmed; milliseconds. */
  at: number;
  /** Amounts as decimal strings of base units. */
  data: Record<string, string>;
  /** It concerns the operator's community, and stands elsewhere. */
  global?: true;
  /** The transaction that was told of while a reorg could still take it back, and its block. */
  told?: string;
};

/** Tells the outcome where the reply is; must be repeatable. */
export type Finish = (operation: string, pending: Pending, place: Place, outcome: Outcome | null) => Promise<void>;

const DAY_MS = 86_400_000;
const LOOK_AGAIN_MS = 60_000;

/**
 * Replies that wait for a confirmation or an outcome. They are rows, so a restart loses none: what was submitted is
 * followed again, what asks can still be answered.
 */
export function openReplies({ ctx, timers, finish }: { ctx: Context; timers: Timers; finish: Finish }) {
  const following = new Map<string, Promise<void>>();
  /** Told as confirmed, and not final yet. */
  const watched = new Set<string>();
  /** Came to their end while they were being told as confirmed. */
  const overtaken = new Set<string>();
  let unsubscribe = () => {};
  let close = () => {};
  const closed = new Promise<null>((resolve) => {
    close = () => resolve(null);
  });
  let stopTimer = () => {};
  let isClosed = false;

  return {
    /** Notes a reply, to be followed once its operation is submitted, in the same database transaction as that. */
    async begin(tx: Transaction | Context['db'], operation: string, place: Place, pending: Pending): Promise<void> {
      const { channelId, messageId, interactionToken, expiresAt } = place;
      const row = { operation, channelId, messageId, interactionToken, expiresAt, model: pending };
      await tx.insert(table).values(row).onConflictDoNothing();
    },

    async read(operation: string): Promise<Pending | null> {
      const [row] = await ctx.db.select({ model: table.model }).from(table).where(eq(table.operation, operation));
      return row ? (row.model as Pending) : null;
    },

    /** Turns a question into an operation on its way, once. @throws UserError if it was answered before */
    async claim(tx: Transaction | Context['db'], operation: string, place: Place): Promise<void> {
      const { messageId, interactionToken, expiresAt } = place;
      const claimed = await tx
        .update(table)
        .set({
          model: sql`${table.model} || ${JSON.stringify({ asking: false, at: ctx.clock() })}::jsonb`,
          interactionToken,
          expiresAt,
          ...(messageId ? { messageId } : {}),
        })
        .where(and(eq(table.operation, operation), asking()))
        .returning({ operation: table.operation });
      if (claimed.length === 0) throw used();
    },

    /** @throws UserError if the question was answered before: told before anything else that stands against it */
    async requireAsked(operation: string): Promise<Pending> {
      const where = and(eq(table.operation, operation), asking());
      const [row] = await ctx.db.select({ model: table.model }).from(table).where(where);
      if (!row) throw used();
      return row.model as Pending;
    },

    /** @throws UserError if the question was answered before */
    async cancel(operation: string): Promise<void> {
      const doneAt = new Date(ctx.clock());
      const where = and(eq(table.operation, operation), asking());
      const gone = await ctx.db.update(table).set({ doneAt }).where(where).returning({ operation: table.operation });
      if (gone.length === 0) throw used();
    },

    /** The newest question to a member that was posted in a channel for all to see. */
    async asked(
      channelId: string,
      userId: string,
    ): Promise<{ operation: string; place: Place; pending: Pending } | null> {
      const [row] = await ctx.db
        .select()
        .from(table)
        .where(
          and(
            eq(table.channelId, channelId),
            isNull(table.interactionToken),
            asking(),
            sql`${table.model} #>> '{author,id}' = ${userId}`,
          ),
        )
        .orderBy(desc(sql`(${table.model} ->> 'at')::bigint`))
        .limit(1);
      return row ? { operation: row.operation, place: placeOf(row), pending: row.model as Pending } : null;
    },

    async placed(operation: string, messageId: string): Promise<void> {
      await ctx.db.update(table).set({ messageId }).where(eq(table.operation, operation));
    },

    follow,

    /** Follows everything that waits; what was begun and never submitted is told so. */
    async start(): Promise<void> {
      unsubscribe = ctx.chain.onOutcome(({ id, state }) => {
        if (state !== 'final' && state !== 'failed') return;
        if (following.has(id)) overtaken.add(id);
        else if (watched.has(id)) follow(id);
      });
      await look();
      stopTimer = timers.every(LOOK_AGAIN_MS, () => {
        look().catch((error) => ctx.log.error({ err: error }, 'waiting replies could not be read'));
      });
    },

    async close(): Promise<void> {
      isClosed = true;
      stopTimer();
      unsubscribe();
      close();
      await Promise.all(following.values());
    },
  };

  async function look() {
    const waiting = await ctx.db
      .select({ operation: table.operation })
      .from(table)
      .where(and(isNull(table.doneAt), sql`not (${table.model} ->> 'asking')::boolean`));
    for (const { operation } of waiting) follow(operation);
    const old = ctx.clock() - DAY_MS;
    await ctx.db
      .delete(table)
      .where(
        and(
          sql`(${table.model} ->> 'at')::bigint < ${old}`,
          sql`(${table.doneAt} is not null or (${table.model} ->> 'asking')::boolean)`,
        ),
      );
  }

  function follow(operation: string): void {
    if (isClosed || following.has(operation)) return;
    const work = toItsEnd(operation)
      // Left waiting: the next look, or the next start, tries again.
      .catch((error) => ctx.log.error({ err: error, operation }, 'a reply could not be brought up to date'))
      .finally(() => {
        following.delete(operation);
        if (overtaken.delete(operation) && watched.has(operation)) follow(operation);
      });
    following.set(operation, work);
  }

  async function toItsEnd(operation: string) {
    let outcome = await ctx.chain.outcome(operation);
    // The reply speaks of balances: it waits until the indexer has passed the block, also where that is final at once.
    if (outcome)
      do {
        outcome = await Promise.race([ctx.chain.settled(operation, LOOK_AGAIN_MS), closed]);
        if (isClosed) return;
      } while (outcome && !['mined', 'final', 'failed'].includes(outcome.state));
    const [row] = await ctx.db.select().from(table).where(eq(table.operation, operation));
    if (!row || row.doneAt) return;
    // Claimed a moment ago: it may be submitted right now.
    if (!outcome && ctx.clock() - (row.model as Pending).at < LOOK_AGAIN_MS) return;
    const pending = row.model as Pending;
    const told = outcome && outcome.state !== 'failed' ? `${outcome.txHash ?? ''} ${outcome.block ?? ''}` : null;
    if (told === null || pending.told !== told) await finish(operation, pending, placeOf(row), outcome);
    // What a reorg may still take back is told, and looked at again when it is final or has failed after all.
    const open = outcome?.state === 'mined';
    if (open) watched.add(operation);
    else watched.delete(operation);
    await ctx.db
      .update(table)
      .set(
        open ? { model: sql`${table.model} || ${JSON.stringify({ told })}::jsonb` } : { doneAt: new Date(ctx.clock()) },
      )
      .where(eq(table.operation, operation));
  }

  function asking() {
    return and(isNull(table.doneAt), sql`(${table.model} ->> 'asking')::boolean`);
  }
}

export type Replies = ReturnType<typeof openReplies>;

const used = () =>
  new UserError('ButtonUsed', 'This button was used already: give the command again if you want to do it once more.');

function placeOf(row: typeof table.$inferSelect): Place {
  const { channelId, messageId, interactionToken, expiresAt } = row;
  return { channelId, messageId, interactionToken, expiresAt, ephemeral: (row.model as Pending).ephemeral };
}
