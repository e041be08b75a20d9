import { HttpRequestError } from 'viem';

/** Blocks asked for at most; fewer where the node refuses. */
const MOST_BLOCKS = 50_000n;

/**
 * Asks for what lies in a span of blocks, piece by piece and in order; in smaller pieces where the node refuses.
 * @param span.to the last block, included
 * @throws what viem throws, or the signal's reason
 */
export async function inPieces<T>(
  { from, to }: { from: number; to: number },
  ask: (first: bigint, last: bigint) => Promise<T>,
  take: (found: T, last: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let size = MOST_BLOCKS;
  for (let first = BigInt(from); first <= BigInt(to); ) {
    const last = first + size - 1n < BigInt(to) ? first + size - 1n : BigInt(to);
    const found = await ask(first, last).then(
      (value) => ({ value }),
      (error) => {
        // Nodes refuse in many ways what is too much; what failed on its way will fail for less as well.
        if (size === 1n || (error instanceof HttpRequestError && error.status !== 503)) throw error;
        return null;
      },
    );
    signal.throwIfAborted();
    if (!found) {
      size = size / 8n || 1n;
      continue;
    }
    take(found.value, Number(last));
    first = last + 1n;
    size = size * 2n < MOST_BLOCKS ? size * 2n : MOST_BLOCKS;
  }
}
