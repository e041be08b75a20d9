import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { HOLDINGS, type Holding, type Me, type PrivacyKind } from './erasable.ts';
import { forgetUser } from './meetUser.ts';
import { accountOf } from './who.ts';

/** Rows of each kind that are shown when somebody looks inside. */
const SHOWN = 10;

export type Stored = { kind: PrivacyKind; becomes: Holding['becomes']; count: number };

/** How much is stored off-chain about a member, by kind and by what becomes of it. */
export async function getStored(ctx: Context, { userId }: { userId: string }): Promise<Stored[]> {
  const me = await meOf(ctx, userId);
  const counts = await Promise.all(
    HOLDINGS.map(async ({ table, kind, becomes, theirs }) => ({
      ...{ kind, becomes },
      count: await ctx.db.$count(table, theirs(me)),
    })),
  );
  const sums = new Map<string, Stored>();
  for (const each of counts) {
    if (each.count === 0) continue;
    const key = `${each.kind} ${each.becomes}`;
    sums.set(key, { ...each, count: each.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}

/** What is stored of one kind, row by row, as it stands in the database; a part of it where it is much. */
export async function lookInside(
  ctx: Context,
  { userId, kind }: { userId: string; kind: PrivacyKind },
): Promise<Record<string, unknown>[]> {
  const me = await meOf(ctx, userId);
  const found = await Promise.all(
    HOLDINGS.filter((holding) => holding.kind === kind).map(async ({ table, theirs, hides = [] }) => {
      const rows = await ctx.db.select().from(table).where(theirs(me)).limit(SHOWN);
      return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !hides.includes(name))));
    }),
  );
  return found.flat();
}

/**
 * Erases what is stored off-chain about a member. What the chain holds stays there, and with it the account.
 * @returns what is left, because it guards something or is still under way
 */
export async function erase(ctx: Context, { userId }: { userId: string }): Promise<Stored[]> {
  const me = await meOf(ctx, userId);
  await ctx.db.transaction(async (tx) => {
    // Two at once would wait for each other's rows.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`guildmint_erase:${userId}`}))`);
    for (const holding of HOLDINGS) await holding.erase(tx, me);
  });
  forgetUser(ctx, userId);
  return getStored(ctx, { userId });
}

async function meOf(ctx: Context, userId: string): Promise<Me> {
  return { userId, account: await accountOf(ctx, { userId }), now: new Date(ctx.clock()) };
}
