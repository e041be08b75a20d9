import { and, eq, gte, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { CATEGORIES, type EntryType, entries, members } from '../db/schema.ts';
import { startOf } from './ranks.ts';
import { accountOf, type Who } from './who.ts';

export const SPANS = ['day', 'week', 'month', 'all'] as const;
export type Span = (typeof SPANS)[number];

export type Stats = {
  /** Base units, as are all amounts; of all time, as boards count them. */
  earned: bigint;
  spent: bigint;
  gifted: bigint;
  received: bigint;
  /** Movements of the span by type, the latest kind first; amounts below zero left the balance. */
  byType: { type: EntryType; category: string; count: number; amount: bigint }[];
};

const DAY_MS = 86_400_000;

/** What moved a member's balance in a span that ends now, by type. Days and months are UTC, weeks begin on Monday. */
export async function getStats(ctx: Context, input: { token: Address; who: Who; span: Span }): Promise<Stats> {
  const { token, span } = input;
  const address = await accountOf(ctx, input.who);
  const own = and(eq(entries.token, token), eq(entries.address, address));
  const since = sinceOf(span, ctx.clock());
  const [[member], byType] = await Promise.all([
    ctx.db
      .select({
        ...{ earned: members.earned, spent: members.spent },
        ...{ gifted: members.gifted, received: members.received },
      })
      .from(members)
      .where(and(eq(members.token, token), eq(members.address, address))),
    ctx.db
      .select({
        type: entries.type,
        count: sql<number>`count(*)::int`,
        amount: sql<bigint>`sum(${entries.amount})`.mapWith(entries.amount),
      })
      .from(entries)
      .where(and(own, since && gte(entries.at, since)))
      .groupBy(entries.type)
      .orderBy(sql`max(${entries.block}) desc`, entries.type),
  ]);
  return {
    ...(member ?? { earned: 0n, spent: 0n, gifted: 0n, received: 0n }),
    byType: byType.map((sums) => ({ ...sums, category: CATEGORIES[sums.type] })),
  };
}

/** When a span that ends now began; undefined: ever. */
export function sinceOf(span: Span, now: number): Date | undefined {
  if (span === 'all') return undefined;
  if (span !== 'month') return new Date(startOf(span, now) * DAY_MS);
  const date = new Date(now);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth()));
}
