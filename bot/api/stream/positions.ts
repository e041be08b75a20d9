import { inArray } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { blocks } from '../../db/schema.ts';

/** Place of a log on the chain: what has been told can be named by it, and the rest be told later. */
export type Position = {
  block: number;
  logIndex: number;
  /** How the block's hash begins: after a reorg it tells that block from its successor. Absent where it is too old for one. */
  hash?: string | undefined;
};

export const END_OF_BLOCK = 2 ** 31 - 1;

export const isAfter = (a: Position, b: Position) =>
  a.block > b.block || (a.block === b.block && a.logIndex > b.logIndex);

export const idOf = ({ block, logIndex, hash }: Position) => `${block}.${logIndex}${hash ? `.${hash}` : ''}`;

/** Reads an event id back; null if it is none of ours. */
export function positionOf(id: string | undefined): Position | null {
  const match = /^(\d{1,15})\.(\d{1,10})(?:\.([0-9a-f]{8}))?$/.exec(id ?? '');
  return match ? { block: Number(match[1]), logIndex: Number(match[2]), hash: match[3] } : null;
}

/** How the hashes of these blocks begin, of those that a reorg may still replace. */
export async function hashesOf(db: Pick<Transaction, 'select'>, numbers: number[]): Promise<Map<number, string>> {
  if (numbers.length === 0) return new Map();
  const found = await db
    .select()
    .from(blocks)
    .where(inArray(blocks.number, [...new Set(numbers)]));
  return new Map(found.map(({ number, hash }) => [number, hash.slice(2, 10)]));
}
