/** What looks like abuse, and what the staff decide about it. */
import { and, asc, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { activity, entries, holds, signals, users } from '../db/schema.ts';
import { type Gifts, giftRings, type Ring } from './signals/rings.ts';

export type Signal = typeof signals.$inferSelect;
export type Sign = Pick<Signal, 'token' | 'userId' | 'kind' | 'strength' | 'evidence'> & { others?: string[] };

const DAY_MS = 86_400_000;
/** For so long what the staff found fine is not brought up again. */
const FINE_MS = 30 * DAY_MS;
/** Gifts that are looked through for rings. */
const RING_MS = 7 * DAY_MS;
const MOST_GIFTS = 20_000;
/** Signals that the staff are shown at once; the latest first. */
const SHOWN = 200;
/** Others that are named in a signal. */
const OTHERS = 20;

/** Of a row of activity: its member's is settled, because the staff do not hold it back. */
export const isNotHeld = sql`not exists (select 1 from ${holds} where ${holds.token} = ${activity.token} and ${holds.userId} = ${activity.userId})`;

/** Brings a sign of abuse before the staff, or adds to what they have of that kind. */
export async function raiseSignal(ctx: Context, { others = [], ...sign }: Sign): Promise<void> {
  const now = new Date(ctx.clock());
  const longAgo = new Date(ctx.clock() - FINE_MS);
  const reopened = and(eq(signals.decision, 'fine'), lt(signals.decidedAt, longAgo));
  const named = others.slice(0, OTHERS);
  await ctx.db
    .insert(signals)
    .values({ ...sign, others: named, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: [signals.token, signals.userId, signals.kind],
      set: {
        ...{ lastAt: now, strength: sign.strength, evidence: sign.evidence, others: named },
        decision: sql`case when ${reopened} then null else ${signals.decision} end`,
        noticedAt: sql`case when ${reopened} then null else ${signals.noticedAt} end`,
      },
    });
}

/** A member with the signs of abuse about them. */
export type Suspect = { userId: string; name: string | null; signs: Signal[]; heldSince: Date | null; waiting: number };

/** Whom the staff have to decide about, the latest sign first; held members with what waits for them. */
export async function getSuspects(ctx: Context, { token }: { token: Address }): Promise<Suspect[]> {
  const rows = await ctx.db
    .select({ signal: signals, name: users.name, heldSince: holds.at })
    .from(signals)
    .leftJoin(users, eq(users.id, signals.userId))
    .leftJoin(holds, and(eq(holds.token, signals.token), eq(holds.userId, signals.userId)))
    .where(and(eq(signals.token, token), or(isNull(signals.decision), eq(signals.decision, 'held'))))
    .orderBy(desc(signals.lastAt), asc(signals.id))
    .limit(SHOWN);
  const members = Map.groupBy(rows, ({ signal }) => signal.userId);
  const ids = [...members.keys()];
  const waiting = await ctx.db
    .select({ userId: activity.userId, count: sql<number>`sum(${activity.count})::int` })
    .from(activity)
    .where(and(eq(activity.token, token), isNull(activity.settlement), inArray(activity.userId, ids)))
    .groupBy(activity.userId);
  return [...members].map(([userId, some]) => ({
    userId,
    name: some[0]?.name ?? null,
    signs: some.map(({ signal }) => signal),
    heldSince: some[0]?.heldSince ?? null,
    waiting: waiting.find((each) => each.userId === userId)?.count ?? 0,
  }));
}

export const VERDICTS = ['fine', 'hold', 'forget'] as const;
/** `fine`: what waits is settled. `hold`: it waits. `forget`: it is forgotten, and what comes next counts again. */
export type Verdict = (typeof VERDICTS)[number];

/** Decides about a member's signs of abuse. */
export async function judgeSuspect(
  ctx: Context,
  { token, userId, by, verdict }: { token: Address; userId: string; by: string; verdict: Verdict },
): Promise<void> {
  const at = new Date(ctx.clock());
  const decision = verdict === 'hold' ? 'held' : 'fine';
  const held = and(eq(holds.token, token), eq(holds.userId, userId));
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(signals)
      .set({ decision, decidedBy: by, decidedAt: at })
      .where(and(eq(signals.token, token), eq(signals.userId, userId)));
    if (verdict === 'hold') {
      await tx.insert(holds).values({ token, userId, by, at }).onConflictDoNothing();
      return;
    }
    if (verdict === 'forget')
      await tx
        .delete(activity)
        .where(and(eq(activity.token, token), eq(activity.userId, userId), isNull(activity.settlement)));
    await tx.delete(holds).where(held);
  });
}

/** Members who passed gifts round among themselves of late. Addresses. */
export async function findRings(ctx: Context, { token }: { token: Address }): Promise<Ring[]> {
  const since = new Date(ctx.clock() - RING_MS);
  const rows = await ctx.db
    .select({
      ...{ from: entries.address, to: entries.counterparty },
      count: sql<number>`count(*)::int`,
      amount: sql<bigint>`-sum(${entries.amount})`.mapWith(entries.amount),
    })
    .from(entries)
    .where(and(eq(entries.token, token), eq(entries.type, 'gift'), gt(entries.at, since)))
    .groupBy(entries.address, entries.counterparty)
    .limit(MOST_GIFTS);
  const gifts: Gifts[] = rows.flatMap(({ to, ...gift }) => (to ? [{ ...gift, to }] : []));
  return giftRings(gifts);
}
