import { and, eq } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Address } from 'viem';
import { addressIn, type Log, placeOf } from '../chain/log.ts';
import { purchases } from '../db/schema.ts';
import { addToFlow, change, dayOf, type Item, itemsOf, type Rows } from './rows.ts';

/** Item 2^32−1 left means unlimited. */
export const UNLIMITED = 2n ** 32n - 1n;

/** Changes an item's row. @throws Error if no ItemSet announced it */
export function changeItem(rows: Rows, log: Log, number: number, change: (item: Item) => void) {
  const item = itemOf(rows, log, number);
  change(item);
  Object.assign(item, placeOf(log), { changed: true });
}

export function itemOf(rows: Rows, log: Log, number: number): Item {
  const item = itemsOf(rows, tokenOf(log)).get(number);
  if (!item) throw new Error(`A log speaks of item ${number}, which no ItemSet announced.`);
  return item;
}

export function changePurchase(rows: Rows, log: Log, purchase: number, to: PgUpdateSetSource<typeof purchases>) {
  const where = and(eq(purchases.token, addressIn(log.topics[1])), eq(purchases.purchase, purchase));
  change(rows, purchases, where, { ...to, ...placeOf(log) });
}

/** Units that leave the shelf (positive) or come back to it; an unlimited stock stays what it is. */
export const moveStock = (rows: Rows, log: Log, item: number, units: number) =>
  changeItem(rows, log, item, (one) => {
    // One below the greatest, which means unlimited: as the contract counts.
    if (one.left !== null) one.left = Math.min(one.left - units, Number(UNLIMITED) - 1);
    one.sold += units;
  });

export const tokenOf = (log: Log): Address => addressIn(log.topics[1]);

/** Adds what an item sold to its category's day; what was given back counts less than nothing. Base units, as the buyer sees them. */
export function addToCategory(rows: Rows, log: Log, item: number, units: number, amount: bigint) {
  const name = itemOf(rows, log, item).category;
  addToFlow(rows, { token: tokenOf(log), day: dayOf(log.at), kind: 'category', name, count: units, amount });
}
