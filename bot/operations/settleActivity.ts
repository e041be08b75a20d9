import { randomUUID } from 'node:crypto';
import { communitiesAbi, earningsAbi } from '@guildmint/contracts/abi.ts';
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { activity, outbox } from '../db/schema.ts';
import { ACTIVITIES } from './reportActivity.ts';
import { isNotHeld } from './signals.ts';

/** Role bit, as in contracts/libraries/Roles.sol. */
const REPORTER = 4n;
/** Members in one settlement, at most; fewer where a block holds less. */
const MEMBERS = 200;
/** A count is one byte of the report. */
const GREATEST_COUNT = 255;
/** Rows looked at for one settlement; what lies beyond waits for the next. */
const ROWS = 20_000;
/** A community's first settlement of a day: rates and caps read, the supply's and the reporter's words written. */
const GAS_BASE = 200_000;
/** A member who is new on-chain and whose activities are counted: two fresh storage words and a transfer event. */
const GAS_PER_REPORT = 60_000;

export type Settlement = {
  /** The operation that settles. */
  id: string;
  /** False if it was on its way already and nothing was added to it. */
  sent: boolean;
};

/**
 * Reports a community's unsettled activity in one batch. At most one settlement of a community is on its way, because
 * the contract numbers them; what a failed one reported is free for the next.
 * @returns null if there is nothing to settle
 */
export async function settleActivity(ctx: Context, token: Address): Promise<Settlement | null> {
  const reporter = await ctx.chain.accountOf('reporter');
  return ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('settle' || ${token.toLowerCase()}, 0))`);
    const ofToken = and(eq(outbox.token, token), eq(outbox.verb, 'settle'));
    const [onItsWay] = await tx
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(ofToken, inArray(outbox.state, ['queued', 'signed', 'broadcast'])))
      .limit(1);
    if (onItsWay) return { id: onItsWay.id, sent: false };

    const failed = tx
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(ofToken, eq(outbox.state, 'failed')));
    await tx.update(activity).set({ settlement: null }).where(inArray(activity.settlement, failed));

    const waiting = await tx
      .select({ id: activity.id, userId: activity.userId, activity: activity.activity, count: activity.count })
      .from(activity)
      .where(and(eq(activity.token, token), isNull(activity.settlement), isNotHeld))
      .orderBy(asc(activity.id))
      .limit(ROWS);
    if (waiting.length === 0) return null;
    const { gasLimit } = await ctx.chain.client.getBlock();
    const { reports, rows, evened } = group(waiting, membersWithin(gasLimit));
    if (evened.length > 0) await tx.delete(activity).where(inArray(activity.id, evened));
    if (rows.length === 0) return null;

    const { client, deployment } = ctx.chain;
    const [number, mayReport] = await Promise.all([
      client.readContract({
        address: deployment.earnings,
        abi: earningsAbi,
        functionName: 'nextSettlement',
        args: [token, reporter],
      }),
      client.readContract({
        address: deployment.communities,
        abi: communitiesAbi,
        functionName: 'hasRole',
        args: [token, reporter, REPORTER],
      }),
    ]);
    if (!mayReport) {
      // On a real chain the grant waits for the time-lock: activity is kept meanwhile, and no gas is spent on asking.
      ctx.log.warn({ token, reporter }, 'activity waits: the community’s owner has not yet granted the reporter role');
      return null;
    }
    const words = await Promise.all(
      [...reports].map(async ([userId, counts]) => reportWord(await ctx.chain.accountOf(userId), counts)),
    );
    const id = `settle:${randomUUID()}`;
    await tx.update(activity).set({ settlement: id }).where(inArray(activity.id, rows));
    const data = encodeFunctionData({ abi: earningsAbi, functionName: 'settle', args: [token, number, words] });
    const gas = GAS_BASE + GAS_PER_REPORT * words.length;
    await ctx.chain.submit({ id, verb: 'settle', token, userId: 'reporter', target: 'earnings', data, gas }, tx);
    return { id, sent: true };
  });
}

/** Three quarters of a block: the rest is for the batch around it, and for others. */
export function membersWithin(blockGasLimit: bigint): number {
  const fitting = Math.floor((Number(blockGasLimit) * 0.75 - GAS_BASE) / GAS_PER_REPORT);
  return Math.max(1, Math.min(MEMBERS, fitting));
}

type Row = { id: number; userId: string; activity: number; count: number };
type Counts = { counts: number[]; registration: boolean };

/**
 * Takes rows in order of arrival while they fit: the members into the batch, the counts into their byte. What was taken back
 * lowers the counts beside it, or waits until there are some.
 * @returns `evened`: rows of members of whom nothing is left to report
 */
export function group(
  waiting: Row[],
  most = MEMBERS,
): { reports: Map<string, Counts>; rows: number[]; evened: number[] } {
  const reports = new Map<string, Counts>();
  const taken: Row[] = [];
  const later = waiting.filter(({ count }) => count < 0);
  for (const row of waiting) {
    if (row.count < 0) continue;
    const report = reports.get(row.userId) ?? { counts: Array<number>(8).fill(0), registration: false };
    if (!reports.has(row.userId) && reports.size === most) continue;
    if (row.activity === ACTIVITIES.registration) report.registration = true;
    else {
      const before = report.counts[row.activity] ?? 0;
      const count = Math.min(row.count, GREATEST_COUNT);
      if (before + count > GREATEST_COUNT) continue;
      report.counts[row.activity] = before + count;
    }
    reports.set(row.userId, report);
    taken.push(row);
  }
  for (const row of later) {
    const report = reports.get(row.userId);
    const left = (report?.counts[row.activity] ?? 0) + row.count;
    if (!report || left < 0) continue;
    report.counts[row.activity] = left;
    taken.push(row);
  }
  const empty = new Set<string>();
  for (const [userId, { counts, registration }] of reports)
    if (!registration && counts.every((count) => count === 0)) empty.add(userId);
  for (const userId of empty) reports.delete(userId);
  const ids = (some: Row[]) => some.map(({ id }) => id);
  const evened = taken.filter(({ userId }) => empty.has(userId));
  return { reports, rows: ids(taken.filter(({ userId }) => !empty.has(userId))), evened: ids(evened) };
}

/** member:160 | counts:8x8 | flags:32, the lowest count byte being activity 0. */
export function reportWord(member: Address, { counts, registration }: Counts): bigint {
  const packed = counts.reduce((word, count, place) => word | (BigInt(count) << BigInt(8 * place)), 0n);
  return (BigInt(member) << 96n) | (packed << 32n) | (registration ? 1n : 0n);
}

/**
 * Pays a member's waiting activity before the member spends: the settlement enters the outbox ahead of what is
 * submitted next. When one is on its way already it is awaited first, for `patienceMs` at most, since it may lack the newest rows.
 */
export async function settleBeforeSpending(
  ctx: Context,
  input: { token: Address; userId: string; patienceMs?: number },
): Promise<Settlement | null> {
  const { token, userId } = input;
  const own = and(eq(activity.token, token), eq(activity.userId, userId), isNull(activity.settlement), isNotHeld);
  const [waiting] = await ctx.db.select({ id: activity.id }).from(activity).where(own).limit(1);
  if (!waiting) return null;
  const first = await settleActivity(ctx, input.token);
  if (!first || first.sent) return first;
  await ctx.chain.settled(first.id, input.patienceMs ?? 5_000);
  return settleActivity(ctx, input.token);
}
