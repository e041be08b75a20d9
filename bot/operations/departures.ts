import { and, asc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { activity, communities, departures, joins, members, users } from '../db/schema.ts';
import { erase } from './privacy.ts';
import { ACTIVITIES } from './reportActivity.ts';
import { accountOf, type Who } from './who.ts';

const DAY_MS = 86_400_000;
/** Members whose data is removed before the next are looked up. */
const AT_ONCE = 100;

export type Departure = {
  address: Address;
  /** Null for who has had their data removed. */
  userId: string | null;
  name: string | null;
  leftAt: Date;
  /** When what was stored about them was removed; null: it is still there. */
  clearedAt: Date | null;
  /** Base units: a balance stays whoever leaves. */
  balance: bigint;
};

/** Somebody has left the community's server. Told again it changes nothing. */
export async function noteDeparture(ctx: Context, { token, userId }: { token: Address; userId: string }) {
  const address = await accountOf(ctx, { userId });
  await ctx.db
    .insert(departures)
    .values({ token, address, userId, leftAt: new Date(ctx.clock()) })
    .onConflictDoNothing();
}

/**
 * Counts somebody as a member again, on boards too. What was removed of them is met anew as they do something.
 * @returns false if they were not away
 */
export async function reactivate(ctx: Context, { token, ...who }: { token: Address } & Who): Promise<boolean> {
  const address = await accountOf(ctx, who);
  const back = await ctx.db
    .delete(departures)
    .where(and(eq(departures.token, token), eq(departures.address, address)))
    .returning({ address: departures.address });
  return back.length > 0;
}

/**
 * Who was ever heard of on a community's server, by id, beginning behind `after`, and whether they count as gone: to be held
 * against who is there.
 */
export async function getKnown(
  ctx: Context,
  { token, after, limit }: { token: Address; after: string; limit: number },
): Promise<{ userId: string; gone: boolean }[]> {
  return ctx.db
    .select({ userId: activity.userId, gone: sql<boolean>`${departures.address} is not null` })
    .from(activity)
    .innerJoin(users, eq(users.id, activity.userId))
    .leftJoin(departures, and(eq(departures.token, token), eq(departures.address, users.address)))
    .where(
      and(
        eq(activity.token, token),
        eq(activity.source, 'registration'),
        eq(activity.activity, ACTIVITIES.registration),
        gt(activity.userId, after),
      ),
    )
    .orderBy(asc(activity.userId))
    .limit(limit);
}

/** Who left a community's server at least so many days ago, the earliest first. */
export async function getInactive(
  ctx: Context,
  { token, days, limit, offset = 0 }: { token: Address; days: number; limit: number; offset?: number },
): Promise<Departure[]> {
  const { address, leftAt } = departures;
  return ctx.db
    .select({
      address,
      userId: departures.userId,
      name: users.name,
      leftAt,
      clearedAt: departures.clearedAt,
      balance: sql<bigint>`coalesce(${members.balance}, 0)`.mapWith(members.balance),
    })
    .from(departures)
    .leftJoin(users, eq(users.id, departures.userId))
    .leftJoin(members, and(eq(members.token, departures.token), eq(members.address, address)))
    .where(and(eq(departures.token, token), lte(leftAt, new Date(ctx.clock() - days * DAY_MS))))
    .orderBy(asc(leftAt), asc(address))
    .limit(limit)
    .offset(offset);
}

/**
 * Removes what is stored off-chain about those who left at least so many days ago, and takes them off the boards. Of who
 * is a member of another community here too only what concerns this one. Balances and history are the chain's: they stay.
 * @returns how many members it was
 */
export async function cleanUp(ctx: Context, { token, days }: { token: Address; days: number }): Promise<number> {
  const due = and(
    eq(departures.token, token),
    isNull(departures.clearedAt),
    lte(departures.leftAt, new Date(ctx.clock() - days * DAY_MS)),
  );
  for (let cleared = 0; ; ) {
    const some = await ctx.db.select().from(departures).where(due).orderBy(asc(departures.leftAt)).limit(AT_ONCE);
    if (some.length === 0) return cleared;
    for (const { address, userId } of some) {
      if (userId && !(await isElsewhere(ctx, { token, address, userId }))) await erase(ctx, { userId });
      else if (userId) await forgetHere(ctx, { token, userId });
    }
    const addresses = some.map(({ address }) => address);
    await ctx.db
      .update(departures)
      .set({ userId: null, clearedAt: new Date(ctx.clock()) })
      .where(and(eq(departures.token, token), inArray(departures.address, addresses)));
    cleared += some.length;
  }
}

/** Whether somebody belongs to another community, as far as it has been heard of them there. */
async function isElsewhere(
  ctx: Context,
  { token, address, userId }: { token: Address; address: Address; userId: string },
) {
  const account = departures.address.mapToDriverValue(address);
  const { rows } = await ctx.db.execute<{ elsewhere: boolean }>(sql`
    select exists (
      select 1 from ${communities} c
      where c.token <> ${departures.token.mapToDriverValue(token)}
        and not exists (select 1 from ${departures} d where d.token = c.token and d.address = ${account})
        and (exists (select 1 from ${members} m where m.token = c.token and m.address = ${account})
          or exists (select 1 from ${activity} a where a.token = c.token and a.source = 'registration'
            and a.activity = ${ACTIVITIES.registration} and a.user_id = ${userId}))
    ) as elsewhere`);
  return rows[0]?.elsewhere === true;
}

async function forgetHere(ctx: Context, { token, userId }: { token: Address; userId: string }) {
  await ctx.db.delete(activity).where(and(eq(activity.token, token), eq(activity.userId, userId)));
  await ctx.db.delete(joins).where(and(eq(joins.token, token), eq(joins.userId, userId)));
}
