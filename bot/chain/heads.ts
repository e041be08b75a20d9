/** Hears of new blocks the moment a node has them, where it offers that; whoever asks now and then needs nobody to tell. */
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Metrics } from '../metrics.ts';

const FIRST_REST_MS = 1000;
const LONGEST_REST_MS = 60_000;
/** After such a silence the node is asked for a sign of life, and after another one believed to be gone. */
const SILENCE_MS = 30_000;

const said = z.union([
  z.object({ method: z.literal('eth_subscription') }),
  z.object({ id: z.number(), result: z.string() }),
  z.object({ error: z.object({ message: z.string() }) }),
]);

/**
 * Subscribes to new blocks over a WebSocket until `signal` is aborted. A connection that fails, ends or falls silent is
 * made again, ever more slowly. It carries no data that anybody believes: only that now is a good moment to ask.
 * @param heard a new block, or blocks may have come while nobody listened
 */
export function subscribeHeads(of: {
  url: string;
  log: Logger;
  metrics: Metrics;
  signal: AbortSignal;
  heard: () => void;
}) {
  const { url, log, metrics, signal, heard } = of;
  // The rest of its URL may hold a key.
  const { host } = new URL(url);
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let socket: WebSocket | null = null;

  function connect() {
    const own = new WebSocket(url);
    socket = own;
    let lost = false;
    let asked = false;

    function lose(reason: string) {
      if (lost) return;
      lost = true;
      clearTimeout(timer);
      metrics.rpcSubscribed.set(0);
      if (own.readyState !== WebSocket.CLOSED) own.close();
      if (signal.aborted) return;
      if (failures === 0)
        log.info({ node: host, reason }, 'the node does not tell of new blocks: it is asked for them');
      const rest = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** failures++);
      timer = setTimeout(connect, rest * (0.5 + Math.random() / 2)).unref();
    }

    function expect() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (asked || own.readyState !== WebSocket.OPEN) return lose('it fell silent');
        asked = true;
        own.send(JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'eth_chainId', params: [] }));
        expect();
      }, SILENCE_MS).unref();
    }

    own.addEventListener('open', () => {
      own.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] }));
    });
    own.addEventListener('message', ({ data }) => {
      const message = messageOf(data);
      if (lost) return;
      if (!message) return lose('it says what nobody understands');
      if ('error' in message) return lose(message.error.message);
      asked = false;
      expect();
      if ('id' in message) {
        if (message.id !== 1) return;
        failures = 0;
        metrics.rpcSubscribed.set(1);
        log.debug({ node: host }, 'the node tells of new blocks');
      }
      heard();
    });
    expect();
    own.addEventListener('error', () => lose('it takes no WebSocket'));
    own.addEventListener('close', () => lose('it closed the connection'));
  }

  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(timer);
      socket?.close();
    },
    { once: true },
  );
  if (!signal.aborted) connect();
}

function messageOf(data: unknown): z.infer<typeof said> | null {
  try {
    return said.parse(JSON.parse(z.string().parse(data)));
  } catch {
    return null;
  }
}
