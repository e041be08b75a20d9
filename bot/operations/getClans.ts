import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { clanChallenges, clans, memberships, scores } from '../db/schema.ts';
import { accountOf, type Who } from './who.ts';

/** Clans that live, the largest first. */
export async function getClans(ctx: Context, input: { token: Address }) {
  return ctx.db
    .select()
    .from(clans)
    .where(and(eq(clans.token, input.token), isNull(clans.dissolvedAt)))
    .orderBy(desc(clans.size), asc(clans.clan));
}

/** The clan that a member is in now; null for none. */
export async function getClanOf(ctx: Context, input: { token: Address; who: Who }) {
  const member = await accountOf(ctx, input.who);
  const [row] = await ctx.db
    .select({ clan: clans, since: memberships.since })
    .from(memberships)
    .innerJoin(clans, and(eq(clans.token, memberships.token), eq(clans.clan, memberships.clan)))
    .where(
      and(
        eq(memberships.token, input.token),
        eq(memberships.member, member),
        isNull(memberships.until),
        isNull(clans.dissolvedAt),
      ),
    );
  return row ?? null;
}

/** Challenges, the newest first, each with its clans' scores so far, the highest first. */
export async function getChallenges(ctx: Context, input: { token: Address }) {
  const [challenges, tallied] = await Promise.all([
    ctx.db
      .select()
      .from(clanChallenges)
      .where(eq(clanChallenges.token, input.token))
      .orderBy(desc(clanChallenges.challenge)),
    ctx.db
      .select({ challenge: scores.challenge, clan: scores.clan, score: sql<number>`sum(${scores.score})::int` })
      .from(scores)
      .where(eq(scores.token, input.token))
      .groupBy(scores.challenge, scores.clan)
      .orderBy(sql`3 desc`, asc(scores.clan)),
  ]);
  return challenges.map((challenge) => ({
    ...challenge,
    scores: tallied.filter((one) => one.challenge === challenge.challenge).map(({ clan, score }) => ({ clan, score })),
  }));
}
