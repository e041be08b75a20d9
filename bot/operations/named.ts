import { type AnyColumn, sql } from 'drizzle-orm';
import { users } from '../db/schema.ts';

/** Discord id of the member whose account, or else whose own wallet, an address is; null for a stranger's. */
export const userIdOf = (address: AnyColumn) => sql<string | null>`coalesce(
  (select u.id from app.users u where u.address = ${address}),
  (select l.user_id from app.links l where l.address = ${address}))`;

/** Condition of a join with `users`: of one row at most, so that nothing is listed twice. */
export const isTheirs = (address: AnyColumn) => sql`${users.id} = ${userIdOf(address)}`;
