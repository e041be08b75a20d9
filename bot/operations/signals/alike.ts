import { randomBytes } from 'node:crypto';

const HOUR_MS = 3_600_000;
/** Characters of a shingle, and below which a text is too short to tell anything. */
const SHINGLE = 5;
const SHORTEST = 24;
/** Hashes that stand for a text. */
const SKETCH = 16;
/** Texts of a community that a new one is compared with. */
const RECENT = 200;
const ALIKE = 0.8;

/** Of a text's shingles the smallest hashes; in order. */
type Sketch = readonly number[];

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
  return [...hashes].sort((a, b) => a - b).slice(0, SKETCH);
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
  const both = [...new Set([...one, ...other])].sort((a, b) => a - b).slice(0, SKETCH);
  if (both.length === 0) return 0;
  return both.filter((each) => one.includes(each) && other.includes(each)).length / both.length;
}

/**
 * Notices members who write what others wrote before them. Hashes of shingles are kept for an hour, in memory and within
 * bounds; never a text.
 * @param least texts alike that are a sign
 */
export function openAlike(least = 3) {
  const recent: { userId: string; at: number; sketch: Sketch }[] = [];
  const pairs = new Map<string, number>();

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
      const count = (pairs.get(key) ?? 0) + 1;
      pairs.delete(key);
      pairs.set(key, count);
      for (const oldest of pairs.keys()) {
        if (pairs.size <= RECENT) break;
        pairs.delete(oldest);
      }
      return count >= least ? [{ other, count }] : [];
    });
  };
}
