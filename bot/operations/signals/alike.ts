import { randomBytes } from 'node:crypto';
import { type Tally, tally } from './tally.ts';

const HOUR_MS = 3_600_000;
/** Characters of a shingle, and below which a text is too short to tell anything. */
const SHINGLE = 5;
const SHORTEST = 24;
/** Hashes that stand for a text. */
const SKETCH = 16;
/** Texts of a community that a new one is compared with. */
const RECENT = 200;
const ALIKE = 0.8;
/** Pairs of the last day that are remembered in a community. */
const BOUNDS = { withinMs: 86_400_000, most: 200 };

/** Of a text's shingles the smallest hashes; in order. */
type Sketch = Uint32Array;

/** Without this nobody finds out from a hash what was written. */
const salt = randomBytes(4).readUInt32BE();

/** @returns null for a text that is too short */
export function sketchOf(text: string): Sketch | null {
  const letters = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (letters.length < SHORTEST) return null;
  const hashes = new Set<number>();
  for (let start = 0; start + SHINGLE <= letters.length; start++) hashes.add(hash(letters, start));
  return Uint32Array.from([...hashes].sort((a, b) => a - b).slice(0, SKETCH));
}

/** FNV-1a of one shingle. */
function hash(text: string, start: number): number {
  let value = salt;
  for (let place = start; place < start + SHINGLE; place++)
    value = Math.imul(value ^ text.charCodeAt(place), 0x01000193) >>> 0;
  return value;
}

/** What share of their shingles two texts have in common, about: 0 to 1. */
export function likeness(one: Sketch, other: Sketch): number {
  let [shared, seen, left, right] = [0, 0, 0, 0];
  // Both are in order: the smallest hashes of the two together come up one after the other.
  for (; seen < SKETCH && (left < one.length || right < other.length); seen++) {
    const [a = Number.POSITIVE_INFINITY, b = Number.POSITIVE_INFINITY] = [one[left], other[right]];
    if (a === b) shared += 1;
    if (a <= b) left += 1;
    if (b <= a) right += 1;
  }
  return seen === 0 ? 0 : shared / seen;
}

/**
 * Notices members who write what others wrote before them. Hashes of shingles are kept for an hour, in memory and within
 * bounds; never a text.
 * @param least texts alike that are a sign
 */
export function openAlike(least = 3) {
  const recent: { userId: string; at: number; sketch: Sketch }[] = [];
  const pairs = new Map<string, Tally>();

  /** @returns with whom this is a sign, and how many texts were alike */
  return function wrote(userId: string, text: string, at: number): { other: string; count: number }[] {
    const sketch = sketchOf(text);
    if (!sketch) return [];
    while (recent[0] && (recent.length >= RECENT || at - recent[0].at > HOUR_MS)) recent.shift();
    const others = new Set(
      recent
        .filter((each) => each.userId !== userId && likeness(each.sketch, sketch) >= ALIKE)
        .map((each) => each.userId),
    );
    recent.push({ userId, at, sketch });
    return [...others].flatMap((other) => {
      const key = [userId, other].sort().join(':');
      const { count } = tally(pairs, key, at, BOUNDS);
      return count >= least ? [{ other, count }] : [];
    });
  };
}
