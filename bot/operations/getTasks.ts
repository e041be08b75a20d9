import { and, asc, desc, eq, gt, isNull, or } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { claims, tasks } from '../db/schema.ts';
import { accountOf, type Who } from './who.ts';

/**
 * A community's tasks, the newest first; `open`: only those that may still be claimed.
 * @returns rewards in base units
 */
export async function getTasks(ctx: Context, input: { token: Address; open: boolean }) {
  const now = new Date(ctx.clock());
  const open = and(
    eq(tasks.cancelled, false),
    or(isNull(tasks.expiresAt), gt(tasks.expiresAt, now)),
    or(isNull(tasks.left), gt(tasks.left, 0)),
  );
  return ctx.db
    .select()
    .from(tasks)
    .where(and(eq(tasks.token, input.token), input.open ? open : undefined))
    .orderBy(desc(tasks.task));
}

/** What a member has claimed, the newest first, each with its task. */
export async function getClaims(ctx: Context, input: { token: Address; who: Who }) {
  const claimant = await accountOf(ctx, input.who);
  return ctx.db
    .select({ claim: claims, task: tasks })
    .from(claims)
    .innerJoin(tasks, and(eq(tasks.token, claims.token), eq(tasks.task, claims.task)))
    .where(and(eq(claims.token, input.token), eq(claims.claimant, claimant)))
    .orderBy(desc(claims.claim));
}

/** Submissions that wait for reviewers, the longest waiting first, each with its task. */
export async function getReviewQueue(ctx: Context, input: { token: Address }) {
  return ctx.db
    .select({ claim: claims, task: tasks })
    .from(claims)
    .innerJoin(tasks, and(eq(tasks.token, claims.token), eq(tasks.task, claims.task)))
    .where(and(eq(claims.token, input.token), eq(claims.state, 'submitted')))
    .orderBy(asc(claims.submittedAt), asc(claims.claim));
}
