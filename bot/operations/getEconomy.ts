import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { days, flows, GROUPS, members, ranks } from '../db/schema.ts';
import { earningUnit, getCommunity } from './getCommunity.ts';
import { boardOf, countAbove, rowsFrom, startOf } from './ranks.ts';
import { sizeOf } from './stretches.ts';

export type Economy = {
  /** Base units, as are all amounts. */
  supply: bigint;
  /** Paid out anew and taken back since the beginning. */
  issued: bigint;
  burned: bigint;
  /** The supply without a wrapped token's budget. */
  circulating: bigint;
  members: number;
  holders: number;
  averageBalance: bigint;
  medianBalance: bigint;
  /** Members by tier, bronze first. */
  tiers: number[];
  /** Of the days asked for: net issuance in parts of what circulated before them, basis points. */
  inflationBps: number;
  /** Of the days asked for: what was paid out anew, per member and day. */
  issuedPerMemberAndDay: bigint;
  /** What members gave one another in the days asked for. */
  giftVolume: bigint;
  /** Who earned today, and this week. */
  activeEarners: { day: number; week: number };
  /** Sums of the days asked for by name, largest first; amounts as members see them: what they paid is below zero. */
  byType: Sum[];
  byActivity: Sum[];
  byCategory: Sum[];
  /** UTC day on which something moved first; null: nothing did yet. */
  begunOn: string | null;
  /** Oldest first; days on which nothing moved are left out. */
  days: {
    /** UTC, `2026-01-31` */
    day: string;
    issued: bigint;
    burned: bigint;
    supply: bigint;
    joined: number;
    activeEarners: number;
    giftVolume: bigint;
  }[];
};

type Sum = { name: string; count: number; amount: bigint };

const DAY_MS = 86_400_000;

/**
 * A community's economy now and over its latest days. Every figure was kept as events came in; none is counted here.
 * @param input.days how many, today included
 * @throws UserError if the community is unknown
 */
export async function getEconomy(ctx: Context, input: { token: Address; days: number }): Promise<Economy> {
  const { token } = input;
  const community = await getCommunity(ctx, { token });
  const today = startOf('day', ctx.clock());
  const from = today - input.days + 1;
  const earners = and(
    eq(ranks.token, token),
    eq(ranks.sum, 'earned'),
    eq(ranks.period, 'day'),
    gte(ranks.starts, from),
    lt(ranks.bucket, GROUPS),
  );
  const [series, named, active, week, balances, [begun]] = await Promise.all([
    ctx.db
      .select()
      .from(days)
      .where(and(eq(days.token, token), gte(days.day, from)))
      .orderBy(asc(days.day)),
    ctx.db
      .select({
        ...{ day: flows.day, kind: flows.kind, name: flows.name },
        ...{ count: flows.count, amount: flows.amount },
      })
      .from(flows)
      .where(and(eq(flows.token, token), gte(flows.day, from), inArray(flows.kind, ['type', 'activity', 'category']))),
    ctx.db
      .select({ day: ranks.starts, members: sql<string>`sum(${ranks.members})` })
      .from(ranks)
      .where(earners)
      .groupBy(ranks.starts),
    boardOf(ctx, { token, by: 'earned', period: 'week' }).then((board) => sizeOf(ctx, board!)),
    balancesOf(ctx, token),
    ctx.db.select({ day: days.day }).from(days).where(eq(days.token, token)).orderBy(asc(days.day)).limit(1),
  ]);
  const activeOn = new Map(active.map(({ day, members }) => [day, Number(members)]));
  const giftsOn = new Map<number, bigint>();
  for (const { day, kind, name, amount } of named) if (kind === 'type' && name === 'gift') giftsOn.set(day, -amount);
  const sums = (kind: (typeof named)[number]['kind']) => byName(named.filter((flow) => flow.kind === kind));

  const people = community.tiers.reduce((sum, count) => sum + count, 0);
  const circulating = community.supply - community.budget;
  const issued = series.reduce((sum, day) => sum + day.issued, 0n);
  const net = issued - series.reduce((sum, day) => sum + day.burned, 0n);
  const before = circulating - net;
  return {
    ...{ supply: community.supply, issued: community.issued, burned: community.burned, circulating },
    ...{ members: people, holders: balances.holders, medianBalance: balances.median },
    averageBalance: balances.holders === 0 ? 0n : (circulating - balances.escrow) / BigInt(balances.holders),
    tiers: community.caps?.tierByBalance ? await tiersByBalance(ctx, token, people) : community.tiers,
    inflationBps: before > 0n ? Number((net * 10_000n) / before) : 0,
    issuedPerMemberAndDay: people === 0 ? 0n : issued / BigInt(people * input.days),
    giftVolume: [...giftsOn.values()].reduce((sum, amount) => sum + amount, 0n),
    activeEarners: { day: activeOn.get(today) ?? 0, week },
    ...{ byType: sums('type'), byActivity: sums('activity'), byCategory: sums('category') },
    begunOn: begun ? dayOf(begun.day) : null,
    days: series.map(({ day, issued, burned, supply, joined }) => ({
      day: dayOf(day),
      ...{ issued, burned, supply, joined },
      activeEarners: activeOn.get(day) ?? 0,
      giftVolume: giftsOn.get(day) ?? 0n,
    })),
  };
}

const dayOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

async function balancesOf(ctx: Context, token: Address) {
  const board = (await boardOf(ctx, { token, by: 'balance', period: 'all' }))!;
  const holders = await sizeOf(ctx, board);
  // The one in the middle, or the two.
  const { rows: middle } = await rowsFrom(
    ctx,
    board,
    Math.max(0, Math.ceil(holders / 2) - 1),
    holders % 2 === 0 ? 2 : 1,
  );
  const median = middle.reduce((sum, { amount }) => sum + amount, 0n) / BigInt(Math.max(1, middle.length));
  // Modules hold what is put up and not yet paid: that is nobody's average.
  const { tasks, stash, clans, market } = ctx.chain.deployment;
  const modules = [tasks, stash, clans, market].map((address): Address => `0x${address.slice(2).toLowerCase()}`);
  const [held] = await ctx.db
    .select({ escrow: sql<string>`coalesce(sum(${members.balance}), 0)` })
    .from(members)
    .where(and(eq(members.token, token), inArray(members.address, modules)));
  return { holders, median, escrow: BigInt(held!.escrow) };
}

/** Where tiers follow the balance they fall with it, and the token tells of rises only. */
async function tiersByBalance(ctx: Context, token: Address, people: number): Promise<number[]> {
  const community = await getCommunity(ctx, { token });
  const board = (await boardOf(ctx, { token, by: 'balance', period: 'all' }))!;
  const { silver, gold, platinum } = community.caps!;
  const unit = earningUnit(community.decimals);
  const [silvers, golds, platinums] = await Promise.all(
    [silver, gold, platinum].map(async (threshold) => {
      const least = BigInt(threshold) * unit;
      // Whoever has at least so much has more than one less.
      return least > 1n ? (await countAbove(ctx, board, [least - 1n])).get(least - 1n)! : sizeOf(ctx, board);
    }),
  );
  return [people - silvers!, silvers! - golds!, golds! - platinums!, platinums!];
}

function byName(some: { name: string; count: number; amount: bigint }[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { name, count, amount } of some) {
    const sum = sums.get(name) ?? { name, count: 0, amount: 0n };
    sums.set(name, { name, count: sum.count + count, amount: sum.amount + amount });
  }
  const size = ({ amount }: Sum) => (amount < 0n ? -amount : amount);
  return [...sums.values()].sort((a, b) => (size(b) > size(a) ? 1 : size(b) < size(a) ? -1 : a.name < b.name ? -1 : 1));
}
