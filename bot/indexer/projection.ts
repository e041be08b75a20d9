import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hex } from 'viem';

/** What decides how raw events become rows: a change in any of it makes the rows that are there those of another version. */
const SOURCES = [
  'handlers/*.ts',
  '*Writes.ts',
  'handler.ts',
  'handlers.ts',
  '../chain/log.ts',
  'movements.ts',
  'project.ts',
  'rows.ts',
  'flush.ts',
];
const TABLES = '../db/{*Schema.ts,migrations/chain/*.sql}';

/** Tells versions of the projection apart. Nobody has to remember to raise a number; at worst rows are built once too often. */
export const PROJECTION: Hex = `0x${fingerprint()}`;

function fingerprint() {
  const hash = createHash('sha256');
  for (const name of globSync([...SOURCES, TABLES], { cwd: import.meta.dirname }).sort())
    hash.update(name).update(readFileSync(join(import.meta.dirname, name)));
  return hash.digest('hex');
}
