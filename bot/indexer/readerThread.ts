import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { openClient } from '../chain/clients.ts';
import { encodeRaw } from '../chain/rawRows.ts';
import { rangeSize } from './rangeSize.ts';
import type { Order, Told } from './reader.ts';
import { openSource } from './source.ts';

/** Ranges that nobody has taken yet. */
const MOST_AHEAD = 3;

const main = parentPort!;
const { config, deployment, first, settled, addresses } = workerData as Order;
const tell = (told: Told, transfer: ArrayBuffer[] = []) => main.postMessage(told, transfer);
const client = openClient(config, {
  genesis: deployment.genesis,
  answered: (answer) => tell({ kind: 'answered', answer }),
  warn: (about, words) => tell({ kind: 'warning', about, words }),
});
const source = openSource(client, deployment.communities);
const size = rangeSize();
let room = MOST_AHEAD;
main.on('message', () => room++);

/** The range from a block on, as large as the node allows. */
async function rangeFrom(block: number) {
  for (;;) {
    const last = Math.min(block - 1 + size.current(), settled);
    const range = await size.adapt(last - block + 1, () => source.range(block, last, addresses));
    if (range) return range;
  }
}

try {
  let next: ReturnType<typeof rangeFrom> | null = rangeFrom(first);
  while (next) {
    const read: Awaited<ReturnType<typeof rangeFrom>> = await next;
    const { last, blocks, logs } = read;
    for (const token of source.announced(logs)) if (!addresses.includes(token)) addresses.push(token);
    next = last.number < settled ? rangeFrom(last.number + 1) : null;
    // It is awaited later; until then its failure is nobody's.
    next?.catch(() => undefined);
    const raw = encodeRaw(blocks, logs);
    while (room === 0) await once(main, 'message');
    room--;
    tell({ kind: 'range', last, events: logs.length, raw }, [raw.buffer]);
  }
} catch (error) {
  const { shortMessage, message } = error as Error & { shortMessage?: string };
  tell({ kind: 'failed', reason: shortMessage ?? message });
}
