/** A wallet's transactions, one after the other, each at most once however often a work is begun again. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  type Address,
  type Hex,
  keccak256,
  type LocalAccount,
  type PublicClient,
  parseTransaction,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
  type WalletClient,
} from 'viem';
import { z } from 'zod';
import { revertOf } from '../../bot/chain/revert.ts';
import { sentenceFor } from '../../bot/chain/sentences.ts';
import { FatalError } from '../../bot/errors.ts';

/**
 * Sends a transaction and waits until it is mined.
 * @param name of what it does, once and for all: under the same name nothing is done twice
 * @param call.to null: deploys a contract
 * @throws FatalError in one sentence for what the contracts refuse
 */
export type Send = (name: string, call: { to: Address | null; data: Hex }) => Promise<TransactionReceipt>;

/** Whatever the wallet: also one whose keys are the node's. Nothing is remembered. */
export function sendingEach(client: PublicClient, wallet: WalletClient): Send {
  return async (_, { to, data }) =>
    mined(client, await wallet.sendTransaction({ account: wallet.account!, chain: null, type: 'legacy', to, data }));
}

/** Above the estimate, as what a call meets may have changed by its block. */
const ROOM = 12n;
const hex = z.string().regex(/^0x[0-9a-f]+$/);
const record = z.object({ name: z.string(), hash: hex, raw: hex });

/**
 * Writes each transaction down before it is sent: begun again, a work sends the same bytes again, or finds their receipt.
 * @param file where they are written down; signed transactions, no keys
 */
export function sendingOnce(client: PublicClient, account: LocalAccount, file: string): Send {
  const sent = new Map<string, { hash: Hex; raw: Hex }>();
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  // The last line may have been cut off: then it was not sent either.
  for (const line of lines) if (line.endsWith('}')) keep(line);

  function keep(line: string) {
    const { name, hash, raw } = record.parse(JSON.parse(line));
    sent.set(name, { hash: hash as Hex, raw: raw as Hex });
  }

  async function earlier(name: string): Promise<TransactionReceipt | null> {
    const known = sent.get(name);
    if (!known) return null;
    const receipt = await receiptOf(client, known.hash);
    if (receipt) return receipt.status === 'success' ? receipt : null;
    const nonce = await client.getTransactionCount({ address: account.address });
    // Another transaction took its place: it cannot be mined any more.
    if ((parseTransaction(known.raw).nonce ?? 0) < nonce) return receiptOf(client, known.hash);
    await client.sendRawTransaction({ serializedTransaction: known.raw }).catch(() => undefined);
    return mined(client, known.hash);
  }

  return async (name, call) => {
    const before = await earlier(name);
    if (before) return before;
    const { to, data } = call;
    const { address } = account;
    const gas = await client.estimateGas({ account: address, to, data }).catch((error: unknown) => {
      const revert = revertOf(error);
      throw revert ? new FatalError(sentenceFor(revert, null), { cause: error }) : error;
    });
    const [nonce, gasPrice, chainId] = await Promise.all([
      client.getTransactionCount({ address }),
      client.getGasPrice(),
      client.getChainId(),
    ]);
    // Legacy ones are what every chain takes, MintMe among them.
    const raw = await account.signTransaction({
      ...{ type: 'legacy', chainId, to, data, nonce, gasPrice },
      gas: (gas * ROOM) / 10n,
    });
    const hash = keccak256(raw);
    mkdirSync(dirname(file), { recursive: true });
    const written = existsSync(file) && !readFileSync(file, 'utf8').endsWith('\n') ? '\n' : '';
    appendFileSync(file, `${written}${JSON.stringify({ name, hash, raw })}\n`, { mode: 0o600, flush: true });
    sent.set(name, { hash, raw });
    await client.sendRawTransaction({ serializedTransaction: raw });
    return mined(client, hash);
  };
}

async function receiptOf(client: PublicClient, hash: Hex): Promise<TransactionReceipt | null> {
  return client.getTransactionReceipt({ hash }).catch((error: unknown) => {
    if (error instanceof TransactionReceiptNotFoundError) return null;
    throw error;
  });
}

async function mined(client: PublicClient, hash: Hex) {
  const receipt = await client.waitForTransactionReceipt({ hash, pollingInterval: 100, timeout: 0 });
  if (receipt.status !== 'success')
    throw new FatalError(`Transaction ${hash} was mined and reverted: run the same command again.`);
  return receipt;
}
