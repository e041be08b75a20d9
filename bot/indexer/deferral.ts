import { eq, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { type Database, transact } from '../db/database.ts';
import { deferred } from '../db/schema.ts';
import { inParallel } from './source.ts';

/** Tables that many rows are appended to; their primary keys, too, are made in the end. Others are looked up while they fill. */
const APPENDED = ['entries'];

/**
 * Drops the indexes that make writing many rows slow. The database itself remembers what is missing, so that whoever
 * indexes next, after whatever crash, makes them again.
 */
export async function deferIndexes(db: Database) {
  await db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ name: string; table: string; primary: boolean; statement: string }>(sql`
      select c.relname as name, format('%I.%I', n.nspname, t.relname) as table, i.indisprimary as primary,
        case when i.indisprimary
          then format('%2$s; alter table %1$s add constraint %3$I primary key using index %3$I',
            format('%I.%I', n.nspname, t.relname), pg_get_indexdef(i.indexrelid), c.relname)
          else pg_get_indexdef(i.indexrelid) end as statement
      from pg_index i
      join pg_class c on c.oid = i.indexrelid
      join pg_class t on t.oid = i.indrelid
      join pg_namespace n on n.oid = t.relnamespace
      where n.nspname = 'chain' and t.relname not in ('migrations', 'undo')
        and (not i.indisunique or i.indisprimary and t.relname = any (${`{${APPENDED.join(',')}}`}::text[]))`);
    if (rows.length === 0) return;
    await tx.insert(deferred).values(rows.map(({ name, statement }) => ({ name, statement })));
    for (const { name, table, primary } of rows)
      await tx.execute(
        sql.raw(primary ? `alter table ${table} drop constraint "${name}"` : `drop index chain."${name}"`),
      );
  });
}

/** Indexes made at a time. */
const AT_ONCE = 3;

/** Makes what is missing again, each in a transaction of its own. @returns whether anything was */
export async function restoreIndexes(db: Database, log: Logger) {
  const missing = await db.select().from(deferred).orderBy(deferred.name);
  if (missing.length === 0) return false;
  log.info({ indexes: missing.length }, 'indexes are made');
  await inParallel(missing, AT_ONCE, ({ name, statement }) =>
    transact(db, async (tx) => {
      // Helpers of one would take the processors from the other.
      await tx.execute(sql`set local max_parallel_maintenance_workers = 0`);
      // An index and the word that it is missing are lost together, or not at all.
      await tx.execute(sql`set local synchronous_commit = off`);
      await tx.execute(sql.raw(statement));
      await tx.delete(deferred).where(eq(deferred.name, name));
    }),
  );
  await transact(db, async (tx) => {
    // A rough look, at what rows are found by only, until autovacuum takes its time.
    await tx.execute(sql`set local default_statistics_target = 20`);
    await tx.execute(sql`analyze chain.members, chain.periods, chain.entries (token, address, block, type, at)`);
  });
  return true;
}
