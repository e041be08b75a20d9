/** Figures of schema `chain` that are kept, so that nobody counts them when they are asked for. */
import { bigint, integer, primaryKey, text } from 'drizzle-orm/pg-core';
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
 * How many members of a board stand in which range of amounts: a rank is a sum over these and a count inside one range.
 * A bucket is an amount's number of digits times a thousand plus its first three digits.
 */
export const ranks = chain.table(
  'ranks',
  {
    token: hex().notNull(),
    sum: text({ enum: ['balance', 'earned', 'spent', 'gifted'] }).notNull(),
    period: text({ enum: ['all', 'day', 'week', 'season'] }).notNull(),
    /** As in {@link periods}; 0 for all. */
    starts: integer().notNull(),
    bucket: integer().notNull(),
    members: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.token, t.sum, t.period, t.starts, t.bucket] })],
);

/** The bucket of an amount above zero, as SQL's `chain.bucket` says too. */
export function bucketOf(amount: bigint): number {
  const digits = `${amount}`;
  return digits.length * 1000 + Number(digits.slice(0, 3).padEnd(3, '0'));
}

/** Where a bucket's amounts begin, and where the next one's do. */
export function boundsOf(bucket: number): { from: bigint; below: bigint } {
  const [length, first] = [Math.floor(bucket / 1000), BigInt(bucket % 1000)];
  if (length < 3) return { from: BigInt(`${first}`.slice(0, length)), below: BigInt(`${first}`.slice(0, length)) + 1n };
  const scale = 10n ** BigInt(length - 3);
  return { from: first * scale, below: (first + 1n) * scale };
}
