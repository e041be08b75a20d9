/** What ends a challenge: its scores are counted, made final, and paid. Anybody may; the operator's reporter does it for all. */
import { clansAbi } from '@guildmint/contracts/abi.ts';
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { type Address, encodeFunctionData, type Hex, keccak256 } from 'viem';
import type { Context } from '../context.ts';
import { clanChallenges, guilds, memberships, scores } from '../db/schema.ts';
import { type Act, actIfPossible } from './act.ts';

/** Of `close`, a record. Measured: 33,000. */
const CLOSE_GAS = 120_000;
/** Of a list of members: for the call, and for each of them. Measured with few: 80,000 each. */
const [LIST_GAS, MEMBER_GAS] = [150_000, 110_000];
/** Members in one call. */
const AT_ONCE = 50;
const DAY_MS = 86_400_000;

/**
 * Makes a challenge's scores final, for a member who asks for it.
 * @returns false if this id was submitted before
 * @throws UserError before the time to count is over, or for a challenge that is not open
 */
export async function close(
  ctx: Context,
  { challenge, ...by }: Act & { token: Address; userId: string; challenge: number },
): Promise<boolean> {
  const data = closeCall(by.token, challenge);
  return actIfPossible(ctx, { ...by, verb: 'close', target: 'clans', data, gas: CLOSE_GAS });
}

/** Does the next step of every challenge of the servers here whose time has come. Submitting a step twice changes nothing. */
export async function endChallenges(ctx: Context): Promise<void> {
  const today = Math.floor(ctx.clock() / DAY_MS);
  const running = await ctx.db
    .select({ challenge: clanChallenges })
    .from(clanChallenges)
    .innerJoin(guilds, eq(guilds.token, clanChallenges.token))
    .where(
      sql`(${clanChallenges.state} = 'open' and ${clanChallenges.lastDay} < ${today})
        or (${clanChallenges.state} = 'closed' and ${clanChallenges.paid} < ${clanChallenges.total})`,
    );
  for (const { challenge } of running) {
    if (challenge.state === 'closed') await payBonuses(ctx, challenge);
    else if (today > challenge.lastDay + challenge.tallyDays) await closeFor(ctx, challenge);
    else await tallyAll(ctx, challenge);
  }
}

type Row = typeof clanChallenges.$inferSelect;

/** Counts whoever was in a clan, earned on one of the days and is not counted yet. */
async function tallyAll(ctx: Context, { token, challenge, firstDay, lastDay }: Row) {
  const found = await ctx.db
    .select({ member: memberships.member })
    .from(memberships)
    .where(
      and(
        eq(memberships.token, token),
        sql`exists (select from chain.periods p where p.token = memberships.token and p.address = memberships.member
          and p.period = 'day' and p.starts between ${firstDay} and ${lastDay} and p.earned > 0)`,
        sql`not exists (select from chain.scores s where s.token = memberships.token
          and s.challenge = ${challenge} and s.member = memberships.member)`,
      ),
    )
    .orderBy(asc(memberships.member));
  await inParts(ctx, token, challenge, 'tally', found);
}

async function payBonuses(ctx: Context, { token, challenge }: Row) {
  const unpaid = and(
    eq(scores.token, token),
    eq(scores.challenge, challenge),
    isNull(scores.paid),
    gt(scores.score, 0),
  );
  const found = await ctx.db.select({ member: scores.member }).from(scores).where(unpaid).orderBy(asc(scores.member));
  await inParts(ctx, token, challenge, 'payBonus', found);
}

async function closeFor(ctx: Context, { token, challenge }: Row) {
  const id = `close:${token}:${challenge}`;
  const call = { verb: 'close', token, userId: 'reporter', target: 'clans', gas: CLOSE_GAS } as const;
  await ctx.chain.submit({ id, ...call, data: closeCall(token, challenge) });
}

async function inParts(
  ctx: Context,
  token: Address,
  challenge: number,
  verb: 'tally' | 'payBonus',
  found: { member: Address }[],
) {
  for (let from = 0; from < found.length; from += AT_ONCE) {
    const members = found.slice(from, from + AT_ONCE).map(({ member }) => member);
    const args = [token, BigInt(challenge), members] as const;
    const data = encodeFunctionData({ abi: clansAbi, functionName: verb, args });
    // The same members again would be passed over by the contract: named by them, it is one operation.
    const id = `${verb}:${keccak256(data).slice(2, 34)}`;
    const gas = LIST_GAS + MEMBER_GAS * members.length;
    await ctx.chain.submit({ id, verb, token, userId: 'reporter', target: 'clans', data, gas });
  }
}

const closeCall = (token: Address, challenge: number): Hex =>
  encodeFunctionData({ abi: clansAbi, functionName: 'close', args: [token, BigInt(challenge)] });
