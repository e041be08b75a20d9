/** Blocks come and go: what was mined becomes final, or is sent again. */
import { and, desc, eq, gte, inArray, isNotNull, or } from 'drizzle-orm';
import { BlockNotFoundError } from 'viem';
import { batches, outbox, transactions } from '../db/schema.ts';
import type { Head } from './head.ts';
import { takeBackGas } from './ledger.ts';
import { announce, type BatchRow, moveBatch, outlasts, type Relay, type TransactionRow } from './relay.ts';

type Mined = { batch: BatchRow; transaction: TransactionRow };

/** Looks whether mined batches are still where they were. @returns whether any is not final yet */
export async function watch(relay: Relay): Promise<boolean> {
  const mined = await minedBatches(relay, eq(batches.state, 'mined'));
  if (mined.length === 0) return false;
  if ((await undoVanished(relay, mined)) !== 'none') return true;
  const head = Number(await relay.client.getBlockNumber());
  const final = mined.filter(({ transaction }) => head - transaction.block! >= relay.confirmations);
  for (const { batch } of final.reverse()) {
    await moveBatch(relay, batch, 'final');
    await relay.faults.at('final');
  }
  return final.length < mined.length;
}

/**
 * The chain counts fewer of our transactions than we saw mined, final ones among them: a reorg deeper than we held
 * possible (on a local network: a reverted snapshot). They are sent again before anything new takes their place.
 */
export async function undoLostNonces(relay: Relay, { purses }: Head): Promise<boolean> {
  const beyond = or(
    ...purses.map(({ address, nonce }) => and(eq(transactions.wallet, address), gte(transactions.nonce, nonce))),
  );
  const lost = await minedBatches(relay, and(beyond, inArray(batches.state, ['mined', 'final'])));
  if (lost.length === 0) return false;
  // Where the blocks stand all the same, the node contradicts itself and is waited for.
  await undoVanished(relay, lost);
  return true;
}

/** Batches with the transaction that ran them, newest first. */
async function minedBatches(relay: Relay, condition: ReturnType<typeof and>): Promise<Mined[]> {
  const rows = await relay.db
    .select({ batch: batches, transaction: transactions })
    .from(batches)
    .innerJoin(transactions, eq(transactions.batch, batches.id))
    .where(and(condition, eq(batches.genesis, relay.deployment.genesis), isNotNull(transactions.block)))
    .orderBy(desc(transactions.block), desc(transactions.createdAt));
  // An earlier attempt of the same batch may have been mined too, reverted as a whole.
  const seen = new Set<number>();
  return rows.filter(({ batch }) => !seen.has(batch.id) && seen.add(batch.id));
}

async function undoVanished(relay: Relay, mined: Mined[]): Promise<'none' | 'unsure' | 'some'> {
  const vanished: Mined[] = [];
  let certain = false;
  for (const { batch, transaction } of mined) {
    const hash = await blockHash(relay, transaction.block!);
    // Blocks stand on each other: below one that is in its place all are.
    if (hash === transaction.blockHash) break;
    const memory = relay.memoryOf(batch.id);
    if (hash === null && !certain && !outlasts(relay, memory)) return 'unsure';
    certain = true;
    memory.oddSince = null;
    vanished.push({ batch, transaction });
  }
  if (vanished.length === 0) return 'none';
  for (const { batch, transaction } of vanished.reverse()) {
    relay.log.warn(
      { batch: batch.id, hash: transaction.hash, block: transaction.block },
      'a reorg undid a batch: sent again',
    );
    await putBack(relay, batch, transaction);
    relay.metrics.batchesRecalled.inc();
    relay.memoryOf(batch.id).sentAt = 0;
    relay.line.underWay.delete(batch.id);
  }
  return 'some';
}

async function blockHash(relay: Relay, number: number) {
  try {
    return (await relay.client.getBlock({ blockNumber: BigInt(number) })).hash;
  } catch (error) {
    if (error instanceof BlockNotFoundError) return null;
    throw error;
  }
}

async function putBack(relay: Relay, batch: BatchRow, transaction: TransactionRow) {
  await relay.db.transaction(async (tx) => {
    relay.line.head = null;
    await tx.update(batches).set({ state: 'broadcast' }).where(eq(batches.id, batch.id));
    await takeBackGas(tx, batch.id, transaction.block!);
    await tx
      .update(transactions)
      .set({ block: null, blockHash: null })
      .where(and(eq(transactions.batch, batch.id), gte(transactions.block, transaction.block!)));
    const rows = await tx
      .update(outbox)
      .set({ state: 'broadcast', error: null, block: null, updatedAt: new Date(relay.clock()) })
      .where(eq(outbox.batch, batch.id))
      .returning({ id: outbox.id });
    await announce(
      tx,
      rows.map(({ id }) => id),
    );
  });
}
