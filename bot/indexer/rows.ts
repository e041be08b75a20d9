import type { InferSelectModel } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import type { Transaction } from '../db/database.ts';
import type { communities } from '../db/schema.ts';

export type Community = InferSelectModel<typeof communities> & { changed?: boolean };

export type Member = {
  token: Address;
  address: Address;
  balance: bigint;
  earned: bigint;
  spent: bigint;
  gifted: bigint;
  received: bigint;
  tier: number;
  /** Unix day (UTC) of the last daily claim. */
  claimedDay: number | null;
  streak: number;
  /** Custodial ceiling that the member set, base units a day, and the unix second from which it holds. */
  ceiling: bigint | null;
  ceilingFrom: number | null;
  changed: boolean;
};

/** What a member did in one day or week, to be added to the row. `starts` is a unix day. */
type PeriodSums = {
  token: Address;
  address: Address;
  period: 'day' | 'week';
  starts: number;
  earned: bigint;
  spent: bigint;
  gifted: bigint;
  received: bigint;
};

export type Sum = 'earned' | 'spent' | 'gifted' | 'received';

export type Entry = {
  token: Address;
  address: Address;
  block: number;
  logIndex: number;
  amount: bigint;
  balanceBefore: bigint;
  balanceAfter: bigint;
  counterparty: Address | null;
  type: string;
  category: string;
  metadata: Record<string, unknown>;
  at: number;
  txHash: Hex;
};

/** What the handlers change: rows as they stand, and what is to be written of them. */
export type Rows = {
  /** All there are, by token. */
  communities: Map<Address, Community>;
  /** Those that the logs at hand concern, by {@link memberKey}. */
  members: Map<string, Member>;
  periods: Map<string, PeriodSums>;
  entries: Entry[];
  /** Rare changes, each a statement of its own, in order. */
  writes: ((tx: Transaction) => Promise<unknown>)[];
};

export const emptyRows = (known: Map<Address, Community>): Rows => ({
  communities: known,
  members: new Map(),
  periods: new Map(),
  entries: [],
  writes: [],
});

export const memberKey = (token: Address, address: Address) => token + address;

export function memberOf(rows: Rows, token: Address, address: Address): Member {
  const key = memberKey(token, address);
  let member = rows.members.get(key);
  if (!member) {
    const zero = { balance: 0n, earned: 0n, spent: 0n, gifted: 0n, received: 0n };
    const unset = { claimedDay: null, ceiling: null, ceilingFrom: null };
    member = { token, address, ...zero, ...unset, tier: 0, streak: 0, changed: false };
    rows.members.set(key, member);
  }
  return member;
}

/** The community of a log, marked as changed. */
export function communityOf(rows: Rows, token: Address): Community {
  const community = rows.communities.get(token);
  if (!community) throw new Error(`A log speaks of ${token}, which no CommunityCreated announced.`);
  community.changed = true;
  return community;
}

const DAY_SECONDS = 86_400;

/** Unix day (UTC) of a moment in unix seconds. */
export const dayOf = (at: number) => Math.floor(at / DAY_SECONDS);

/** The Monday of a unix day: day 0 was a Thursday. */
const mondayOf = (day: number) => day - ((day + 3) % 7);

/** Adds to one of a member's sums, for all time and for the day and week of `at`. */
export function addTo(rows: Rows, sum: Sum, token: Address, address: Address, amount: bigint, at: number) {
  const member = memberOf(rows, token, address);
  member[sum] += amount;
  member.changed = true;
  const day = dayOf(at);
  addToPeriod(rows, sum, token, address, amount, 'day', day);
  addToPeriod(rows, sum, token, address, amount, 'week', mondayOf(day));
}

function addToPeriod(
  rows: Rows,
  sum: Sum,
  token: Address,
  address: Address,
  amount: bigint,
  period: 'day' | 'week',
  starts: number,
) {
  const key = `${period}${starts}${token}${address}`;
  let sums = rows.periods.get(key);
  if (!sums) {
    sums = { token, address, period, starts, earned: 0n, spent: 0n, gifted: 0n, received: 0n };
    rows.periods.set(key, sums);
  }
  sums[sum] += amount;
}
