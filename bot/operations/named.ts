import { type AnyColumn, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import type { Database } from '../db/database.ts';
import { users } from '../db/schema.ts';
import { bytesOf, prepared, rowsOf, together } from '../db/together.ts';

/** Discord id of the member whose account, or else whose own wallet, an address is; null for a stranger's. */
export const userIdOf = (address: AnyColumn) => sql<string | null>`coalesce(
  (select u.id from app.users u where u.address = ${address}),
  (select l.user_id from app.links l where l.address = ${address}))`;

/** Condition of a join with `users`: of one row at most, so that nothing is listed twice. */
export const isTheirs = (address: AnyColumn) => sql`${users.id} = ${userIdOf(address)}`;

type Named = { id: string; name: string };

/** The same for addresses at hand: the members behind them, strangers left out. */
export async function namesOf(ctx: Context, addresses: Address[]): Promise<Map<Address, Named>> {
  const asked = [...new Set(addresses)];
  return asked.length === 0 ? new Map() : named(ctx.db, asked);
}

/** Who is behind the accounts of `a`: `u` by an account that the bot keeps for them, else `w` by a wallet that they linked. */
export const BEHIND = `
  left join app.users u on u.address = a.address
  left join app.links l on l.address = a.address and u.id is null
  left join app.users w on w.id = l.user_id`;

const NAMES = `
  select '0x' || encode(a.address, 'hex') as address, coalesce(u.id, w.id) as id, coalesce(u.name, w.name) as name
  from ${rowsOf('bytea')} as a (address) ${BEHIND}
  where u.id is not null or w.id is not null`;

const named = together(async (db: Database, keys: Address[][]) => {
  // In their order neighbours are found where the one before was.
  const asked = [...new Set(keys.flat())].sort();
  const rows = await prepared<Named & { address: Address }>(db, NAMES, [bytesOf(asked)]);
  const found = new Map(rows.map(({ address, id, name }) => [address, { id, name }]));
  return keys.map(
    (key) => new Map(key.flatMap((address) => (found.has(address) ? [[address, found.get(address)!]] : []))),
  );
});
