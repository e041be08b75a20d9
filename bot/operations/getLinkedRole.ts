import { and, count, desc, eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { claims, guilds, members } from '../db/schema.ts';
import { getBalance } from './getBalance.ts';
import { accountOf } from './who.ts';

/** What a member's linked role rests on: whole tokens, days and counts, the best of all communities here. */
export type LinkedRole = {
  /** Not the balance itself, which everybody could read off: 1, 10, 100 … as far as it reaches; 0 below one token. */
  balance: number;
  /** Earned in all, the same way. */
  lifetime: number;
  /** 0 bronze … 3 platinum */
  tier: number;
  /** Days */
  streak: number;
  /** Accepted ones. */
  tasks: number;
};

/** Communities looked at, those of the highest balance first. */
const MOST_COMMUNITIES = 20;
/** Discord takes whole numbers of 32 bits. */
const MOST = 1_000_000_000;

export async function getLinkedRole(ctx: Context, { userId }: { userId: string }): Promise<LinkedRole> {
  const who = { userId };
  const account = await accountOf(ctx, who);
  const own = await ctx.db
    .select({ token: members.token })
    .from(members)
    .innerJoin(guilds, eq(guilds.token, members.token))
    .where(eq(members.address, account))
    .orderBy(desc(members.balance))
    .limit(MOST_COMMUNITIES);
  const standings = await Promise.all(own.map(({ token }) => getBalance(ctx, { token, who })));
  const [done] = await ctx.db
    .select({ tasks: count() })
    .from(claims)
    .where(and(eq(claims.claimant, account), sql`${claims.state} = 'accepted'`));
  const best = (figure: (standing: (typeof standings)[number]) => number) => Math.max(0, ...standings.map(figure));
  return {
    balance: best(({ balance, decimals }) => band(balance / 10n ** BigInt(decimals))),
    lifetime: best(({ lifetimeEarned, decimals }) => band(lifetimeEarned / 10n ** BigInt(decimals))),
    tier: best(({ tier }) => tier),
    streak: best(({ streak }) => streak),
    tasks: done?.tasks ?? 0,
  };
}

/** The power of ten that a number of tokens reaches. */
function band(tokens: bigint): number {
  if (tokens < 1n) return 0;
  return Math.min(MOST, 10 ** (`${tokens}`.length - 1));
}
