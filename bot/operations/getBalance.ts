import type { Address } from 'viem';
import type { Context } from '../context.ts';
import type { Database } from '../db/database.ts';
import { bytesOf, prepared, rowsOf, together } from '../db/together.ts';
import type { Version } from '../db/version.ts';
import { WAITING, type Waiting } from '../db/waiting.ts';
import { UserError } from '../errors.ts';
import { type CommunityInfo, earningUnit, getCommunity } from './getCommunity.ts';
import { pendingOf } from './pendingOf.ts';
import { boardOf, startOf } from './ranks.ts';
import { countBeyond } from './stretches.ts';
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
  /** What {@link pending} rests on. */
  waiting: Waiting;
};

/**
 * A member's standing as the cache knows it.
 * @param input.community where it is at hand; `version` likewise, of the tables
 * @throws UserError if the community is unknown, or nothing has been read from the chain yet
 */
export async function getBalance(
  ctx: Context,
  input: { token: Address; who: Who; community?: CommunityInfo; version?: Version | undefined },
): Promise<Balance> {
  const address = await accountOf(ctx, input.who);
  const community = input.community ?? (await getCommunity(ctx, input));
  const { token } = community;
  const today = startOf('day', ctx.clock());
  const standing = await standingOf(ctx.db, { token, address, today });
  if (standing.position === null)
    throw new UserError('NotIndexedYet', 'The chain is still being read: try again in a moment.');
  const { position, balance, earned: lifetimeEarned, earnedToday } = standing;
  const thresholds = thresholdsOf(community);
  // From what was earned, not from the last event of a tier: changed thresholds move members without one.
  const tierBasis = community.caps?.tierByBalance ? 'balance' : 'lifetime';
  const tier = tierOf(community, { balance, earned: lifetimeEarned });
  const board = lifetimeEarned > 0n && (await boardOf(ctx, { token, by: 'earned', period: 'all' }));
  const rank = board ? (await countBeyond(ctx.db, board, lifetimeEarned, input.version)) + standing.beside + 1 : null;
  return {
    token: community.token,
    address,
    symbol: community.symbol,
    decimals: community.decimals,
    balance,
    pending: pendingOf(community, standing),
    tier,
    tierBasis,
    nextTierAt: thresholds[tier] ?? null,
    streak: isRunning(standing.claimedOn, today, community.rates?.grace) ? standing.streak : 0,
    rank,
    earnedToday,
    lifetimeEarned,
    lifetimeSpent: standing.spent,
    lifetimeGifted: standing.gifted,
    graduatedTo: standing.owner,
    asOfBlock: position,
    waiting: standing.waiting,
  };
}

// `beside`: who has earned more and shares the bucket, as `whatIsAbove` says it.
const STANDINGS = `
  select m.balance, m.earned, m.spent, m.gifted, m.claimed_on::text, m.streak, p.earned as today,
    '0x' || encode(o.owner, 'hex') as owner, c.number as position,
    (select count(*)::int from chain.members b where b.token = a.token and b.earned > 0 and b.earned > m.earned
      and b.earned < trunc(m.earned, s.zeros) + 10::numeric ^ -s.zeros and m.earned <> trunc(m.earned, s.zeros)) as beside,
    ${WAITING} as waiting
  from ${rowsOf('bytea', 'bytea', 'int')} with ordinality as a (token, address, day, i)
  left join chain.cursor c on true
  left join chain.members m on m.token = a.token and m.address = a.address
  left join chain.accounts o on o.address = a.address
  left join chain.periods p on p.token = a.token and p.period = 'day' and p.starts = a.day and p.address = a.address
  cross join lateral (select least(4 - length(m.earned::text), 0) as zeros) s
  order by a.i`;

/** Amounts come as texts; null: there is none. */
type Standing = Record<
  'balance' | 'earned' | 'spent' | 'gifted' | 'claimed_on' | 'today' | 'position',
  string | null
> & {
  streak: number | null;
  owner: Address | null;
  beside: number;
  waiting: Waiting | null;
};

const standingOf = together(async (db: Database, keys: { token: Address; address: Address; today: number }[]) => {
  const rows = await prepared<Standing>(db, STANDINGS, [
    bytesOf(keys.map(({ token }) => token)),
    bytesOf(keys.map(({ address }) => address)),
    keys.map(({ today }) => today),
  ]);
  return rows.map((row) => ({
    balance: BigInt(row.balance ?? 0),
    earned: BigInt(row.earned ?? 0),
    spent: BigInt(row.spent ?? 0),
    gifted: BigInt(row.gifted ?? 0),
    claimedOn: row.claimed_on,
    streak: row.streak ?? 0,
    earnedToday: BigInt(row.today ?? 0),
    owner: row.owner,
    position: row.position === null ? null : Number(row.position),
    beside: row.beside,
    waiting: row.waiting ?? [],
  }));
});

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
