import { and, asc, between, desc, eq, getTableColumns, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { clanChallenges, clans, invitations, memberships, periods, scores } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { userIdOf } from './named.ts';
import { startOf } from './ranks.ts';
import { ALL, type Rows } from './rows.ts';
import { accountOf, type Who } from './who.ts';

export type Clan = typeof clans.$inferSelect & {
  /** Null where it was founded elsewhere. */
  name: string | null;
  leaderId: string | null;
};

const clanColumns = {
  ...getTableColumns(clans),
  name: sql<string | null>`(select t.text from app.texts t where t.hash = ${clans.textHash})`,
  leaderId: userIdOf(clans.leader),
};

/** Clans that live, the largest first. */
export async function getClans(
  ctx: Context,
  { token, offset = 0, limit = ALL }: { token: Address } & Partial<Rows>,
): Promise<Clan[]> {
  return ctx.db
    .select(clanColumns)
    .from(clans)
    .where(and(eq(clans.token, token), isNull(clans.dissolvedAt)))
    .orderBy(desc(clans.size), asc(clans.clan))
    .offset(offset)
    .limit(limit);
}

/** One clan that lives. @throws UserError `ClanUnknown` */
export async function getClan(ctx: Context, { token, clan }: { token: Address; clan: number }): Promise<Clan> {
  const [row] = await ctx.db
    .select(clanColumns)
    .from(clans)
    .where(and(eq(clans.token, token), eq(clans.clan, clan), isNull(clans.dissolvedAt)));
  if (!row) throw new UserError('ClanUnknown', 'There is no such clan here: look at the list.');
  return row;
}

/** The clan that a member is in now; null for none. */
export async function getClanOf(
  ctx: Context,
  input: { token: Address; who: Who },
): Promise<{ clan: Clan; since: Date } | null> {
  const member = await accountOf(ctx, input.who);
  const [row] = await ctx.db
    .select({ ...clanColumns, since: memberships.since })
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
  if (!row) return null;
  const { since, ...clan } = row;
  return { clan, since };
}

/** Who is in a clan, since when; the longest first. */
export async function getClanMembers(ctx: Context, { token, clan }: { token: Address; clan: number }) {
  return ctx.db
    .select({ member: memberships.member, userId: userIdOf(memberships.member), since: memberships.since })
    .from(memberships)
    .where(and(eq(memberships.token, token), eq(memberships.clan, clan), isNull(memberships.until)))
    .orderBy(asc(memberships.since), asc(memberships.member));
}

/** Living clans that a member may join, the latest invitation first. */
export async function getInvitations(ctx: Context, input: { token: Address; who: Who }): Promise<Clan[]> {
  const member = await accountOf(ctx, input.who);
  return ctx.db
    .select(clanColumns)
    .from(invitations)
    .innerJoin(clans, and(eq(clans.token, invitations.token), eq(clans.clan, invitations.clan)))
    .where(
      and(
        eq(invitations.token, input.token),
        eq(invitations.member, member),
        eq(invitations.open, true),
        isNull(clans.dissolvedAt),
      ),
    )
    .orderBy(desc(invitations.at));
}

/** Living clans by what their members earned this week (from Monday, UTC), most first. @returns base units */
export async function getClanBoard(
  ctx: Context,
  { token, offset = 0, limit = ALL }: { token: Address } & Partial<Rows>,
): Promise<(Clan & { earned: bigint })[]> {
  const monday = startOf('week', ctx.clock());
  const earned = sql<string>`coalesce((select sum(p.earned) from chain.memberships m
    join chain.periods p on p.token = m.token and p.address = m.member and p.period = 'week' and p.starts = ${monday}
    where m.token = clans.token and m.clan = clans.clan and m.until is null), 0)`;
  const rows = await ctx.db
    .select({ ...clanColumns, earned })
    .from(clans)
    .where(and(eq(clans.token, token), isNull(clans.dissolvedAt)))
    .orderBy(desc(earned), desc(clans.size), asc(clans.clan))
    .offset(offset)
    .limit(limit);
  return rows.map((row) => ({ ...row, earned: BigInt(row.earned) }));
}

export type Challenge = typeof clanChallenges.$inferSelect & {
  /** Null where it was announced elsewhere. */
  title: string | null;
  /** By clan, the highest first. */
  scores: { clan: number; name: string | null; score: number }[];
};

/** Challenges, the newest first, each with its clans' scores so far, the highest first. */
export async function getChallenges(
  ctx: Context,
  { token, offset = 0, limit = ALL }: { token: Address } & Partial<Rows>,
): Promise<Challenge[]> {
  const challenges = await ctx.db
    .select({
      ...getTableColumns(clanChallenges),
      title: sql<string | null>`(select t.text from app.texts t where t.hash = ${clanChallenges.textHash})`,
    })
    .from(clanChallenges)
    .where(eq(clanChallenges.token, token))
    .orderBy(desc(clanChallenges.challenge))
    .offset(offset)
    .limit(limit);
  const numbers = challenges.map(({ challenge }) => challenge);
  const tallied = await ctx.db
    .select({
      challenge: scores.challenge,
      clan: scores.clan,
      name: clanNameOf('scores'),
      score: sql<number>`sum(${scores.score})::int`,
    })
    .from(scores)
    .where(and(eq(scores.token, token), inArray(scores.challenge, numbers)))
    .groupBy(scores.token, scores.challenge, scores.clan)
    .orderBy(sql`4 desc`, asc(scores.clan));
  return challenges.map((challenge) => ({
    ...challenge,
    scores: tallied
      .filter((one) => one.challenge === challenge.challenge)
      .map(({ clan, name, score }) => ({ clan, name, score })),
  }));
}

/** Of the clan that a row of this table names. */
const clanNameOf = (table: 'scores' | 'memberships') => sql<string | null>`(select t.text from chain.clans c
  join app.texts t on t.hash = c.text_hash
  where c.token = ${sql.identifier(table)}.token and c.clan = ${sql.identifier(table)}.clan)`;

/**
 * How a challenge stands before its scores are counted: days on which members of each clan earned, as far as the cache
 * knows. The contract's own count comes after its last day.
 */
export async function getProvisionalScores(
  ctx: Context,
  { token, firstDay, lastDay }: Pick<Challenge, 'token' | 'firstDay' | 'lastDay'>,
): Promise<Challenge['scores']> {
  const score = sql<number>`count(*)::int`;
  return ctx.db
    .select({ clan: memberships.clan, name: clanNameOf('memberships'), score })
    .from(memberships)
    .innerJoin(
      periods,
      and(
        eq(periods.token, memberships.token),
        eq(periods.address, memberships.member),
        eq(periods.period, 'day'),
        between(periods.starts, firstDay, lastDay),
        gt(periods.earned, 0n),
        sql`(${memberships.since} at time zone 'utc')::date <= date '1970-01-01' + ${periods.starts}`,
        sql`(${memberships.until} is null or (${memberships.until} at time zone 'utc')::date >= date '1970-01-01' + ${periods.starts})`,
      ),
    )
    .where(eq(memberships.token, token))
    .groupBy(memberships.token, memberships.clan)
    .orderBy(desc(score), asc(memberships.clan));
}
