/** Who brought whom, and what that pays once the friend has been active. */
import { earningsAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { and, asc, eq, lte } from 'drizzle-orm';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { guilds, joins } from '../db/schema.ts';
import { daysIn } from './getProgress.ts';
import { readSettings } from './settings.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How often a friend's activity is looked at, and for how long it may take. */
const AGAIN_MS = 6 * HOUR_MS;
const WITHIN_MS = 60 * DAY_MS;
const AT_ONCE = 50;
/** Days that the token remembers. */
const WINDOW = 32;
/** The reward as an issuance to who invited, and a word that remembers it. */
const GAS = 250_000;

/**
 * Notes who came to a server by whose invitation. Somebody who came before is not noted again, whoever invites them then.
 * @param join.inviterId null where it is unknown, or nobody is to be paid for it
 * @returns false for who came before
 */
export async function noteJoin(
  ctx: Context,
  { token, userId, inviterId }: { token: Address; userId: string; inviterId: string | null },
): Promise<boolean> {
  const at = new Date(ctx.clock());
  const state = inviterId ? ('waiting' as const) : ('void' as const);
  const added = await ctx.db
    .insert(joins)
    .values({ token, userId, inviterId, at, state, nextAt: at })
    .onConflictDoNothing()
    .returning({ userId: joins.userId });
  return added.length > 0;
}

/**
 * Pays those who brought friends, as soon as these were active on days enough. What the contract refuses for now, such as a
 * full day's cap, is tried again later; what it has paid, it never pays again.
 * @returns how many were looked at
 */
export async function rewardInvites(ctx: Context): Promise<number> {
  const now = ctx.clock();
  const due = await ctx.db
    .select({ join: joins, settings: guilds.settings })
    .from(joins)
    .innerJoin(guilds, eq(guilds.token, joins.token))
    .where(and(eq(joins.state, 'waiting'), lte(joins.nextAt, new Date(now))))
    .orderBy(asc(joins.nextAt))
    .limit(AT_ONCE);
  for (const { join, settings } of due) {
    const { inviteEarning, inviteActiveDays } = readSettings(settings);
    const late = now - join.at.getTime() > WITHIN_MS;
    const paid = inviteEarning && !late && (await reward(ctx, join, inviteActiveDays));
    const state = paid ? 'submitted' : late ? 'void' : 'waiting';
    await ctx.db
      .update(joins)
      .set({ state, nextAt: new Date(now + AGAIN_MS) })
      .where(and(eq(joins.token, join.token), eq(joins.userId, join.userId)));
  }
  return due.length;
}

/** @returns true once it is paid: until then it is asked again */
async function reward(
  ctx: Context,
  { token, userId, inviterId }: typeof joins.$inferSelect,
  activeDays: number,
): Promise<boolean> {
  if (!inviterId) return false;
  const { client, accountOf } = ctx.chain;
  const [inviter, friend] = await Promise.all([accountOf(inviterId), accountOf(userId)]);
  const standing = await client.readContract({
    ...{ address: token, abi: tokenAbi },
    functionName: 'standingOf',
    args: [friend],
  });
  if (!standing.registered || daysIn(standing.activeDays, WINDOW) < activeDays) return false;
  const data = encodeFunctionData({ abi: earningsAbi, functionName: 'rewardInvite', args: [token, inviter, friend] });
  const call = { token, userId: 'reporter', target: 'earnings' as const, data, gas: GAS };
  const refusal = await ctx.chain.check(call);
  if (refusal?.name === 'EarningsInvited') return true;
  // A day names the attempt: one that failed on its way is made again, and the contract pays one.
  const id = `invite:${token}:${userId}:${Math.floor(ctx.clock() / DAY_MS)}`;
  if (!refusal) await ctx.chain.submit({ ...call, id, verb: 'rewardInvite' });
  return false;
}
