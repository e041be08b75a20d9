import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Address } from 'viem';
import { type Answered, counting } from '../chain/nodes.ts';
import { decodeRaw, type Place, type Raw } from '../chain/rawRows.ts';
import type { Context } from '../context.ts';
import { RetryableError } from '../errors.ts';
import type { Range } from './commit.ts';

/** What the thread is told in the beginning. */
export type Order = {
  config: Pick<Context['config'], 'rpcUrls' | 'chainId' | 'pollMs'>;
  deployment: Pick<Context['chain']['deployment'], 'genesis' | 'communities'>;
  first: number;
  settled: number;
  /** Ours, as far as they are known; communities that the logs announce come to them. */
  addresses: Address[];
};

/** What it tells. */
export type Told =
  | { kind: 'range'; last: Place; events: number; raw: Raw }
  | { kind: 'answered'; answer: Parameters<Answered>[0] }
  | { kind: 'warning'; about: object; words: string }
  | { kind: 'failed'; reason: string };

/**
 * Logs of settled blocks, range by range. They are asked for, checked and brought into the form of rows in a thread of its
 * own, which stays some ranges ahead and ends with the generator: what is left to this one is to make something of them.
 * @throws RetryableError saying why the node gave no more
 */
export async function* readRanges(
  { config, chain, log, metrics }: Pick<Context, 'config' | 'chain' | 'log' | 'metrics'>,
  span: Pick<Order, 'first' | 'settled' | 'addresses'>,
): AsyncGenerator<Range, void> {
  const { rpcUrls, chainId, pollMs } = config;
  const { genesis, communities } = chain.deployment;
  const order: Order = { config: { rpcUrls, chainId, pollMs }, deployment: { genesis, communities }, ...span };
  const thread = new Worker(new URL('readerThread.ts', import.meta.url), { workerData: order });
  thread.unref();
  const answered = counting(metrics);
  try {
    for await (const [told] of on(thread, 'message', { close: ['exit'] }) as AsyncIterable<[Told]>) {
      if (told.kind === 'failed') throw new RetryableError(told.reason);
      if (told.kind === 'answered') answered(told.answer);
      else if (told.kind === 'warning') log.warn(told.about, told.words);
      else {
        thread.postMessage('taken');
        yield { last: told.last, events: told.events, logs: decodeRaw(told.raw), raw: told.raw };
        if (told.last.number === span.settled) return;
      }
    }
    throw new RetryableError('The thread that reads the node has ended.');
  } finally {
    await thread.terminate();
  }
}
