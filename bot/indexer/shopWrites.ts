import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import { items, purchases } from '../db/schema.ts';
import { addressIn, type Log, placeOf } from './log.ts';
import { dayOf, type Rows } from './rows.ts';

/** A changed column's new value, plain or reckoned from the row. */
type Values<T> = { [K in keyof T]?: T[K] | SQL };

/** Item 2^32−1 left means unlimited. */
export const UNLIMITED = 2n ** 32n - 1n;

export function changeItem(rows: Rows, log: Log, item: number, change: Values<typeof items.$inferInsert>) {
  const where = and(eq(items.token, addressIn(log.topics[1])), eq(items.item, item));
  rows.writes.push((tx) =>
    tx
      .update(items)
      .set({ ...change, ...placeOf(log) })
      .where(where),
  );
}

export function changePurchase(rows: Rows, log: Log, purchase: number, change: Values<typeof purchases.$inferInsert>) {
  const where = and(eq(purchases.token, addressIn(log.topics[1])), eq(purchases.purchase, purchase));
  rows.writes.push((tx) =>
    tx
      .update(purchases)
      .set({ ...change, ...placeOf(log) })
      .where(where),
  );
}

/** Units that leave the shelf (positive) or come back to it; an unlimited stock stays what it is. */
export const moveStock = (rows: Rows, log: Log, item: number, units: number) =>
  changeItem(rows, log, item, {
    // One below the greatest, which means unlimited: as the contract counts. `least` alone would make a number of null.
    left: sql`case when ${items.left} is not null then least(${items.left} - ${units}, ${Number(UNLIMITED) - 1}) end`,
    sold: sql`${items.sold} + ${units}`,
  });

export const tokenOf = (log: Log): Address => addressIn(log.topics[1]);

/** Adds what an item sold to its category's day; what was given back counts less than nothing. Base units, as the buyer sees them. */
export function addToCategory(rows: Rows, log: Log, item: number, units: number, amount: bigint) {
  const token = sql.param(tokenOf(log), items.token);
  rows.writes.push((tx) =>
    tx.execute(sql`
      insert into chain.flows as f (token, day, kind, name, count, amount)
      select i.token, ${dayOf(log.at)}, 'category', i.category, ${units}, ${amount.toString()}::numeric
      from chain.items i where i.token = ${token} and i.item = ${item}
      on conflict (token, day, kind, name) do update set count = f.count + excluded.count, amount = f.amount + excluded.amount`),
  );
}
