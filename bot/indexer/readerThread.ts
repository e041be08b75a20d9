import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { openClient } from '../chain/clients.ts';
import { rangeSize } from './rangeSize.ts';
import { encodeRaw } from './rawRows.ts';
import type { Order, Told } from './reader.ts';
import { openSource } from './source.ts';

/** Ranges that nobody has taken yet, those that were only asked for among them. */
const MOST_AHEAD = 3;
/** Ranges asked for at a time: the node works on one while another is checked and made rows of. */
const ASKED_AT_ONCE = 2;

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
/** One while the node refuses. */
let atOnce = ASKED_AT_ONCE;
/** In the chain's order; the next begins at `next`. */
let asked: { from: number; answer: Promise<Awaited<ReturnType<typeof source.range>> | null> }[] = [];
let next = first;

/** Asks for the ranges that follow, each as large as the node allows. */
function ask() {
  while (next <= settled && asked.length < Math.min(atOnce, room)) {
    const [from, to] = [next, Math.min(next - 1 + size.current(), settled)];
    const answer = size.adapt(to - from + 1, () => source.range(from, to, addresses));
    // It is awaited later, or never; until then its failure is nobody's.
    answer.catch(() => undefined);
    asked.push({ from, answer });
    next = to + 1;
  }
}

main.on('message', () => {
  room++;
  ask();
});

try {
  for (ask(); next <= settled || asked.length > 0; ) {
    if (asked.length === 0) await once(main, 'message');
    const { from, answer } = asked.shift()!;
    const range = await answer;
    const fresh = range ? source.announced(range.logs).filter((token) => !addresses.includes(token)) : [];
    addresses.push(...fresh);
    if (!range || fresh.length > 0) {
      // What follows was asked for without these communities, or begins behind what the node refused.
      asked = [];
      next = range ? range.last.number + 1 : from;
    }
    atOnce = range ? ASKED_AT_ONCE : 1;
    if (range) room--;
    ask();
    if (!range) continue;
    const { last, blocks, logs } = range;
    const raw = encodeRaw(blocks, logs);
    tell({ kind: 'range', last, events: logs.length, raw }, [raw.blocks.buffer, raw.logs.buffer]);
  }
} catch (error) {
  const { shortMessage, message } = error as Error & { shortMessage?: string };
  tell({ kind: 'failed', reason: shortMessage ?? message });
}
