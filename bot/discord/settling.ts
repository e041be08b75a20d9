import { and, desc, eq, gt, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { activity, outbox } from '../db/schema.ts';
import { settleActivity } from '../operations/settleActivity.ts';
import { isNotHeld } from '../operations/signals.ts';
import type { Timers } from './timers.ts';

/** A first message is settled soon, with what follows within this time, or the pause where that is shorter. */
const DEBOUNCE_MS = 2_000;

/**
 * Decides when a community's activity is settled: soon after the first report when nothing was settled for a while, at
 * most once in `settleSeconds` while members keep writing. Communities take turns in the order in which they are due.
 */
export function openSettling({ ctx, timers }: { ctx: Context; timers: Timers }) {
  const due = new Map<Address, () => void>();
  let queue: Promise<void> = Promise.resolve();
  let closed = false;
  const unsubscribe = ctx.chain.onOutcome((outcome) => {
    // Where nothing is waited for a block makes it final at once: it never is merely mined.
    if (outcome.verb !== 'settle' || !['mined', 'final', 'failed'].includes(outcome.state)) return;
    // What came in meanwhile, or what a failure set free, is next.
    enqueue(async () => {
      const [row] = await ctx.db.select({ token: outbox.token }).from(outbox).where(eq(outbox.id, outcome.id));
      if (row?.token && (await isWaiting(row.token))) await plan(row.token);
    });
  });

  return {
    /** Something was reported in this community. */
    notice(token: Address): void {
      if (!due.has(token)) enqueue(() => plan(token));
    },
    /** Takes up what was left waiting. */
    async start(): Promise<void> {
      const rows = await ctx.db
        .selectDistinct({ token: activity.token })
        .from(activity)
        .where(
          and(
            isNotHeld,
            or(
              isNull(activity.settlement),
              and(isNotNull(activity.settlement), inArray(activity.settlement, failures())),
            ),
          ),
        );
      for (const { token } of rows) enqueue(() => plan(token));
      await queue;
    },
    /** Resolves when all that was due up to now has been handed over. */
    idle: () => queue,
    async close(): Promise<void> {
      closed = true;
      unsubscribe();
      for (const cancel of due.values()) cancel();
      due.clear();
      await queue;
    },
  };

  function enqueue(work: () => Promise<void>) {
    queue = queue.then(async () => {
      if (closed) return;
      try {
        await work();
      } catch (error) {
        ctx.log.error({ err: error }, 'activity could not be settled; it stays waiting');
      }
    });
  }

  async function plan(token: Address) {
    if (closed || due.has(token)) return;
    const pauseMs = ctx.config.settleSeconds * 1000;
    const at = await lastAt(token).catch((error) => {
      // Without an answer it counts as settled just now: what waits is forgotten by nobody.
      ctx.log.warn({ err: error }, 'when activity was settled last is not known');
      return new Date(ctx.clock());
    });
    const sinceMs = ctx.clock() - (at?.getTime() ?? 0);
    // Where another server's clock was ahead, the last settlement seems to lie in the future.
    arm(token, Math.max(Math.min(DEBOUNCE_MS, pauseMs), Math.min(pauseMs, pauseMs - sinceMs)));
  }

  async function lastAt(token: Address): Promise<Date | undefined> {
    const [last] = await ctx.db
      .select({ at: outbox.createdAt })
      .from(outbox)
      .where(and(eq(outbox.token, token), eq(outbox.verb, 'settle')))
      .orderBy(desc(outbox.position))
      .limit(1);
    return last?.at;
  }

  function arm(token: Address, ms: number) {
    const cancel = timers.after(ms, () => {
      due.delete(token);
      enqueue(() => settle(token));
    });
    due.set(token, cancel);
  }

  async function settle(token: Address) {
    try {
      const settlement = await settleActivity(ctx, token);
      // What came too late for the one on its way waits for the next, whether or not its arrival is heard of.
      if (settlement && (!settlement.sent || (await isWaiting(token)))) await plan(token);
    } catch (error) {
      // The database or the chain did not answer: the rows are where they were, and their time comes again.
      if (!due.has(token)) arm(token, ctx.config.settleSeconds * 1000);
      throw error;
    }
  }

  async function isWaiting(token: Address) {
    const waiting = or(isNull(activity.settlement), inArray(activity.settlement, failures()));
    const [row] = await ctx.db
      .select({ id: activity.id })
      .from(activity)
      .where(and(eq(activity.token, token), gt(activity.count, 0), isNotHeld, waiting))
      .limit(1);
    return row !== undefined;
  }

  function failures() {
    return ctx.db
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(eq(outbox.verb, 'settle'), eq(outbox.state, 'failed')));
  }
}

export type Settling = ReturnType<typeof openSettling>;
