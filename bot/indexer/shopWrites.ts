import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import { items, purchases } from '../db/schema.ts';
import { addressIn, type Log } from './log.ts';
import type { Rows } from './rows.ts';

/** A changed column's new value, plain or reckoned from the row. */
type Values<T> = { [K in keyof T]?: T[K] | SQL };

/** Where the change stands on the chain: by it the live stream finds what is new. */
const placeOf = ({ block, logIndex }: Log) => ({ block, logIndex });

/** Item 2^32−1 left means unlimited. */
export const UNLIMITED = 2n ** 32n - 1n;

/** Unix seconds as an instant; null for 0, which means never. */
export const instantOf = (seconds: bigint) => (seconds === 0n ? null : new Date(Number(seconds) * 1000));

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
