import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';
import type { Hex } from 'viem';

// Lines of COPY's text form. Hex digits go to the server as they came from the node: nothing is decoded on the way.

/** Lines as they go over the wire: outside of the heap, where they may wait without the garbage collector's care. */
export const encode = (lines: string[]) => Buffer.from(lines.length === 0 ? '' : `${lines.join('\n')}\n`, 'utf8');

/** Writes encoded lines into `target` (a table and its columns) in the transaction that the connection is in. */
export async function copy(client: PoolClient, target: string, lines: Buffer[]) {
  if (lines.some(({ length }) => length > 0)) await send(client, `copy ${target} from stdin`, lines);
}

/** The same with rows of {@link tuple}s. */
export async function copyTuples(client: PoolClient, target: string, tuples: Buffer[]) {
  if (tuples.some(({ length }) => length > 0))
    await send(client, `copy ${target} from stdin (format binary)`, [HEADER, ...tuples, TRAILER]);
}

async function send(client: PoolClient, statement: string, pieces: Buffer[]) {
  const stream = client.query(from(statement));
  for (const piece of pieces) stream.write(piece);
  stream.end();
  await finished(stream);
}

// COPY's binary form, written as hex digits, since that is what the node gives: half of what goes over the wire as lines,
// and nothing for PostgreSQL to parse.

/** Signature, no flags, no extension; and the end. */
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = Buffer.from('ffff', 'hex');

/** A row of so many fields, each from {@link int4}, {@link int8} or {@link bytea}, as digits. */
export const tuple = (fields: string[]) => fields.length.toString(16).padStart(4, '0') + fields.join('');
export const int4 = (value: number) => `00000004${value.toString(16).padStart(8, '0')}`;
export const int8 = (value: number) => `00000008${value.toString(16).padStart(16, '0')}`;
/** Of digits without `0x`. */
export const bytea = (digits: string) => (digits.length / 2).toString(16).padStart(8, '0') + digits;

export const encodeTuples = (tuples: string[]) => Buffer.from(tuples.join(''), 'hex');

export const NULL = '\\N';

/** For a `bytea` column. */
export const bytes = (hex: Hex) => `\\\\x${hex.slice(2)}`;

/** For a `timestamptz` column, of unix seconds. */
export function instant(seconds: number): string {
  // Logs of one block stand together.
  if (seconds !== latest.seconds) {
    latest.seconds = seconds;
    latest.text = new Date(seconds * 1000).toISOString();
  }
  return latest.text;
}
const latest = { seconds: Number.NaN, text: '' };

/** Any text: tabs, ends of line and backslashes would be read as COPY's own. */
export const escaped = (text: string) => (/[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, escapeOf) : text);
const escapeOf = (character: string) =>
  character === '\t' ? '\\t' : character === '\n' ? '\\n' : character === '\r' ? '\\r' : '\\\\';
