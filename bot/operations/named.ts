import { type AnyColumn, eq, inArray, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { links, users } from '../db/schema.ts';

/** Discord id of the member whose account, or else whose own wallet, an address is; null for a stranger's. */
export const userIdOf = (address: AnyColumn) => sql<string | null>`coalesce(
  (select u.id from app.users u where u.address = ${address}),
  (select l.user_id from app.links l where l.address = ${address}))`;

/** Condition of a join with `users`: of one row at most, so that nothing is listed twice. */
export const isTheirs = (address: AnyColumn) => sql`${users.id} = ${userIdOf(address)}`;

/** The same for addresses at hand: the members behind them, strangers left out. */
export async function namesOf(ctx: Context, addresses: Address[]): Promise<Map<Address, { id: string; name: string }>> {
  const asked = [...new Set(addresses)];
  if (asked.length === 0) return new Map();
  const member = { id: users.id, name: users.name };
  const [wallets, accounts] = await Promise.all([
    ctx.db
      .select({ address: links.address, member })
      .from(links)
      .innerJoin(users, eq(users.id, links.userId))
      .where(inArray(links.address, asked)),
    ctx.db.select({ address: users.address, member }).from(users).where(inArray(users.address, asked)),
  ]);
  return new Map([...wallets, ...accounts].map(({ address, member }) => [address, member]));
}
