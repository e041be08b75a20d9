import type { Address } from 'viem';
import type { Database } from './database.ts';
import { bytesOf, prepared, rowsOf, together } from './together.ts';
import { WAITING, type Waiting } from './waiting.ts';

export type Version = {
  /** Null before anything was indexed. */
  chain: string | null;
  /** Who is behind which address, who has left, and what the communities' servers are called. */
  names: string;
  /** Up to which the chain was read; blocks that hold nothing of ours move it alone. Null before anything was indexed. */
  block: number | null;
};

/** A member's, in a community. */
export type Account = { token: Address; address: Address };

// Rows follow from the logs up to the cursor, so the last block with any names what they say, and a block that holds nothing of
// ours changes nothing. The transaction that wrote it tells it from one of the same number that a reorg has put in its place.
/** SQL of what `chain` is. */
export const CHAIN_VERSION = `(select concat_ws(' ', b.number, b.xmin, left(encode(c.projection, 'hex'), 8))
  from chain.cursor c, lateral (
    select number, xmin::text from chain.log_blocks where number <= c.number order by number desc limit 1) b)`;

// Changes of names are counted by triggers.
const VERSION = `select ${CHAIN_VERSION} as chain, coalesce((select times from app.changes where name = 'names'), 0) as names,
  (select number::float8 from chain.cursor) as block`;
const WITH_WAITING = `${VERSION}, (select json_agg(${WAITING} order by a.i)
    from ${rowsOf('bytea', 'bytea')} with ordinality as a (token, address, i) left join chain.cursor c on true) as waiting`;

/**
 * Says what the tables speak of: while it is the same, so are they; and, of an account that is named, what waits to be
 * settled, which they do not tell. Asked of the database each time, so that nobody has to hear of a change.
 */
export const versionOf = together(async (db: Database, keys: (Account | null)[]) => {
  const accounts = keys.filter((key) => key !== null);
  const bytes = (name: keyof Account) => bytesOf(accounts.map((account) => account[name]));
  const [row] =
    accounts.length === 0
      ? await prepared<Version>(db, VERSION, [])
      : await prepared<Version & { waiting: (Waiting | null)[] }>(db, WITH_WAITING, [bytes('token'), bytes('address')]);
  const { waiting, ...version } = { waiting: [], ...row! };
  let account = 0;
  return keys.map((key) => ({ ...version, waiting: (key && waiting[account++]) ?? [] }));
});

/** Values that rest on the tables alone, remembered by name as long as the version stays. */
export function openMemory<Value>() {
  const memories = new WeakMap<Database, { version: string; values: Map<string, Value> }>();
  /** Those of a version; null before anything was indexed. */
  return (db: Database, { chain, names }: Version): Map<string, Value> | null => {
    if (chain === null) return null;
    const version = `${chain} ${names}`;
    let memory = memories.get(db);
    if (memory?.version !== version) {
      memory = { version, values: new Map() };
      memories.set(db, memory);
    }
    return memory.values;
  };
}
