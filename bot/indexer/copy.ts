import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';
import type { Hex } from 'viem';

// Lines of COPY's text form. Hex digits go to the server as they came from the node: nothing is decoded on the way.

/** Lines as they go over the wire: outside of the heap, where they may wait without the garbage collector's care. */
export const encode = (lines: string[]) => Buffer.from(lines.length === 0 ? '' : `${lines.join('\n')}\n`, 'utf8');

/** Writes encoded lines into `target` (a table and its columns) in the transaction that the connection is in. */
export async function copy(client: PoolClient, target: string, lines: Buffer) {
  if (lines.length === 0) return;
  const stream = client.query(from(`copy ${target} from stdin`));
  stream.end(lines);
  await finished(stream);
}

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
