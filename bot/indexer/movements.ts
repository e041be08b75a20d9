import type { Address } from 'viem';
import type { Log } from './log.ts';
import { addTo, communityOf, type Entry, memberOf, type Rows } from './rows.ts';

export const ZERO: Address = '0x0000000000000000000000000000000000000000';

/** A Transfer whose reason is not known yet: the module's event that explains it stands behind it. */
export type Movement = {
  token: Address;
  from: Address;
  to: Address;
  amount: bigint;
  at: number;
  /** History of the giving and the receiving side; null where tokens were issued or burned. */
  sent: Entry | null;
  received: Entry | null;
};

/** Moves a balance, the only place where one changes, and opens the history entries of both sides. */
export function move(rows: Rows, log: Log, from: Address, to: Address, amount: bigint): Movement {
  const token = log.address;
  const movement: Movement = { token, from, to, amount, at: log.at, sent: null, received: null };
  if (from === to) {
    movement.sent = entryOf(rows, log, from, 0n, to);
    return movement;
  }
  if (from === ZERO || to === ZERO) {
    const community = communityOf(rows, token);
    community.supply += from === ZERO ? amount : -amount;
    if (from === ZERO) community.issued += amount;
    else community.burned += amount;
  }
  if (from !== ZERO) movement.sent = entryOf(rows, log, from, -amount, to === ZERO ? null : to);
  if (to !== ZERO) movement.received = entryOf(rows, log, to, amount, from === ZERO ? null : from);
  return movement;
}

function entryOf(rows: Rows, log: Log, address: Address, amount: bigint, counterparty: Address | null) {
  const member = memberOf(rows, log.address, address);
  const balanceBefore = member.balance;
  member.balance += amount;
  member.changed = true;
  const entry: Entry = {
    token: log.address,
    address,
    block: log.block,
    logIndex: log.logIndex,
    amount,
    balanceBefore,
    balanceAfter: member.balance,
    counterparty,
    type: '',
    category: '',
    metadata: {},
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

export function describe(entry: Entry | null, type: string, category: string, metadata: Record<string, unknown> = {}) {
  if (entry) Object.assign(entry, { type, category, metadata });
}

/** What no module explained by the end of its transaction is an ordinary transfer, an issue or a burn. */
export function settlePlain(rows: Rows, waiting: Movement[]) {
  for (const m of waiting) {
    if (m.from === ZERO) describe(m.received, 'issue', 'issuance');
    else if (m.to === ZERO) {
      describe(m.sent, 'burn', 'spending');
      addTo(rows, 'spent', m.token, m.from, m.amount, m.at);
    } else {
      describe(m.sent, 'transfer_send', 'transfer');
      describe(m.received, 'transfer_receive', 'transfer');
    }
  }
  waiting.length = 0;
}
