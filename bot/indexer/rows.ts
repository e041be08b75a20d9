import type { InferSelectModel, SQL } from 'drizzle-orm';
import type { PgTable, PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Address, Hex } from 'viem';
import { Tuples } from '../db/copy.ts';
import type { Transaction } from '../db/database.ts';
import type { communities, EntryType, items } from '../db/schema.ts';

export type Community = InferSelectModel<typeof communities> & {
  changed?: boolean;
  /** All of its items, by number. */
  items?: Map<number, Item>;
};

export type Item = InferSelectModel<typeof items> & { changed?: boolean };

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
  /** Unix seconds until which it earns nothing; 0: it may. */
  suspendedUntil: number;
  /** A module's escrow or a token's own budget. */
  contract: boolean;
  /** What the row says; null if there is none yet. */
  stored: Standing | null;
  changed: boolean;
};

/** What there is a board of. */
export const BOARDS = ['balance', 'earned', 'spent', 'gifted'] as const;

/** By what boards and tiers are counted. */
type Standing = Pick<Member, (typeof BOARDS)[number] | 'tier'>;

export const standingOf = ({ balance, earned, spent, gifted, tier }: Member): Standing => ({
  ...{ balance, earned, spent, gifted, tier },
});

type Period = 'day' | 'week' | 'month' | 'season';

/** What a member did in one day, week, month or season, to be added to the row. `starts` is a unix day, or a season's number. */
export type PeriodSums = {
  token: Address;
  address: Address;
  period: Period;
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
  balanceAfter: bigint;
  counterparty: Address | null;
  type: EntryType;
  metadata: Record<string, unknown>;
  at: number;
  txHash: Hex;
};

/** What a community's tokens did in a day, to be added to the row. */
export type Day = {
  token: Address;
  day: number;
  issued: bigint;
  burned: bigint;
  /** After the last of its movements. */
  supply: bigint;
  budget: bigint;
  joined: number;
};

/** Figures by name, to be added to the row. */
export type Flow = {
  token: Address;
  day: number;
  kind: 'type' | 'activity' | 'category';
  name: string;
  count: number;
  amount: bigint;
};

/** Receipts of an item that an owner won or lost, to be added to the row. */
type Receipts = { token: Address; owner: Address; item: number; quantity: number };

/** A task or challenge of which must be known whether it pays by issuance. */
export type Issued = { noun: 'tasks' | 'challenges'; token: Address; number: number };

/** What the handlers change: rows as they stand, and what is to be written of them. */
export type Rows = {
  /** All there are, by token. */
  communities: Map<Address, Community>;
  /** By token and address; those that the logs at hand concern, and others met before. */
  members: Map<Address, Map<Address, Member>>;
  /** What is to be added, by token, by {@link periodCode} and by address. A week's sums are those of its days. */
  periods: Map<Address, Map<number, Map<Address, PeriodSums>>>;
  entries: Entry[];
  /** By token and day. */
  days: Map<Address, Map<number, Day>>;
  /** By token, day, and kind with name. */
  flows: Map<Address, Map<number, Map<string, Flow>>>;
  /** By token, owner and item. */
  receipts: Map<string, Receipts>;
  /** Names of the contracts that may hold tokens and are nobody: modules. So is each token. */
  contracts: Map<Address, string>;
  /** Tasks and challenges, of those that the logs concern, that pay by issuance. See {@link issuedKey}. */
  issued: Set<string>;
  /** Rows that are only ever added, by table and columns; written before `writes` run. */
  appended: Map<string, Tuples>;
  /** Rare changes, each a statement of its own, in order. */
  writes: ((tx: Transaction) => Promise<unknown>)[];
};

export const emptyRows = (
  known: Map<Address, Community>,
  contracts: Rows['contracts'],
  members: Rows['members'] = new Map(),
): Rows => ({
  communities: known,
  members,
  periods: new Map(),
  entries: [],
  days: new Map(),
  flows: new Map(),
  receipts: new Map(),
  contracts,
  issued: new Set(),
  appended: new Map(),
  writes: [],
});

export const issuedKey = ({ noun, token, number }: Issued) => `${noun}${token}${number}`;

export const knownMember = (members: Rows['members'], token: Address, address: Address) =>
  members.get(token)?.get(address);

export function keepMember(members: Rows['members'], member: Member) {
  within(members, member.token).set(member.address, member);
}

export function memberOf(rows: Rows, token: Address, address: Address): Member {
  let member = knownMember(rows.members, token, address);
  if (!member) {
    const zero = { balance: 0n, earned: 0n, spent: 0n, gifted: 0n, received: 0n };
    const unset = { claimedDay: null, ceiling: null, ceilingFrom: null, stored: null };
    const contract = rows.contracts.has(address) || rows.communities.has(address);
    member = { token, address, ...zero, ...unset, tier: 0, streak: 0, suspendedUntil: 0, contract, changed: false };
    keepMember(rows.members, member);
  }
  return member;
}

/** Marks a member's row as changed; the first time, as new in its community. */
export function touch(rows: Rows, member: Member, at: number) {
  if (member.changed) return;
  member.changed = true;
  if (member.stored === null && !member.contract) dayRow(rows, member.token, dayOf(at)).joined++;
}

