import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { type Database, transact } from '../db/database.ts';
import { deferred } from '../db/schema.ts';

/** Tables that many rows are appended to; their primary keys, too, are made in the end. Others are looked up while they fill. */
const APPENDED = ['logs', 'entries'];

/**
 * Drops the indexes that make writing many rows slow. The database itself remembers what is missing, so that whoever
 * indexes next, after whatever crash, makes them again.
 */
export async function deferIndexes(db: Database) {
  await db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ name: string; table: string; primary: boolean; statement: string }>(sql`
      select c.relname as name, format('%I.%I', n.nspname, t.relname) as table, i.indisprimary as primary,
        case when i.indisprimary
          then format('alter table %I.%I add constraint %I %s', n.nspname, t.relname, c.relname, pg_get_constraintdef(k.oid))
          else pg_get_indexdef(i.indexrelid) end as statement
      from pg_index i
      join pg_class c on c.oid = i.indexrelid
      join pg_class t on t.oid = i.indrelid
      join pg_namespace n on n.oid = t.relnamespace
      left join pg_constraint k on k.conindid = i.indexrelid and k.contype = 'p'
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

/** Makes what is missing again. @returns whether anything was */
export async function restoreIndexes(db: Database, log: Logger) {
  const missing = await db.select().from(deferred);
  if (missing.length === 0) return false;
  log.info({ indexes: missing.length }, 'indexes are made');
  await transact(db, async (tx) => {
    await tx.execute(sql`set local maintenance_work_mem = '128MB'`);
    for (const { statement } of missing) await tx.execute(sql.raw(statement));
    await tx.delete(deferred);
    // By what rows are found only: the rest of them is wide.
    await tx.execute(sql`analyze chain.members, chain.periods, chain.entries (token, address, block, type, category, at),
      chain.logs (block, address)`);
  });
  return true;
}
