import type { Address } from 'viem';
import { accounts } from '../db/schema.ts';
import type { Rows } from './rows.ts';

type Change = Partial<Omit<typeof accounts.$inferInsert, 'address'>>;

/** Writes what the Custodian said of an account, and leaves the rest of its row as it is. */
export function setAccount(rows: Rows, address: Address, change: Change) {
  rows.writes.push((tx) =>
    tx
      .insert(accounts)
      .values({ address, ...change })
      .onConflictDoUpdate({ target: accounts.address, set: change }),
  );
}
