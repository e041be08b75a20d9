import { and, eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { accounts, cursor, members, periods } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { type CommunityInfo, earningUnit, getCommunity } from './getCommunity.ts';
import { rankOf } from './getLeaderboard.ts';
import { pendingOf } from './pendingOf.ts';
import { startOf } from './ranks.ts';
import { accountOf, type Who } from './who.ts';

const DAY_MS = 86_400_000;

export type Balance = {
  token: Address;
  address: Address;
  symbol: string;
  decimals: number;
  /** Base units, like all amounts here. */
  balance: bigint;
  /** What waits to be settled is worth about this; multipliers come on top. */
  pending: bigint;
  /** 0 bronze … 3 platinum */
  tier: number;
  /** What tiers rest on in this community: all that was ever earned, or what is held. */
  tierBasis: 'lifetime' | 'balance';
  /** Lifetime earnings, or balance, from which the next tier begins; null at the top. */
  nextTierAt: bigint | null;
  /** Days, as of the last daily claim; 0 once it is broken. */
  streak: number;
  /** Place by lifetime earnings, from 1; null before the first earning. */
  rank: number | null;
  earnedToday: bigint;
  lifetimeEarned: bigint;
  lifetimeSpent: bigint;
  lifetimeGifted: bigint;
  /** The wallet that owns the account since it graduated. */
  graduatedTo: Address | null;
  /** The block up to which the cache had read the chain. */
  asOfBlock: number;
};

/**
 * A member's standing as the cache knows it.
 * @throws UserError if the community is unknown, or nothing has been read from the chain yet
 */
export async function getBalance(ctx: Context, input: { token: Address; who: Who }): Promise<Balance> {
  const { token } = input;
  const address = await accountOf(ctx, input.who);
  const community = await getCommunity(ctx, { token });
  const today = startOf('day', ctx.clock());
  const ofToday = and(
    eq(periods.token, token),
    eq(periods.period, 'day'),
    eq(periods.starts, today),
    eq(periods.address, address),
  );
  const [[member], [account], [day], [position]] = await Promise.all([
    ctx.db
      .select()
      .from(members)
      .where(and(eq(members.token, token), eq(members.address, address))),
    ctx.db.select({ owner: accounts.owner }).from(accounts).where(eq(accounts.address, address)),
    ctx.db.select({ earned: periods.earned }).from(periods).where(ofToday),
    ctx.db.select({ number: cursor.number }).from(cursor),
  ]);
  if (!position) throw new UserError('NotIndexedYet', 'The chain is still being read: try again in a moment.');
  const balance = member?.balance ?? 0n;
  const lifetimeEarned = member?.earned ?? 0n;
  const earnedToday = day?.earned ?? 0n;
  const thresholds = thresholdsOf(community);
  // From what was earned, not from the last event of a tier: changed thresholds move members without one.
  const tierBasis = community.caps?.tierByBalance ? 'balance' : 'lifetime';
  const tier = tierOf(community, { balance, earned: lifetimeEarned });
  const [pending, rank] = await Promise.all([
    pendingOf(ctx, { community, address, earnedToday, asOfBlock: position.number }),
    rankOf(ctx, { token, by: 'earned', period: 'all', address }),
  ]);
  return {
    token: community.token,
    address,
    symbol: community.symbol,
    decimals: community.decimals,
    balance,
    pending,
    tier,
    tierBasis,
    nextTierAt: thresholds[tier] ?? null,
    streak: isRunning(member?.claimedOn, today, community.rates?.grace) ? member!.streak : 0,
    rank: rank?.rank ?? null,
    earnedToday,
    lifetimeEarned,
    lifetimeSpent: member?.spent ?? 0n,
    lifetimeGifted: member?.gifted ?? 0n,
    graduatedTo: account?.owner ?? null,
    asOfBlock: position.number,
  };
}

/** 0 bronze … 3 platinum, by what was earned in all or is held, as the community has it. */
export function tierOf(community: CommunityInfo, { balance, earned }: { balance: bigint; earned: bigint }): number {
  const reached = community.caps?.tierByBalance ? balance : earned;
  return thresholdsOf(community).filter((threshold) => reached >= threshold).length;
}

/** Lifetime earnings, or balances, from which a member is silver, gold, platinum; base units. */
function thresholdsOf({ caps, decimals }: CommunityInfo) {
  return caps ? [caps.silver, caps.gold, caps.platinum].map((units) => BigInt(units) * earningUnit(decimals)) : [];
}

/** A streak lives until the end of the day after its last claim, with a day of grace one more. */
function isRunning(claimedOn: string | null | undefined, today: number, grace: boolean | undefined) {
  if (!claimedOn) return false;
  return today - Date.parse(claimedOn) / DAY_MS <= (grace ? 2 : 1);
}
