import { type AnyColumn, eq, or } from 'drizzle-orm';
import { links, users } from '../db/schema.ts';

/** Condition of a join with `users` behind one with `links`: whose account, or whose own wallet, an address is. */
export const isTheirs = (address: AnyColumn) => or(eq(users.address, address), eq(users.id, links.userId));

/** Condition of that first join. */
export const isLinked = (address: AnyColumn) => eq(links.address, address);
