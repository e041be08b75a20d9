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
  /** By token and address; those that the logs at hand concern, and others met before. */
  members: Map<Address, Map<Address, Member>>;
  /** What is to be added, by token, by {@link periodCode} and by address. */
  periods: Map<Address, Map<number, Map<Address, PeriodSums>>>;
  entries: Entry[];
  /** Rare changes, each a statement of its own, in order. */
  writes: ((tx: Transaction) => Promise<unknown>)[];
};

export const emptyRows = (known: Map<Address, Community>, members: Rows['members'] = new Map()): Rows => ({
  communities: known,
  members,
  periods: new Map(),
  entries: [],
  writes: [],
});

export const knownMember = (members: Rows['members'], token: Address, address: Address) =>
  members.get(token)?.get(address);

export function keepMember(members: Rows['members'], member: Member) {
  within(members, member.token).set(member.address, member);
}

export function memberOf(rows: Rows, token: Address, address: Address): Member {
  let member = knownMember(rows.members, token, address);
  if (!member) {
    const zero = { balance: 0n, earned: 0n, spent: 0n, gifted: 0n, received: 0n };
    const unset = { claimedDay: null, ceiling: null, ceilingFrom: null };
    member = { token, address, ...zero, ...unset, tier: 0, streak: 0, changed: false };
    keepMember(rows.members, member);
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

/** A period as one number: a day's and a week's never meet. */
const periodCode = (period: 'day' | 'week', starts: number) => 2 * starts + (period === 'week' ? 1 : 0);

function addToPeriod(
  rows: Rows,
  sum: Sum,
  token: Address,
  address: Address,
  amount: bigint,
  period: 'day' | 'week',
  starts: number,
) {
  const ofToken = within(rows.periods, token);
  const ofPeriod = within(ofToken, periodCode(period, starts));
  let sums = ofPeriod.get(address);
  if (!sums) {
    sums = { token, address, period, starts, earned: 0n, spent: 0n, gifted: 0n, received: 0n };
    ofPeriod.set(address, sums);
  }
  sums[sum] += amount;
}

/** The map kept under a key, made at the first question. */
function within<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const found = maps.get(key);
  if (found) return found;
  const made = new Map<L, V>();
  maps.set(key, made);
  return made;
}
