/** Figures of schema `chain` that are kept, so that nobody counts them when they are asked for. */
import { bigint, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { type Address, numberToHex, pad, zeroAddress } from 'viem';
import { chain } from './chainSchema.ts';
import { amount, hex } from './columns.ts';

/** What a community's tokens did in a UTC day, and how many there were at its last movement. */
export const days = chain.table(
  'days',
  {
    token: hex().notNull(),
    /** Unix day. */
    day: integer().notNull(),
    /** Paid out anew and taken back: of a wrapped token out of its budget and into it. */
    issued: amount().notNull(),
    burned: amount().notNull(),
    /** At the end, and what of it nobody holds: a wrapped token's budget. */
    supply: amount().notNull(),
    budget: amount().notNull(),
    /** Addresses that appeared. */
    joined: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.token, t.day] })],
);

/**
 * Members' movements of a day by what they were for. `kind` tells what `name` names: an entry's type, a settled
 * activity (amounts shared out by the rates, as the contract pays a member's day in one sum), or a category of the shop.
 */
export const flows = chain.table(
  'flows',
  {
    token: hex().notNull(),
    day: integer().notNull(),
    kind: text({ enum: ['type', 'activity', 'category'] }).notNull(),
    name: text().notNull(),
    /** Movements, counted actions, or units. */
    count: bigint({ mode: 'number' }).notNull(),
    /** Base units, signed as seen by members. */
    amount: amount().notNull(),
  },
  (t) => [primaryKey({ columns: [t.token, t.day, t.kind, t.name] })],
);

/**
 * How many members of a board stand in which stretch of it: a place is a sum over these and a few rows counted.
 * A bucket is a stretch of the board's order: amounts of equal length and equal first four digits; where the rest are zeros,
 * as with amounts that many have, also equal first bits of the address. Beside them stand groups of {@link GROUP}
 * buckets, of equal length and first two digits: their numbers are below {@link GROUPS}, those of buckets above.
 */
export const ranks = chain.table(
  'ranks',
  {
    token: hex().notNull(),
    sum: text({ enum: ['balance', 'earned', 'spent', 'gifted'] }).notNull(),
    period: text({ enum: ['all', 'day', 'week', 'month', 'season'] }).notNull(),
    /** As in {@link periods}; 0 for all. */
    starts: integer().notNull(),
    bucket: integer().notNull(),
    members: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.token, t.sum, t.period, t.starts, t.bucket] })],
);

/** Buckets that begin with the same four digits. */
const STEP = 64;
/** Of those the last is for amounts with more digits than that; before it, backwards, one for each start of an address. */
const SLICES = 32;
const INEXACT = STEP - 1;
export const GROUP = 100 * STEP;
/** No group has a number so high, and every bucket a higher one. */
export const GROUPS = 10_000;

/** The bucket of a member with an amount above zero, as SQL's `chain.bucket` says too. */
export function bucketOf(amount: bigint, address: Address): number {
  const digits = `${amount}`;
  const first = digits.length * 10_000 + Number(digits.slice(0, 4).padEnd(4, '0'));
  const exact = digits.length <= 4 || /^0+$/.test(digits.slice(4));
  return first * STEP + (exact ? SLICES - 1 - (Number.parseInt(address.slice(2, 4), 16) >> 3) : INEXACT);
}

export const groupOf = (bucket: number) => Math.floor(bucket / GROUP);

/**
 * Where members with more than an amount stand: in all groups beyond its own, in its own group's buckets from `above` on,
 * and with less than `below` in a bucket that it shares with them.
 */
export function whatIsAbove(amount: bigint): { group: number; above: number; below: bigint } {
  const bucket = bucketOf(amount, zeroAddress);
  const exact = bucket % STEP !== INEXACT;
  const above = bucket - (bucket % STEP) + (exact ? SLICES : STEP);
  // Equal amounts stand in buckets of their own.
  return { group: groupOf(bucket), above, below: exact ? amount : boundsOf(bucket).below };
}

/** What is in a bucket: amounts from `from` to below `below`; only `from`, and addresses from `address` on, if that is given. */
export function boundsOf(bucket: number): { from: bigint; below: bigint; address: Address | null } {
  const first = Math.floor(bucket / STEP);
  const [length, digits] = [Math.floor(first / 10_000), BigInt(first % 10_000)];
  const scale = 10n ** BigInt(Math.max(length - 4, 0));
  const from = length < 4 ? digits / 10n ** BigInt(4 - length) : digits * scale;
  const slice = SLICES - 1 - (bucket % STEP);
  const address =
    bucket % STEP === INEXACT ? null : pad(numberToHex(slice << 3, { size: 1 }), { dir: 'right', size: 20 });
  return { from, below: from + scale, address };
}
