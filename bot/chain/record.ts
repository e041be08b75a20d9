/** From a receipt to what became of each operation. */
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { eq, sql } from 'drizzle-orm';
import {
  type Hex,
  isAddressEqual,
  parseEventLogs,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem';
import type { Transaction } from '../db/database.ts';
import { batches, outbox, transactions } from '../db/schema.ts';
import { opsOf } from './content.ts';
import { countMined } from './count.ts';
import { enterGas } from './ledger.ts';
import { announce, type BatchRow, type Relay } from './relay.ts';
import { decodeRevert, type Revert } from './revert.ts';

/** Blocks asked for at once when an execution is searched: within every provider's limit. */
const WINDOW = 1000n;

export async function readReceipt(relay: Relay, hash: Hex): Promise<TransactionReceipt | null> {
  try {
    return await relay.client.getTransactionReceipt({ hash });
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return null;
    throw error;
  }
}

/** Stores what a batch's transaction did, in one commit. */
export async function record(relay: Relay, batch: BatchRow, receipt: TransactionReceipt) {
  await relay.faults.at('receipt');
  const failures = batch.kind === 'call' ? failuresOf(relay, batch, receipt) : [];
  const state = relay.confirmations === 0 ? 'final' : 'mined';
  const at = new Date(relay.clock());
  const block = Number(receipt.blockNumber);
  const rows = await relay.db.transaction(async (tx) => {
    await markMined(relay, tx, batch, receipt);
    await tx.update(batches).set({ state }).where(eq(batches.id, batch.id));
    const rows = await tx
      .update(outbox)
      .set({ state, error: null, txHash: receipt.transactionHash, block, updatedAt: at })
      .where(eq(outbox.batch, batch.id))
      .returning();
    for (const { index, error } of failures)
      await tx
        .update(outbox)
        .set({ state: 'failed', error })
        .where(sql`${outbox.batch} = ${batch.id} and ${outbox.index} = ${index}`);
    await announce(
      tx,
      rows.map(({ id }) => id),
    );
    return rows;
  });
  countMined(relay, rows, new Set(failures.map(({ index }) => index)), receipt);
  const operations = rows.map(({ id }) => id);
  relay.log.info(
    { batch: batch.id, hash: receipt.transactionHash, block, failed: failures.length, operations },
    'batch mined',
  );
  await relay.faults.at('recorded');
}

/** Remembers in which block an attempt ended, whether it succeeded or reverted. */
export async function markMined(relay: Relay, tx: Transaction, batch: BatchRow, receipt: TransactionReceipt) {
  const mined = { block: Number(receipt.blockNumber), blockHash: receipt.blockHash };
  await tx
    .insert(transactions)
    // A signed batch may be carried by anybody: then the transaction is not ours, and there is nothing to send again.
    .values({
      hash: receipt.transactionHash,
      batch: batch.id,
      wallet: receipt.from,
      nonce: 0,
      raw: '0x',
      feePerGas: receipt.effectiveGasPrice ?? 0n,
      createdAt: new Date(relay.clock()),
      ...mined,
    })
    .onConflictDoUpdate({ target: transactions.hash, set: mined });
  if (!relay.wallets.some((wallet) => isAddressEqual(wallet, receipt.from))) return;
  const [own] = await tx
    .select({ price: transactions.feePerGas })
    .from(transactions)
    .where(eq(transactions.hash, receipt.transactionHash));
  // Nodes without EIP-1559 leave the price out; it is what was offered then.
  await enterGas(relay, tx, batch, receipt, receipt.effectiveGasPrice ?? own!.price);
}

function failuresOf(relay: Relay, batch: BatchRow, receipt: TransactionReceipt): { index: number; error: Revert }[] {
  const logs = receipt.logs.filter((log) => log.address.toLowerCase() === relay.deployment.custodian.toLowerCase());
  return parseEventLogs({ abi: custodianAbi, eventName: 'CallFailed', logs })
    .filter(({ args }) => args.lane === batch.lane && Number(args.sequence) === batch.sequence)
    .map(({ args }) => ({ index: Number(args.index), error: decodeRevert(args.reason) }));
}

/**
 * Searches the transaction that used a batch's sequence, backwards from the head. Asked when the Custodian says that the
 * sequence is used and none of our attempts has a receipt.
 * @returns its receipt, and whether it ran our content
 */
export async function findExecution(relay: Relay, batch: BatchRow) {
  const { client, deployment } = relay;
  const first = BigInt(deployment.block);
  for (let to = await client.getBlockNumber(); to >= first; to -= WINDOW) {
    const found = await client.getContractEvents({
      address: deployment.custodian,
      abi: custodianAbi,
      eventName: 'BatchExecuted',
      args: { lane: batch.lane!, sequence: BigInt(batch.sequence!) },
      fromBlock: to - WINDOW + 1n > first ? to - WINDOW + 1n : first,
      toBlock: to,
    });
    const hash = found.at(-1)?.transactionHash;
    if (!hash) continue;
    const [receipt, { input }] = await Promise.all([readReceipt(relay, hash), client.getTransaction({ hash })]);
    // Whoever carried it, through whatever contract: our calls stand in its data word for word.
    return receipt && { receipt, ours: input.includes(opsOf(batch).slice(2)) };
  }
  return null;
}
