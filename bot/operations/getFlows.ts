import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { CATEGORIES, days, ENTRY_TYPES, flows, periods } from '../db/schema.ts';
import { getStats, type Span, type Stats, sinceOf } from './getStats.ts';
import { accountOf, type Who } from './who.ts';

const DAY_MS = 86_400_000;

export type Flows = {
  /** Movements, of whichever kind. */
  count: number;
  /** Base units that came to members and that left them. */
  inflow: bigint;
  outflow: bigint;
  /** Paid out anew and taken back; null for one member. */
  issued: bigint | null;
  burned: bigint | null;
  byType: Stats['byType'];
};

/** What moved in a community, or for one member, in a span that ends now; archived history is counted too. */
export async function getFlows(
  ctx: Context,
  input: { token: Address; who?: Who | undefined; span: Span },
): Promise<Flows> {
  const { token, who, span } = input;
  if (who) return { ...sumsOf((await getStats(ctx, { token, who, span })).byType), issued: null, burned: null };
  const first = Math.floor((sinceOf(span, ctx.clock())?.getTime() ?? 0) / DAY_MS);
  const [found, [sums]] = await Promise.all([
    ctx.db
      .select({
        name: flows.name,
        count: sql<number>`sum(${flows.count})::float8`,
        amount: sql<bigint>`sum(${flows.amount})`.mapWith(flows.amount),
      })
      .from(flows)
      .where(and(eq(flows.token, token), eq(flows.kind, 'type'), gte(flows.day, first)))
      .groupBy(flows.name),
    ctx.db
      .select({
        issued: sql<bigint>`coalesce(sum(${days.issued}), 0)`.mapWith(days.issued),
        burned: sql<bigint>`coalesce(sum(${days.burned}), 0)`.mapWith(days.burned),
      })
      .from(days)
      .where(and(eq(days.token, token), gte(days.day, first))),
  ]);
  const byName = new Map(found.map((flow) => [flow.name, flow]));
  const byType = ENTRY_TYPES.flatMap((type) => {
    const flow = byName.get(type);
    return flow ? [{ type, category: CATEGORIES[type], count: flow.count, amount: flow.amount }] : [];
  });
  return { ...sumsOf(byType), issued: sums?.issued ?? 0n, burned: sums?.burned ?? 0n };
}

function sumsOf(byType: Stats['byType']) {
  const sum = (some: Stats['byType']) => some.reduce((total, { amount }) => total + amount, 0n);
  return {
    count: byType.reduce((total, { count }) => total + count, 0),
    inflow: sum(byType.filter(({ amount }) => amount > 0n)),
    outflow: -sum(byType.filter(({ amount }) => amount < 0n)),
    byType,
  };
}

/** What boards count for a member in a span: base units earned and spent. */
export async function getPeriodSums(
  ctx: Context,
  { token, who, span }: { token: Address; who: Who; span: Exclude<Span, 'all'> },
): Promise<{ earned: bigint; spent: bigint; gifted: bigint }> {
  const address = await accountOf(ctx, who);
  const first = Math.floor(sinceOf(span, ctx.clock())!.getTime() / DAY_MS);
  const today = Math.floor(ctx.clock() / DAY_MS);
  const starts = Array.from({ length: today - first + 1 }, (_, place) => first + place);
  const [sums] = await ctx.db
    .select({
      earned: sql<bigint>`coalesce(sum(${periods.earned}), 0)`.mapWith(periods.earned),
      spent: sql<bigint>`coalesce(sum(${periods.spent}), 0)`.mapWith(periods.spent),
      gifted: sql<bigint>`coalesce(sum(${periods.gifted}), 0)`.mapWith(periods.gifted),
    })
    .from(periods)
    .where(
      and(
        eq(periods.token, token),
        eq(periods.period, 'day'),
        inArray(periods.starts, starts),
        eq(periods.address, address),
      ),
    );
  return sums!;
}
