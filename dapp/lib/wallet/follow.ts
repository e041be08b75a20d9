import { t } from '@lingui/core/macro';
import { type Client, type Hex, TransactionNotFoundError, TransactionReceiptNotFoundError } from 'viem';
import { call, getBlockNumber, getTransaction, getTransactionCount, getTransactionReceipt } from 'viem/actions';
import { ApiError, operation } from '../api.ts';
import type { configOf } from './config.ts';
import { refusalOf, sentenceFor } from './errors.ts';
import { type Pending, pending, type Seen } from './pending.ts';
import { successorOf } from './successor.ts';

export type Config = ReturnType<typeof configOf>;

/** What became of it. */
export type Result =
  | { state: 'confirmed'; hash: Hex | null }
  | { state: 'failed'; hash: Hex | null; code: string; sentence: string };
/** Hears the hash, and that it takes long. */
type Moved = (hash: Hex | null, slow: boolean) => void;

const WAIT_SECONDS = 20;
const PAUSE_MS = 1_000;
const SLOW_MS = 60_000;

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/** Follows an operation that the operator relays. */
async function followOperation(id: string, moved: Moved): Promise<Result> {
  for (let round = 0; ; round++) {
    try {
      const { state, txHash, error } = await operation(id, WAIT_SECONDS);
      const hash = txHash as Hex | null;
      if (state === 'failed')
        return { state, hash, code: error?.code ?? '', sentence: error?.detail ?? sentenceFor('') };
      if (state === 'mined' || state === 'final') return { state: 'confirmed', hash };
      moved(hash, round > 0);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'OperationUnknown')
        return { state: 'failed', hash: null, code: error.code, sentence: error.message };
      moved(null, true);
      await pause();
    }
  }
}

/** Follows a transaction that the wallet sent, and the one that the wallet put into its place. */
async function followTransaction(client: Client, entry: Pending, moved: Moved): Promise<Result> {
  let hash = entry.hash ?? (entry.id as Hex);
  let seen = entry.seen;
  for (const since = Date.now(); ; await pause()) {
    try {
      const ended = await endOf(client, hash, entry);
      if (ended) return ended;
      const found = await orNull(getTransaction(client, { hash }));
      if (found) {
        if (!seen) {
          const { from, nonce, to, input } = found;
          seen = { from, nonce, to, data: input, block: Number(await getBlockNumber(client)) };
          pending.update(entry.id, { seen });
        }
      } else if (seen && (await getTransactionCount(client, { address: seen.from })) > seen.nonce) {
        const next = (await endOf(client, hash, entry)) ?? (await replaced(client, hash, seen, entry));
        if (next.state !== 'repriced') return next;
        hash = next.hash;
        moved(hash, false);
      }
      moved(hash, Date.now() - since > SLOW_MS);
    } catch {
      // The node does not answer: unknown is not failed.
      moved(hash, true);
    }
  }
}

/** Null while it is in no block. */
async function endOf(client: Client, hash: Hex, { unit }: Pending): Promise<Result | null> {
  const receipt = await orNull(getTransactionReceipt(client, { hash }));
  if (!receipt) return null;
  if (receipt.status === 'success') return { state: 'confirmed', hash };
  const { from, to, input } = await getTransaction(client, { hash });
  const refusal = await call(client, { account: from, to, data: input, blockNumber: receipt.blockNumber }).then(
    () => null,
    (error: unknown) => refusalOf(error, unit),
  );
  const { code, sentence } = refusal ?? {
    code: 'Reverted',
    sentence: t`The contract refused it when its turn came: look at the figures and try again.`,
  };
  return { state: 'failed', hash, code, sentence };
}

async function replaced(client: Client, hash: Hex, seen: Seen, { id }: Pending) {
  const successor = await successorOf(client, seen);
  if (successor?.isSame) {
    pending.update(id, { hash: successor.hash });
    return { state: 'repriced' as const, hash: successor.hash };
  }
  const sentence = successor
    ? t`Your wallet cancelled this or sent something else in its place: nothing of it was done.`
    : t`Your wallet put another transaction into its place: look at your history before you try again.`;
  return { state: 'failed' as const, hash: successor?.hash ?? hash, code: 'Replaced', sentence };
}

const orNull = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (error instanceof TransactionNotFoundError || error instanceof TransactionReceiptNotFoundError) return null;
    throw error;
  });

const followed = new Set<string>();

/** Follows one of the pending list to its end. @public loaded when it is needed */
export async function toItsEnd(config: Config, entry: Pending, moved: Moved): Promise<Result> {
  followed.add(entry.id);
  const noted: Moved = (hash, slow) => {
    if (hash && hash !== pending.all().find(({ id }) => id === entry.id)?.hash) pending.update(entry.id, { hash });
    moved(hash, slow);
  };
  const result =
    entry.kind === 'operation'
      ? await followOperation(entry.id, noted)
      : await followTransaction(config.getClient(), entry, noted);
  const { state, hash } = result;
  pending.update(entry.id, { state, hash, ...(state === 'failed' && { sentence: result.sentence }) });
  return result;
}

/** After a reload: what was on its way is followed again. */
export function resumePending(config: Config) {
  for (const entry of pending.all())
    if (entry.state === 'waiting' && !followed.has(entry.id)) void toItsEnd(config, entry, () => undefined);
}
