/** Questions that are asked at the same time go to the database as one: what costs there is the statement, not the row. */
import { hash } from 'node:crypto';
import { fillPlaceholders, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { QueryResultRow } from 'pg';
import type { Database } from './database.ts';

/** Questions of one statement. */
const MOST = 100;
/** How long the next statement waits for the one before, milliseconds; longer it does not, so that a slow one holds up few. */
const PATIENCE_MS = 10;

type Waiting<Key, Value> = { key: Key; resolve: (value: Value) => void; reject: (error: unknown) => void };

/**
 * Makes one reading of many. Whoever asks while nobody else does is answered at once; who asks meanwhile goes along with
 * the next statement. Each statement begins after all that it answers were asked, so no answer is older than its question.
 * @param ask has a value for each key, in their order
 */
export function together<Key, Value>(ask: (db: Database, keys: Key[]) => Promise<Value[]>) {
  const queues = new WeakMap<Database, (key: Key) => Promise<Value>>();
  return (db: Database, key: Key): Promise<Value> => {
    let queue = queues.get(db);
    if (!queue) {
      queue = openQueue((keys: Key[]) => ask(db, keys));
      queues.set(db, queue);
    }
    return queue(key);
  };
}

function openQueue<Key, Value>(ask: (keys: Key[]) => Promise<Value[]>) {
  let waiting: Waiting<Key, Value>[] = [];
  let isDue = false;
  let asked: object | null = null;

  function due() {
    isDue = true;
    // Whoever is heard of in the same turn comes along.
    setImmediate(next);
  }
  function next() {
    isDue = false;
    if (waiting.length === 0) return;
    const some = waiting.slice(0, MOST);
    waiting = waiting.slice(MOST);
    const mine = {};
    asked = mine;
    const patience = setTimeout(over, PATIENCE_MS);
    function over() {
      clearTimeout(patience);
      if (asked !== mine) return;
      asked = null;
      if (waiting.length > 0 && !isDue) due();
    }
    // When it has answered, the database works on the next while what it said is worked on here.
    const answer = ask(some.map(({ key }) => key)).finally(over);
    answer.then(
      (values) => {
        for (const [i, { resolve }] of some.entries()) resolve(values[i]!);
      },
      (error) => (some.length > 1 ? alone(some) : some[0]!.reject(error)),
    );
  }
  /** What one of them asks may be to blame, which is no fault of the others. */
  function alone(some: Waiting<Key, Value>[]) {
    for (const { key, resolve, reject } of some) ask([key]).then(([value]) => resolve(value!), reject);
  }
  return (key: Key) =>
    new Promise<Value>((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!isDue && !asked) due();
    });
}

const names = new Map<string, string>();

/**
 * Asks by a name made of the statement, so that a connection plans it once: planning takes longer than answering.
 * @param text one of few: each is remembered
 */
export async function prepared<T extends QueryResultRow>(db: Database, text: string, values: unknown[]): Promise<T[]> {
  let name = names.get(text);
  if (!name) {
    name = hash('sha1', text);
    names.set(text, name);
  }
  // A pooler hands the next statement to another session, where nobody knows the name.
  const { rows } = await db.$client.query<T>(db.lasting ? { text, values } : { name, text, values });
  return rows;
}

const dialect = new PgDialect({ casing: 'snake_case' });

/** The same for a statement that is put together, into one of few shapes. */
export function preparedSql<T extends QueryResultRow>(db: Database, query: SQL): Promise<T[]> {
  const { sql: text, params } = dialect.sqlToQuery(query);
  return prepared<T>(db, text, params);
}

/** The same for one that is put together once and asked often, with values in place of its `sql.placeholder`s. */
export function preparedOnce<T extends QueryResultRow>(query: SQL) {
  const { sql: text, params } = dialect.sqlToQuery(query);
  return (db: Database, values: Record<string, unknown>) => prepared<T>(db, text, fillPlaceholders(params, values));
}

/**
 * SQL of rows whose columns are the parameters from `$1` on, lists of these types. How many there are is hidden from PostgreSQL
 * (`select`), which would plan for their number anew each time: that takes longer than to answer.
 */
export const rowsOf = (...types: string[]) =>
  `unnest(${types.map((type, i) => `(select $${i + 1}::${type}[])`).join(', ')})`;

/** Bytes of addresses and hashes, as a parameter `bytea[]`. */
export const bytesOf = (all: readonly string[]) => `{${all.map((one) => `"\\\\x${one.slice(2)}"`).join(',')}}`;
