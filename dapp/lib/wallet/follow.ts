import type { Hex } from 'viem';
import { getPublicClient } from 'wagmi/actions';
import { ApiError, operation } from '../api.ts';
import type { configOf } from './config.ts';
import { refusalOf, sentenceFor } from './errors.ts';
import { type Pending, pending } from './pending.ts';

export type Config = ReturnType<typeof configOf>;

/** What became of it. */
export type Result = { state: 'confirmed' | 'failed'; hash: Hex | null; code?: string; sentence?: string };

const WAIT_SECONDS = 20;
const PAUSE_MS = 2_000;

/** Follows an operation that the operator relays. `moved` hears its hash, and that it takes long. */
export async function followOperation(
  id: string,
  moved: (hash: Hex | null, slow: boolean) => void,
  signal?: AbortSignal,
): Promise<Result> {
  for (let round = 0; ; round++) {
    try {
      const found = await operation(id, WAIT_SECONDS, signal);
      const hash = found.txHash as Hex | null;
      if (found.state === 'failed')
        return {
          state: 'failed',
          hash,
          code: found.error?.code ?? '',
          sentence: found.error?.detail ?? sentenceFor(''),
        };
      if (found.state === 'mined' || found.state === 'final') return { state: 'confirmed', hash };
      moved(hash, round > 0);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ApiError && error.code === 'OperationUnknown')
        return { state: 'failed', hash: null, code: error.code, sentence: error.message };
      moved(null, true);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** Follows a transaction that the wallet sent; one that it replaced or cancelled is told apart. */
export async function followTransaction(
  config: Config,
  hash: Hex,
  moved: (hash: Hex, slow: boolean) => void,
): Promise<Result> {
  const client = getPublicClient(config)!;
  let cancelled = false;
  let latest = hash;
  for (;;) {
    try {
      const receipt = await client.waitForTransactionReceipt({
        hash: latest,
        timeout: 60_000,
        onReplaced: ({ reason, transaction }) => {
          cancelled = reason !== 'repriced';
          latest = transaction.hash;
          moved(latest, false);
        },
      });
      if (cancelled)
        return {
          state: 'failed',
          hash: latest,
          code: 'Cancelled',
          sentence: 'You replaced this in your wallet; nothing was changed.',
        };
      if (receipt.status === 'success') return { state: 'confirmed', hash: latest };
      const sent = await client.getTransaction({ hash: latest });
      const refusal = await client
        .call({ account: sent.from, to: sent.to, data: sent.input, blockNumber: receipt.blockNumber })
        .then(
          () => null,
          (error: unknown) => refusalOf(error),
        );
      return {
        state: 'failed',
        hash: latest,
        code: refusal?.code ?? 'Reverted',
        sentence: refusal?.sentence ?? 'The contract refused it when its turn came: look at the figures and try again.',
      };
    } catch {
      // Not found yet, or the node does not answer: unknown is not failed.
      moved(latest, true);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

const followed = new Set<string>();

/** Follows one of the pending list to its end, once. */
export async function toItsEnd(config: Config, entry: Pending, moved: (hash: Hex | null, slow: boolean) => void) {
  followed.add(entry.id);
  const noted = (hash: Hex | null, slow: boolean) => {
    if (hash) pending.update(entry.id, { hash });
    moved(hash, slow);
  };
  const result =
    entry.kind === 'operation'
      ? await followOperation(entry.id, noted)
      : await followTransaction(config, entry.id as Hex, noted);
  const { state, hash, sentence } = result;
  pending.update(entry.id, { state, hash, ...(sentence ? { sentence } : {}) });
  return result;
}

/** After a reload: what was on its way is followed again. */
export function resumePending(config: Config) {
  for (const entry of pending.all())
    if (entry.state === 'waiting' && !followed.has(entry.id)) void toItsEnd(config, entry, () => undefined);
}
