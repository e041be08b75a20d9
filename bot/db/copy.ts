import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';
import type { Hex } from 'viem';
import type { Spellings } from './spellings.ts';

/** Signature, no flags, no extension; and the end. */
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = Buffer.from('ffff', 'hex');
/** What is handed over at a time: less costs a turn each, and with more PostgreSQL waits until it has all of it. */
const PIECE_BYTES = 2 ** 18;

/** Writes rows into `target` (a table and its columns) in the transaction that the connection is in. */
export async function copy(client: PoolClient, target: string, rows: Uint8Array[]) {
  if (rows.some(({ length }) => length > 0))
    await send(client, `copy ${target} from stdin (format binary)`, [HEADER, ...rows, TRAILER]);
}

/** Hands over what a statement (a COPY from us) reads. */
export async function send(client: PoolClient, statement: string, parts: Uint8Array[]) {
  const stream = client.query(from(statement));
  for (const bytes of parts)
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) stream.write(bytes.subarray(at, at + PIECE_BYTES));
  stream.end();
  await finished(stream);
}

const FIRST_BYTES = 2 ** 14;
const NUMERIC_NEGATIVE = 0x4000;
/** Decimal digits in one of `numeric`'s own. */
const DIGITS = 4;
const ZERO_CODE = 48;
/** Where PostgreSQL's time begins: 2000-01-01, in unix seconds. */
const EPOCH = 946_684_800;

/**
 * Rows in COPY's binary form, written field by field in the order of the columns: half of what goes over the wire as text,
 * and nothing for PostgreSQL to parse. They lie outside of the heap, where they wait without the garbage collector's care.
 */
export class Tuples {
  #bytes: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #end = 0;
  /** What the last rows had as their first, second … hexadecimal value, and where its bytes are. */
  readonly #had: { hex: Hex; at: number }[] = [];
  #values = 0;

  /** Bytes written so far. */
  get length() {
    return this.#end;
  }

  /** The rows, which are not written to any more. */
  bytes(): Buffer<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#end);
  }

  /** Begins a row of so many fields. */
  row(fields: number) {
    this.#int2(this.#take(2), fields);
    this.#values = 0;
    return this;
  }

  /** For a `smallint` column. */
  int2(value: number) {
    this.#int2(this.#field(2), value);
    return this;
  }

  /** For an `integer` column. */
  int4(value: number) {
    this.#int4(this.#field(4), value);
    return this;
  }

  /** For a `bigint` column. */
  int8(value: number) {
    const at = this.#field(8);
    this.#int4(at, Math.floor(value / 2 ** 32));
    this.#int4(at + 4, value | 0);
    return this;
  }

  /** For a `timestamptz` column, of unix seconds. */
  instant(seconds: number | null) {
    return seconds === null ? this.null() : this.int8((seconds - EPOCH) * 1_000_000);
  }

  /** For a `numeric` column. */
  numeric(value: bigint) {
    const digits = (value < 0n ? -value : value).toString();
    const groups = Math.ceil(digits.length / DIGITS);
    let at = this.#field(8 + 2 * groups);
    this.#int2(at, groups);
    this.#int2(at + 2, groups - 1);
    this.#int2(at + 4, value < 0n ? NUMERIC_NEGATIVE : 0);
    this.#int2(at + 6, 0);
    at += 8;
    let group = 0;
    for (let i = 0; i < digits.length; i++) {
      group = 10 * group + digits.charCodeAt(i) - ZERO_CODE;
      if ((digits.length - 1 - i) % DIGITS > 0) continue;
      this.#int2(at, group);
      at += 2;
      group = 0;
    }
    return this;
  }

  /** For a `bytea` column; of several, one after the other. */
  bytea(...parts: Hex[]) {
    let size = 0;
    for (const hex of parts) size += hex.length / 2 - 1;
    let at = this.#field(size);
    for (const hex of parts) at += this.#hex(hex, at);
    return this;
  }

  /** For a `bytea` column that holds rows itself. @param write appends them */
  rows(write: () => void) {
    const at = this.#take(4);
    write();
    this.#int4(at, this.#end - at - 4);
    return this;
  }

  /** For a `text` or `json` column. */
  text(value: string) {
    // A character of UTF-16 takes three bytes at most.
    const at = this.#take(4 + 3 * value.length) + 4;
    const size = this.#bytes.write(value, at, 'utf8');
    this.#int4(at - 4, size);
    this.#end = at + size;
    return this;
  }

  null() {
    this.#int4(this.#take(4), -1);
    return this;
  }

  /** Writes the bytes of digits. @returns how many */
  #hex(hex: Hex, at: number): number {
    const place = this.#values++;
    const had = this.#had[place];
    // Tokens, times and transactions are those of the row before, as a rule: to copy bytes costs a third of making them.
    if (had?.hex === hex) {
      const size = hex.length / 2 - 1;
      for (let i = 0; i < size; i++) this.#bytes[at + i] = this.#bytes[had.at + i]!;
      return size;
    }
    if (had) {
      had.hex = hex;
      had.at = at;
    } else this.#had.push({ hex, at });
    return this.#bytes.write(hex.slice(2), at, 'hex');
  }

  /** Room for a field of so many bytes, its size written. */
  #field(size: number): number {
    const at = this.#take(4 + size);
    this.#int4(at, size);
    return at + 4;
  }

  #take(size: number): number {
    const at = this.#end;
    this.#end += size;
    if (this.#end > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * this.#end);
      this.#bytes.copy(larger, 0, 0, at);
      this.#bytes = larger;
    }
    return at;
  }

  #int2(at: number, value: number) {
    this.#bytes[at] = value >> 8;
    this.#bytes[at + 1] = value;
  }

  #int4(at: number, value: number) {
    this.#bytes[at] = value >> 24;
    this.#bytes[at + 1] = value >> 16;
    this.#bytes[at + 2] = value >> 8;
    this.#bytes[at + 3] = value;
  }
}

/** Reads what {@link Tuples} wrote, field by field. @throws RangeError where it did not write that */
export class TupleReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Begins the next row. @returns whether there is one */
  row() {
    this.#at += 2;
    return this.#at < this.#bytes.length;
  }

  int4() {
    this.#at += 8;
    return this.#bytes.readInt32BE(this.#at - 4);
  }

  int8() {
    this.#at += 12;
    return this.#bytes.readInt32BE(this.#at - 8) * 2 ** 32 + this.#bytes.readUInt32BE(this.#at - 4);
  }

  /** Unix seconds. */
  instant() {
    return this.int8() / 1_000_000 + EPOCH;
  }

  /** Hexadecimal digits, without `0x`. */
  bytea() {
    const from = this.#part();
    return this.#bytes.toString('hex', from, this.#at);
  }

  /** The rows that a field holds. */
  rows(): TupleReader {
    const from = this.#part();
    return new TupleReader(this.#bytes.subarray(from, this.#at));
  }

  /** Passes over a field. */
  skip() {
    this.#part();
  }

  /** One or several values of equal size, each as the same string as last time. */
  spelt(spellings: Spellings): Hex[] {
    const from = this.#part();
    const values: Hex[] = [];
    for (let at = from; at < this.#at; at += spellings.size) values.push(spellings.of(this.#bytes, at));
    return values;
  }

  /** Goes to the end of the next field. @returns where it begins @throws RangeError if it does not end among these bytes */
  #part(): number {
    const from = this.#at + 4;
    const to = from + this.#bytes.readInt32BE(this.#at);
    if (to < from || to > this.#bytes.length) throw new RangeError(`A field ends at ${to} of ${this.#bytes.length}.`);
    this.#at = to;
    return from;
  }
}
