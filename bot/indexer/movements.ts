import type { Address } from 'viem';
import type { Log } from '../chain/log.ts';
import type { EntryType } from '../db/schema.ts';
import { RetryableError } from '../errors.ts';
import { addTo, communityOf, dayOf, dayRow, type Entry, memberOf, type Rows, touch } from './rows.ts';

export const ZERO: Address = '0x0000000000000000000000000000000000000000';

/**
 * A Transfer whose reason is not known yet: the module's event that explains it stands behind it. What is paid out anew
 * comes from, and what is taken back goes to {@link ZERO}, also where a wrapped token pays out of its own budget.
 */
export type Movement = {
  token: Address;
  from: Address;
  to: Address;
  amount: bigint;
  at: number;
  txHash: Log['txHash'];
  /** History of the giving and the receiving side; null where that is no member. */
  sent: Entry | null;
  received: Entry | null;
};

/** Moves a balance, the only place where one changes, and opens the history entries of both sides. */
export function move(rows: Rows, log: Log, from: Address, to: Address, amount: bigint): Movement {
  const token = log.address;
  // The budget of a wrapped token is that token's own balance.
  const giver = from === token && to !== ZERO ? ZERO : from;
  const taker = to === token && from !== ZERO ? ZERO : to;
  const movement: Movement = {
    token,
    from: giver,
    to: taker,
    amount,
    at: log.at,
    txHash: log.txHash,
    sent: null,
    received: null,
  };
  if (from === to) {
    movement.sent = entryOf(rows, log, from, 0n, to);
    return movement;
  }
  if (from !== ZERO) movement.sent = entryOf(rows, log, from, -amount, taker === ZERO ? null : taker);
  if (to !== ZERO) movement.received = entryOf(rows, log, to, amount, giver === ZERO ? null : giver);
  if (giver === ZERO || taker === ZERO) count(rows, movement, from, to);
  return movement;
}

/** The sums of a community: what there is, what was paid out anew and what was taken back. */
function count(rows: Rows, { token, from: giver, to: taker, amount, at }: Movement, from: Address, to: Address) {
  const community = communityOf(rows, token);
  if (from === ZERO) community.supply += amount;
  if (to === ZERO) community.supply -= amount;
  if (from === token || to === token) community.budget = memberOf(rows, token, token).balance;
  const day = dayRow(rows, token, dayOf(at));
  day.supply = community.supply;
  day.budget = community.budget;
  // Wrapping and unwrapping change a wrapped token's supply, and pay nobody.
  const paid = community.underlying ? from === token : from === ZERO;
  const taken = community.underlying ? to === token : to === ZERO;
  if (paid && giver === ZERO) {
    community.issued += amount;
    day.issued += amount;
  }
  if (taken && taker === ZERO) {
    community.burned += amount;
    day.burned += amount;
  }
}

/** Changes a balance. @returns the history entry, null where no member holds it */
function entryOf(rows: Rows, log: Log, address: Address, amount: bigint, counterparty: Address | null) {
  const member = memberOf(rows, log.address, address);
  member.balance += amount;
  touch(rows, member, log.at);
  if (member.contract) return null;
  const entry: Entry = {
    token: log.address,
    address,
    block: log.block,
    logIndex: log.logIndex,
    amount,
    balanceAfter: member.balance,
    counterparty,
    type: 'issue',
    metadata: NOTHING,
    at: log.at,
    txHash: log.txHash,
  };
  rows.entries.push(entry);
  return entry;
}

/** Takes the latest movement that matches out of those that wait for an explanation. */
export function take(waiting: Movement[], token: Address, from: Address, to: Address, amount: bigint) {
  for (let i = waiting.length - 1; i >= 0; i--) {
    const m = waiting[i]!;
    if (m.to === to && m.from === from && m.amount === amount && m.token === token) return waiting.splice(i, 1)[0]!;
  }
  return null;
}

/** The same where an event promises it. @throws RetryableError if there is none: the node has left something out */
export function taken(waiting: Movement[], log: Log, token: Address, from: Address, to: Address, amount: bigint) {
  const movement = take(waiting, token, from, to, amount);
  if (!movement) throw new RetryableError(`An event in ${log.txHash} speaks of tokens without a Transfer.`);
  return movement;
}

/** The latest movement between two who are both not nobody, by a test. */
export function takeLatest(waiting: Movement[], wanted: (movement: Movement) => boolean) {
  const place = waiting.findLastIndex((m) => m.from !== ZERO && m.to !== ZERO && wanted(m));
  return place < 0 ? null : waiting.splice(place, 1)[0]!;
}

const NOTHING: Record<string, unknown> = {};

export function describe(entry: Entry | null, type: EntryType, metadata = NOTHING) {
  if (entry) Object.assign(entry, { type, metadata });
}

/** Tokens paid to a member by issuance, beside the caps or under them: they count as earned. */
export function reward(
  rows: Rows,
  waiting: Movement[],
  log: Log,
  paid: { token: Address; member: Address; amount: bigint; type: EntryType; metadata?: Record<string, unknown> },
) {
  const { token, member, amount, type, metadata } = paid;
  if (amount === 0n) return;
  describe(taken(waiting, log, token, ZERO, member, amount).received, type, metadata);
  addTo(rows, 'earned', token, member, amount, log.at);
}

/** Into and out of a module's hands, where no event says more. */
const HELD: Partial<Record<string, [EntryType, EntryType]>> = {
  tasks: ['task_escrow', 'task_return'],
  clans: ['challenge_pool', 'challenge_return'],
  stash: ['bond', 'bond_return'],
};

/** What no event explained by the end of its transaction: into and out of escrow, or ordinary. */
export function settlePlain(rows: Rows, waiting: Movement[]) {
  for (const m of waiting) {
    const into = HELD[rows.contracts.get(m.to) ?? ''];
    const out = HELD[rows.contracts.get(m.from) ?? ''];
    if (m.from === ZERO) describe(m.received, 'issue');
    else if (m.to === ZERO) {
      describe(m.sent, 'burn');
      addTo(rows, 'spent', m.token, m.from, m.amount, m.at);
    } else if (into) describe(m.sent, into[0]);
    else if (out) describe(m.received, out[1]);
    else {
      describe(m.sent, 'transfer_send');
      describe(m.received, 'transfer_receive');
    }
  }
  waiting.length = 0;
}
