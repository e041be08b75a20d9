import type { Database } from './database.ts';
import { prepared, together } from './together.ts';

type Version = {
  /** Null before anything was indexed. */
  chain: string | null;
  /** Who is behind which address, and who has left. */
  names: string;
};

/** SQL of what `chain` is. */
export const CHAIN_VERSION = '(select xmin::text from chain.cursor)';

// Whatever is written to the chain's tables is committed together with the cursor, so the transaction that wrote it last names
// what they say; no other ever has its number again. Changes of names are counted by triggers.
const VERSION = `select ${CHAIN_VERSION} as chain, coalesce((select times from app.changes where name = 'names'), 0) as names`;

/**
 * Says what the tables speak of: while it is the same, so are they. Asked of the database each time, so that nobody has to
 * hear of a change.
 */
export const versionOf = together(async (db: Database, keys: null[]) => {
  const [row] = await prepared<Version>(db, VERSION, []);
  return keys.map(() => row!);
});
