/** Where the members of a board stand by its buckets, kept as long as nothing changes on the chain. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { GROUP, GROUPS, ranks, whatIsAbove } from '../db/schema.ts';
import { preparedSql } from '../db/together.ts';
import { CHAIN_VERSION, type Version, versionOf } from '../db/version.ts';

/** A board by its name, which no other has, and the rows of its buckets. */
type Board = { name: string; buckets: SQL };

/** Stretches of a board, the highest first; before each stand so many members, and in the end all of them. */
type Stretches = { buckets: Int32Array; before: Int32Array };
type Sketch = { version: string | null; groups: Stretches; within: Map<number, Promise<Stretches>> };

/** Boards remembered of a database; that of a million members takes about a megabyte. */
const MOST_BOARDS = 100;
/** After so many blocks that came between two readings they are taken as they are. */
const TRIES = 5;

const kept = new WeakMap<Database, Map<string, { version: string | null; sketch: Promise<Sketch> }>>();

class Moved extends Error {}

/** How many stand on a board. */
export async function sizeOf({ db }: { db: Database }, board: Board, version?: Version): Promise<number> {
  const { groups } = await sketchOf(db, board, version);
  return groups.before.at(-1)!;
}

/**
 * Members with more than an amount, but for those who share its bucket.
 * @param amount base units above zero
 * @param version of the tables, where it is at hand
 */
export function countBeyond(db: Database, board: Board, amount: bigint, version?: Version): Promise<number> {
  const { group, above } = whatIsAbove(amount);
  return consistently(db, board, version, async ({ groups }, within) => {
    return countFrom(groups, group + 1) + countFrom(await within(group), above);
  });
}

/** The bucket in which a place is, how many stand before that place in it, and the size of the board; null beyond its end. */
export function bucketAt(db: Database, board: Board, place: number, version?: Version) {
  return consistently(db, board, version, async ({ groups }, within) => {
    const total = groups.before.at(-1)!;
    const group = stretchAt(groups, place);
    if (group === null) return { total, bucket: null, skip: 0 };
    const buckets = await within(groups.buckets[group]!);
    const inGroup = place - groups.before[group]!;
    const at = stretchAt(buckets, inGroup);
    return at === null
      ? { total, bucket: null, skip: 0 }
      : { total, bucket: buckets.buckets[at]!, skip: inGroup - buckets.before[at]! };
  });
}

/** Looks at a board as it was at one moment, although its parts are read one after the other. */
async function consistently<T>(
  db: Database,
  board: Board,
  version: Version | undefined,
  look: (sketch: Sketch, within: (group: number) => Promise<Stretches>) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const sketch = await sketchOf(db, board, tries === 1 ? version : undefined);
    const within = (group: number) => {
      const known = sketch.within.get(group);
      if (known) return known;
      const some = sql`${board.buckets} and ${ranks.bucket} >= ${group * GROUP} and ${ranks.bucket} < ${(group + 1) * GROUP}`;
      const found = readStretches(db, some).then(({ version, ...stretches }) => {
        if (version !== sketch.version && tries < TRIES) throw new Moved();
        return stretches;
      });
      sketch.within.set(group, found);
      found.catch(() => sketch.within.delete(group));
      return found;
    };
    try {
      return await look(sketch, within);
    } catch (error) {
      if (!(error instanceof Moved)) throw error;
    }
  }
}

async function sketchOf(db: Database, board: Board, asked?: Version): Promise<Sketch> {
  const { chain: version } = asked ?? (await versionOf(db, null));
  const boards = kept.get(db) ?? new Map();
  kept.set(db, boards);
  const known = boards.get(board.name);
  if (known && version !== null && known.version === version) return known.sketch;
  const some = sql`${board.buckets} and ${ranks.bucket} < ${GROUPS}`;
  const sketch = readStretches(db, some).then((read): Sketch => {
    return { version: read.version, groups: read, within: new Map() };
  });
  boards.delete(board.name);
  boards.set(board.name, { version, sketch });
  for (const oldest of boards.keys()) {
    if (boards.size <= MOST_BOARDS) break;
    boards.delete(oldest);
  }
  sketch.catch(() => boards.delete(board.name));
  return sketch;
}

async function readStretches(db: Database, some: SQL): Promise<Stretches & { version: string | null }> {
  const [row] = await preparedSql<{ buckets: number[] | null; members: number[] | null; version: string | null }>(
    db,
    sql`select json_agg(bucket) as buckets, json_agg(members) as members, ${sql.raw(CHAIN_VERSION)} as version
      from (select ${ranks.bucket} as bucket, ${ranks.members} as members from ${ranks} where ${some}
        order by ${ranks.bucket} desc) as s`,
  );
  const { buckets, members, version } = row!;
  const before = new Int32Array((members?.length ?? 0) + 1);
  for (const [i, count] of (members ?? []).entries()) before[i + 1] = before[i]! + count;
  return { buckets: Int32Array.from(buckets ?? []), before, version };
}

/** Members in buckets from `least` on. */
function countFrom({ buckets, before }: Stretches, least: number): number {
  return before[firstWhere(buckets.length, (i) => buckets[i]! < least)]!;
}

/** Which stretch a place from 0 lies in; null beyond the end. */
function stretchAt({ buckets, before }: Stretches, place: number): number | null {
  const at = firstWhere(buckets.length, (i) => before[i + 1]! > place);
  return at < buckets.length ? at : null;
}

/** The first of so many numbers for which something holds that holds for all after it; their count where there is none. */
function firstWhere(count: number, holds: (i: number) => boolean): number {
  let [from, to] = [0, count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