/** The community of a log, marked as changed. */
export function communityOf(rows: Rows, token: Address): Community {
  const community = rows.communities.get(token);
  if (!community) throw new Error(`A log speaks of ${token}, which no CommunityCreated announced.`);
  community.changed = true;
  return community;
}

/** The items of a community that a log speaks of. */
export function itemsOf(rows: Rows, token: Address): Map<number, Item> {
  const community = rows.communities.get(token);
  if (!community) throw new Error(`A log speaks of ${token}, which no CommunityCreated announced.`);
  community.items ??= new Map();
  return community.items;
}

/** Where to add a row to a table whose rows nobody changes in the same breath. @param target the table and its columns */
export function append(rows: Rows, target: string): Tuples {
  let tuples = rows.appended.get(target);
  if (!tuples) {
    tuples = new Tuples();
    rows.appended.set(target, tuples);
  }
  return tuples;
}

const DAY_SECONDS = 86_400;

/** Unix day (UTC) of a moment in unix seconds. */
export const dayOf = (at: number) => Math.floor(at / DAY_SECONDS);

/** The Monday of a unix day: day 0 was a Thursday. */
const mondayOf = (day: number) => day - ((day + 3) % 7);

/** The first of a unix day's month. */
const firstOf = (day: number) => day + 1 - new Date(day * DAY_SECONDS * 1000).getUTCDate();

/** Adds to one of a member's sums, for all time and for the day and seasons of `at`. A contract has none. */
export function addTo(rows: Rows, sum: Sum, token: Address, address: Address, amount: bigint, at: number) {
  const member = memberOf(rows, token, address);
  if (member.contract) return;
  member[sum] += amount;
  touch(rows, member, at);
  const day = dayOf(at);
  addToPeriod(rows, sum, token, address, amount, 'day', day);
  const seasons = rows.communities.get(token)?.seasons ?? [];
  for (const [season, { opens, closes }] of seasons.entries())
    if (at >= opens && at < closes) addToPeriod(rows, sum, token, address, amount, 'season', season);
}

/** A period as one number: a day's, a week's, a month's and a season's never meet. */
const periodCode = (period: Period, starts: number) => 4 * starts + PLACES[period];
const PLACES: Record<Period, number> = { day: 0, week: 1, month: 2, season: 3 };

function addToPeriod(
  rows: Rows,
  sum: Sum,
  token: Address,
  address: Address,
  amount: bigint,
  period: Period,
  starts: number,
) {
  periodOf(rows, token, address, period, starts)[sum] += amount;
}

/** Adds a day's sums to those of its week and its month. */
export function addUp(rows: Rows, { token, address, starts, earned, spent, gifted, received }: PeriodSums) {
  const week = periodOf(rows, token, address, 'week', mondayOf(starts));
  const month = periodOf(rows, token, address, 'month', firstOf(starts));
  for (const sums of [week, month]) {
    sums.earned += earned;
    sums.spent += spent;
    sums.gifted += gifted;
    sums.received += received;
  }
}

function periodOf(rows: Rows, token: Address, address: Address, period: Period, starts: number): PeriodSums {
  const ofPeriod = within(within(rows.periods, token), periodCode(period, starts));
  let sums = ofPeriod.get(address);
  if (!sums) {
    sums = { token, address, period, starts, earned: 0n, spent: 0n, gifted: 0n, received: 0n };
    ofPeriod.set(address, sums);
  }
  return sums;
}

/** The map kept under a key, made at the first question. */
function within<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const found = maps.get(key);
  if (found) return found;
  const made = new Map<L, V>();
  maps.set(key, made);
  return made;
}

/** A community's day, to be added to. */
export function dayRow(rows: Rows, token: Address, day: number): Day {
  const ofToken = within(rows.days, token);
  let row = ofToken.get(day);
  if (!row) {
    const { supply, budget } = communityOf(rows, token);
    row = { token, day, issued: 0n, burned: 0n, supply, budget, joined: 0 };
    ofToken.set(day, row);
  }
  return row;
}

export function addToFlow(rows: Rows, flow: Flow) {
  const ofDay = within(within(rows.flows, flow.token), flow.day);
  const key = flow.kind === 'type' ? flow.name : `${flow.kind} ${flow.name}`;
  const sums = ofDay.get(key);
  if (!sums) {
    ofDay.set(key, flow);
    return;
  }
  sums.count += flow.count;
  sums.amount += flow.amount;
}

export function addToReceipts(rows: Rows, token: Address, owner: Address, item: number, quantity: number) {
  const key = `${token}${owner}${item}`;
  const sums = rows.receipts.get(key);
  if (sums) sums.quantity += quantity;
  else rows.receipts.set(key, { token, owner, item, quantity });
}

/** Base units of an earning unit: 10^max(decimals − 3, 0). */
export const unitOf = ({ decimals }: Community) => 10n ** BigInt(Math.max(decimals - 3, 0));

/** Changes rows of a table in their turn, to values that are plain or reckoned from the row. */
export function change<T extends PgTable>(rows: Rows, table: T, where: SQL | undefined, to: PgUpdateSetSource<T>) {
  rows.writes.push((tx) => tx.update(table).set(to).where(where));
}
