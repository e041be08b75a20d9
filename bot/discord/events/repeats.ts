import { createHash } from 'node:crypto';

const WITHIN_MS = 10 * 60_000;
/** Texts that are remembered, of all servers together. */
const MOST = 100_000;

/**
 * Knows a text that the same member wrote a short while ago. Hashes are kept, never the words, and for no longer than they
 * matter; a restart forgets them.
 */
export function openRepeats(clock: () => number, most = MOST) {
  const seen = new Map<string, number>();

  /** @param who names the member and the server @returns true if the text says again what was said */
  return function isRepeat(who: string, text: string): boolean {
    const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
    if (words === '') return false;
    const now = clock();
    const hash = createHash('sha256').update(`${who}:${words}`).digest('base64').slice(0, 20);
    const before = seen.get(hash);
    // What is asked about last stands last, so that the oldest is first.
    seen.delete(hash);
    seen.set(hash, now);
    for (const [oldest, at] of seen) {
      if (seen.size <= most && now - at < WITHIN_MS) break;
      seen.delete(oldest);
    }
    return before !== undefined && now - before < WITHIN_MS;
  };
}
