import { eq, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { archivedEntries, cursor, ENTRY_TYPES } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { blockAt } from './blockAt.ts';

const DAY_MS = 86_400_000;
/** Rows moved in one transaction. */
const AT_ONCE = 5_000;
/** Blocks that a reorg may reach. */
const YOUNG = 256;

/**
 * Sets a community's history aside that is older than so many days. It is counted and found as before: what is looked at
 * daily becomes smaller. Blocks that may be reorganised stay. Building the cache again takes all of it back.
 * @returns how many movements were set aside now, and how many are in all; history from `before` on stays
 * @throws UserError `ArchiveBusy` while the same is under way
 */
export async function archive(
  ctx: Context,
  { token, days }: { token: Address; days: number },
): Promise<{ archived: number; total: number; before: Date }> {
  const before = new Date(ctx.clock() - days * DAY_MS);
  const first = await blockAt(ctx, before);
  const [position] = await ctx.db.select({ number: cursor.number }).from(cursor);
  const end = Math.min(first, (position?.number ?? 0) - YOUNG);
  let archived = 0;
  for (let moved = AT_ONCE; moved === AT_ONCE; archived += moved)
    moved = await ctx.db.transaction(async (tx) => {
      const lock = sql`pg_try_advisory_xact_lock(hashtextextended('archive' || ${token.toLowerCase()}, 0))`;
      const { rows } = await tx.execute<{ free: boolean }>(sql`select ${lock} as free`);
      if (!rows[0]?.free)
        throw new UserError('ArchiveBusy', 'The history is being archived already: wait until that is done.');
      const mine = archivedEntries.token.mapToDriverValue(token);
      const { rowCount } = await tx.execute(sql`
        with old as (
          select e.block, e.log_index, e.address
          from unnest(${sql.param(ENTRY_TYPES)}::text[]) as kind (type) cross join lateral (
            select block, log_index, address from only chain.entries
            where token = ${mine} and type = kind.type and block < ${end} order by block, log_index limit ${AT_ONCE}) e
          limit ${AT_ONCE}),
        moved as (
          delete from only chain.entries e using old
          where e.block = old.block and e.log_index = old.log_index and e.address = old.address returning e.*)
        insert into chain.archived_entries
          (token, address, block, log_index, amount, balance_after, counterparty, type, metadata, at, tx_hash)
        select token, address, block, log_index, amount, balance_after, counterparty, type, metadata, at, tx_hash from moved`);
      return rowCount ?? 0;
    });
  const total = await ctx.db.$count(archivedEntries, eq(archivedEntries.token, token));
  return { archived, total, before };
}
