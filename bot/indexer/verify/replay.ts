import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { zeroHash } from 'viem';
import type { Deployment } from '../../chain/chain.ts';
import { endOfRaw, readRaw } from '../../chain/raw.ts';
import { type Database, databaseOf, openPool, type Transaction } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { FatalError } from '../../errors.ts';
import { commitRanges, noneMet, type Range } from '../commit.ts';
import { begin, type Cursor } from '../cursor.ts';
import { deferIndexes } from '../deferral.ts';
import { loadCommunities } from '../load.ts';
import { compare, type Tell } from './difference.ts';

const LOGS_AT_ONCE = 4_000;
const LOGS_PER_TRANSACTION = 500_000;
const ROWS_AT_ONCE = 2_000;
/** What is not made of raw events; or is compared with what inherits from it, wherever its rows are. */
const GIVEN = ['archived_entries', 'migrations', 'cursor', 'blocks', 'log_blocks', 'deferred', 'undo'];

/**
 * Builds every table once more from the raw events, in a database of its own that is dropped afterwards, and compares.
 * @param snapshot a transaction that sees one state of the cache
 * @throws FatalError if the database's user may make no database
 */
export async function verifyReplay(options: {
  db: Database;
  snapshot: Transaction;
  deployment: Deployment;
  cursor: Cursor;
  tell: Tell;
  progress(block: number): void;
}) {
  const { db, snapshot, deployment, cursor, tell, progress } = options;
  const name = `guildmint_verify_${randomUUID().replaceAll('-', '')}`;
  await db.execute(sql.raw(`create database ${name}`)).catch((cause) => {
    throw new FatalError(
      'The replay needs a database of its own for a while: let the user of DATABASE_URL make one (alter role … createdb), or leave the replay out with --no-replay.',
      { cause },
    );
  });
  const pool = openPool({ ...db.$client.options, ...named(db, name), max: 4 });
  try {
    const copy = databaseOf(pool);
    await migrate(copy);
    await project(copy);
    return await compareTables(copy);
  } finally {
    await pool.end();
    await db.execute(sql.raw(`drop database ${name} with (force)`));
  }

  async function project(copy: Database) {
    const number = Math.max(deployment.block - 1, 0);
    let at = await begin(copy, deployment, zeroHash, {
      number,
      hash: zeroHash,
      parentHash: zeroHash,
      at: 0,
      bloom: '0x',
    });
    await deferIndexes(copy);
    const known = await loadCommunities(copy);
    const met = noneMet(true);
    while (at.number < cursor.number)
      at = await commitRanges(copy, deployment, known, at, ranges(at.number), met, 'raw');
  }

  async function* ranges(after: number): AsyncGenerator<Range> {
    for (let first = after + 1, events = 0; first <= cursor.number && events < LOGS_PER_TRANSACTION; ) {
      const last = await endOfRaw(snapshot, first - 1, cursor.number, LOGS_AT_ONCE);
      const logs = await readRaw(snapshot, first, last);
      yield { last: { number: last, hash: zeroHash, at: 0 }, events: logs.length, logs, raw: null };
      events += logs.length;
      first = last + 1;
      progress(last);
    }
  }

  async function compareTables(copy: Database) {
    const tables = await tablesOf(snapshot);
    let rows = 0;
    for (const { table, keys } of tables) {
      const [ours, theirs] = [await digest(snapshot, table), await digest(copy, table)];
      rows += Number(ours.rows);
      // Two sums over the same rows; where they differ, the rows tell which.
      if (ours.rows !== theirs.rows || ours.sum !== theirs.sum)
        await merge(table, keys, rowsOf(snapshot, table, keys), rowsOf(copy, table, keys));
    }
    return { tables: tables.length, rows };
  }

  async function merge(table: string, keys: string[], cached: AsyncGenerator<Found>, truth: AsyncGenerator<Found>) {
    let [is, should] = [await cached.next(), await truth.next()];
    while (!is.done || !should.done) {
      const order = is.done
        ? 1
        : should.done
          ? -1
          : is.value.key < should.value.key
            ? -1
            : is.value.key > should.value.key
              ? 1
              : 0;
      compare(
        tell,
        'replay',
        table,
        keys,
        order <= 0 && !is.done ? spelt(is.value.row) : null,
        order >= 0 && !should.done ? spelt(should.value.row) : null,
      );
      if (order <= 0) is = await cached.next();
      if (order >= 0) should = await truth.next();
    }
  }
}

type Found = { key: string; row: Record<string, string | null> };

/** Addresses and hashes as everybody else writes them. */
const spelt = (row: Found['row']) =>
  Object.fromEntries(Object.entries(row).map(([name, text]) => [name, text?.replace(/^\\x/, '0x') ?? null]));

function named({ $client: { options } }: Database, database: string) {
  if (!options.connectionString) return { database };
  const url = new URL(options.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}

async function tablesOf(tx: Transaction) {
  const { rows } = await tx.execute<{ table: string; keys: string[] }>(sql`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as keys
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_index i on i.indrelid = c.oid and i.indisprimary
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
    where n.nspname = 'chain' and c.relkind = 'r' and c.relname <> all (${`{${GIVEN.join(',')}}`}::text[])
    group by 1 order by 1`);
  return rows;
}

async function digest(db: Database | Transaction, table: string) {
  const { rows } = await db.execute<{ rows: string; sum: string }>(
    sql.raw(
      `select count(*) as rows, coalesce(sum(hashtextextended(to_jsonb(t)::text, 0)::numeric), 0)::text as sum from chain."${table}" t`,
    ),
  );
  return rows[0]!;
}

/** All rows in the order of their keys' texts, which is the same in every database; values as texts, exact. */
async function* rowsOf(db: Database | Transaction, table: string, keys: string[]): AsyncGenerator<Found> {
  const key = `concat_ws('|', ${keys.map((name) => `"${name}"::text`).join(', ')}) collate "C"`;
  let after = '';
  for (;;) {
    const { rows } = await db.execute<Found>(
      sql`select ${sql.raw(key)} as key, (select jsonb_object_agg(name, value) from jsonb_each_text(to_jsonb(t)) as e (name, value)) as row from ${sql.raw(`chain."${table}"`)} t
        where ${sql.raw(key)} > ${after} order by 1 limit ${ROWS_AT_ONCE}`,
    );
    yield* rows;
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1)!.key;
  }
}
