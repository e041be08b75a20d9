/** Looks after a batch that is on its way, until the chain has said what became of it. */
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import { type Address, isAddressEqual, parseTransaction, type TransactionReceipt } from 'viem';
import { MOST_SPONSORED_GAS } from '../custody/protocol.ts';
import { batches, outbox, transactions } from '../db/schema.ts';
import { send } from './broadcast.ts';
import { type Signed, signAgain } from './content.ts';
import { bumpedFees, feesOf, priceOf } from './fees.ts';
import { freePlace, type Head, LANE, MAX_GAS, readHead } from './head.ts';
import { findExecution, markMined, readReceipt, record } from './record.ts';
import {
  announce,
  type BatchRow,
  type Memory,
  moveBatch,
  outlasts,
  type Relay,
  type TransactionRow,
  type UnderWay,
} from './relay.ts';
import type { Revert } from './revert.ts';
import { rehearseAgain } from './sponsored.ts';

/** Seconds that a signature must still be good for to be sent once more. */
const LEFT = 120;
/** Times the market's price that no replacement exceeds. */
const ENOUGH = 4n;
/** Whole transactions revert for these reasons without anything being wrong with their content. */
const passing = [
  'CustodianExpired',
  'CustodianPaused',
  'CustodianUnderfunded',
  'CustodianBadSequence',
  'CustodianReentered',
];

/** What is known of the chain while one look goes over all batches; asked for once, when somebody needs it. */
type Look = {
  /** How many transactions of a wallet the chain holds. */
  nonceOf(wallet: Address): Promise<number>;
  sequence(): Promise<number>;
  /** New batches are being made until then: only receipts are taken meanwhile, nothing gets another place. */
  filling(): Promise<unknown>;
  /** Nonces that are on their way, by wallet. */
  line: Map<string, Set<number>>;
  /** Sequences of the batches that are looked after. */
  sequences: number[];
};

/** @property receipts null where nothing was asked, as the node has not answered yet */
type Followed = UnderWay & { receipts: Promise<(TransactionReceipt | null)[]> | null };

/**
 * Looks after all batches on their way.
 * @param making.filling ends with the making of new batches
 * @param making.done told of each that is on its way no longer
 * @returns how many still are
 */
export async function followAll(
  relay: Relay,
  underWay: UnderWay[],
  { filling, done }: Pick<Look, 'filling'> & { done(batch: BatchRow): void },
): Promise<number> {
  const line: Look['line'] = new Map();
  const followed = underWay.map(({ batch, attempts }): Followed => {
    const open = attempts.filter(isOpen);
    const newest = open.at(-1);
    if (newest) line.set(newest.wallet, (line.get(newest.wallet) ?? new Set()).add(newest.nonce));
    if (relay.memoryOf(batch.id).sending) return { batch, attempts, receipts: null };
    // All are asked for in one request.
    const receipts = Promise.all(open.map(({ hash }) => readReceipt(relay, hash)));
    receipts.catch(() => undefined);
    return { batch, attempts, receipts };
  });
  const sequences = underWay.flatMap(({ batch }) => batch.sequence ?? []);
  const look = openLook(relay, { line, filling, sequences });
  let still = 0;
  for (const one of followed)
    if (await follow(relay, one, look)) still++;
    else done(one.batch);
  return still;
}

const isOpen = (attempt: TransactionRow) => attempt.block === null && attempt.raw !== '0x';

function openLook({ client, deployment }: Relay, known: Pick<Look, 'line' | 'filling' | 'sequences'>): Look {
  const nonces = new Map<Address, Promise<number>>();
  let sequence: Promise<number> | null = null;
  return {
    ...known,
    nonceOf(wallet) {
      const nonce = nonces.get(wallet) ?? client.getTransactionCount({ address: wallet, blockTag: 'latest' });
      nonces.set(wallet, nonce);
      return nonce;
    },
    sequence() {
      const read = {
        address: deployment.custodian,
        abi: custodianAbi,
        functionName: 'sequenceOf',
        args: [LANE],
      } as const;
      sequence ??= client.readContract(read).then(Number);
      return sequence;
    },
  };
}

/** @returns whether it is still on its way */
async function follow(relay: Relay, { batch, attempts, ...asked }: Followed, look: Look): Promise<boolean> {
  const memory = relay.memoryOf(batch.id);
  if (memory.sending || !asked.receipts) return true;
  const receipts = await asked.receipts;
  const succeeded = receipts.find((receipt) => receipt?.status === 'success');
  if (succeeded) {
    if (batch.state === 'signed' && memory.handedOver) await relay.faults.at('broadcast');
    return recorded(relay, batch, succeeded);
  }
  await look.filling();
  const reverted = receipts.find((receipt) => receipt?.status === 'reverted');
  if (reverted) return judgeRevert(relay, batch, reverted);

  const newest = attempts.findLast(isOpen);
  if (!newest)
    return retryReverted(
      relay,
      batch,
      attempts.filter(({ raw }) => raw !== '0x'),
      look,
    );
  const now = relay.clock();
  const due = now - memory.sentAt >= relay.timing.resendMs;
  if (batch.state === 'signed' && memory.handedOver) {
    await moveBatch(relay, batch, 'broadcast');
    await relay.faults.at('broadcast');
    return true;
  }
  if (batch.state === 'signed') {
    // Stored and perhaps never sent, or refused for want of funds.
    if (due && !(await passOn(relay, batch, newest))) send(relay, batch, newest);
    return true;
  }
  const nonce = await look.nonceOf(newest.wallet);
  const consumed = batch.kind === 'call' && (await look.sequence()) > batch.sequence!;
  const line = look.line.get(newest.wallet)!;
  // Behind others of ours it waits for its turn; behind a nonce that nobody uses it would wait for ever.
  const early = nonce < newest.nonce;
  const gap = early && !line.has(nonce) && newest.nonce === Math.min(...line);
  if (consumed || gap || nonce > newest.nonce) {
    relay.line.head = null;
    if (!outlasts(relay, memory)) return true;
    memory.oddSince = null;
    if (consumed) return judgeConsumed(relay, batch);
    // A gap in a line that is stuck is not worth filling: another wallet carries it.
    await replace(relay, batch, newest, gap && !relay.line.stuckAt.has(newest.wallet) ? nonce : 'next');
    return true;
  }
  memory.oddSince = null;
  const since = Math.max(attempts[0]!.createdAt.getTime(), memory.movedAt);
  if (now - since >= relay.timing.failoverMs) {
    relay.line.stuckAt.set(newest.wallet, newest.nonce);
    if (await passOn(relay, batch, newest)) return true;
  }
  const stuck = memory.underpriced || (!early && now - newest.createdAt.getTime() >= relay.timing.stuckMs);
  if (stuck && (await replace(relay, batch, newest, newest.nonce))) return true;
  if (due) send(relay, batch, newest);
  return true;
}

/** Has another wallet send it, if this one cannot and another can. */
async function passOn(relay: Relay, batch: BatchRow, newest: TransactionRow): Promise<boolean> {
  const memory = relay.memoryOf(batch.id);
  const spent = memory.unpaid || relay.line.stuckAt.has(newest.wallet);
  if (!spent || relay.wallets.length === 1) return false;
  const { wallet } = await readHead(relay);
  if (relay.line.broke || isAddressEqual(wallet, newest.wallet)) return false;
  relay.log.warn({ batch: batch.id, from: newest.wallet, to: wallet }, 'another wallet takes over a transaction');
  memory.movedAt = relay.clock();
  memory.unpaid = false;
  return replace(relay, batch, newest, 'next');
}

async function recorded(relay: Relay, batch: BatchRow, receipt: TransactionReceipt) {
  await record(relay, batch, receipt);
  return false;
}

/** The sequence is used, and not by an attempt of ours that has a receipt. */
async function judgeConsumed(relay: Relay, batch: BatchRow): Promise<boolean> {
  const found = await findExecution(relay, batch);
  if (!found) return true;
  if (found.ours) return recorded(relay, batch, found.receipt);
  const { transactionHash: hash } = found.receipt;
  relay.log.error({ batch: batch.id, hash }, 'a batch ran that this server did not make: is the signer’s key stolen?');
  return requeue(relay, batch);
}

/** A whole transaction reverted: nothing of it happened, and its content is tried again or given up. */
async function judgeRevert(relay: Relay, batch: BatchRow, receipt: TransactionReceipt): Promise<boolean> {
  relay.line.head = null;
  await markMined(relay, batch, receipt);
  relay.line.underWay.delete(batch.id);
  backOff(relay, relay.memoryOf(batch.id));
  relay.log.warn({ batch: batch.id, hash: receipt.transactionHash }, 'a transaction reverted as a whole');
  return true;
}

async function retryReverted(relay: Relay, batch: BatchRow, attempts: TransactionRow[], look: Look): Promise<boolean> {
  const last = attempts.at(-1)!;
  const memory = relay.memoryOf(batch.id);
  if (relay.clock() < memory.notBefore) return true;
  if (batch.sequence !== null) {
    const { sequence } = batch;
    const turn = await look.sequence();
    if (turn > sequence) return judgeConsumed(relay, batch);
    // Until those before it have run it would only revert again.
    if (look.sequences.some((earlier) => turn <= earlier && earlier < sequence)) return true;
  }
  backOff(relay, memory);
  const head = await readHead(relay);
  const ours = isAddressEqual(batch.to, relay.deployment.custodian);
  if (head.paused && ours) return true;
  const content = await currentContent(relay, batch, head);
  const reason = await rehearseAgain(
    relay.client,
    { ...relay, wallet: head.wallet },
    { target: batch.to, data: content.data },
  );
  // What strangers wrote may pass every rehearsal and fail in every block: the operator pays for that twice, not for ever.
  if (!ours && attempts.length > 1) return giveUp(relay, batch, reason ?? { name: 'NoReason', args: {} });
  if (!reason) {
    // Too little gas is the one reason that a rehearsal does not show.
    const most = ours ? MAX_GAS : MOST_SPONSORED_GAS;
    const gas = (parseTransaction(last.raw).gas! * 3n) / 2n;
    const { nonce } = await freePlace(relay, head);
    const at = { wallet: head.wallet, nonce };
    await attemptAgain(relay, batch, last, { head, content, at, gas: gas < most ? gas : most });
    return true;
  }
  // An earlier batch that was taken apart has left a place that new calls must fill.
  if (reason.name === 'CustodianBadSequence' && (await freePlace(relay, head)).sequence < batch.sequence!)
    return dissolve(relay, batch, head.now);
  if (reason.name === 'CustodianBadSigner' && (await signedAnew(relay, batch, last, head))) return true;
  if (passing.includes(reason.name)) return true;
  relay.log.error({ batch: batch.id, reason }, 'a batch cannot run');
  return batch.kind === 'direct' ? giveUp(relay, batch, reason) : dissolve(relay, batch, head.now);
}

/** A rotation voids what the old signer signed: the same content under the same sequence, with the new one's signature. */
async function signedAnew(relay: Relay, batch: BatchRow, last: TransactionRow, head: Head): Promise<boolean> {
  if (!batch.deadline) return false;
  const content = await signAgain(relay, batch, head.now);
  const of = { ...relay, wallet: head.wallet };
  if (await rehearseAgain(relay.client, of, { target: batch.to, data: content.data })) return false;
  const { nonce } = await freePlace(relay, head);
  const at = { wallet: head.wallet, nonce };
  await attemptAgain(relay, batch, last, { head, content, at, gas: parseTransaction(last.raw).gas! });
  return true;
}

function backOff(relay: Relay, memory: Memory) {
  memory.reverts++;
  memory.notBefore = relay.clock() + Math.min(60_000, relay.timing.pollMs * 2 ** memory.reverts);
}

async function giveUp(relay: Relay, batch: BatchRow, error: Revert) {
  await relay.db.transaction(async (tx) => {
    await tx.update(batches).set({ state: 'failed' }).where(eq(batches.id, batch.id));
    const rows = await tx
      .update(outbox)
      .set({ state: 'failed', error, updatedAt: new Date(relay.clock()) })
      .where(eq(outbox.batch, batch.id))
      .returning({ id: outbox.id });
    await announce(
      tx,
      rows.map(({ id }) => id),
    );
  });
  return false;
}

/**
 * Takes a batch apart that can never run. Only after its last signature has expired: until then anybody might still carry
 * it, and the same sequence must not get another content.
 */
async function dissolve(relay: Relay, batch: BatchRow, now: number): Promise<boolean> {
  if (batch.deadline && now <= batch.deadline.getTime() / 1000) return true;
  return requeue(relay, batch);
}

/** Puts a batch's operations back into the queue. */
async function requeue(relay: Relay, batch: BatchRow): Promise<boolean> {
  relay.line.head = null;
  await relay.db.transaction(async (tx) => {
    await tx.update(batches).set({ state: 'failed', lane: null, sequence: null }).where(eq(batches.id, batch.id));
    const rows = await tx
      .update(outbox)
      .set({ state: 'queued', batch: null, index: null, txHash: null, updatedAt: new Date(relay.clock()) })
      .where(eq(outbox.batch, batch.id))
      .returning({ id: outbox.id });
    await announce(
      tx,
      rows.map(({ id }) => id),
    );
  });
  return false;
}

/** What to send: the content as it was signed, or signed anew where our signature's deadline is near. */
async function currentContent(relay: Relay, batch: BatchRow, head: Head): Promise<Signed> {
  if (!batch.deadline) return { data: batch.data, deadline: null };
  const deadline = batch.deadline.getTime() / 1000;
  return deadline < head.now + LEFT ? signAgain(relay, batch, head.now) : { data: batch.data, deadline };
}

/**
 * The same content, better paid at the same nonce or sent at another one.
 * @param at a nonce of the same wallet, or the next of the wallet that pays at present
 * @returns false if it pays far more than the market already: then the chain is slow, not the price low
 */
async function replace(relay: Relay, batch: BatchRow, last: TransactionRow, at: number | 'next'): Promise<boolean> {
  const head = await readHead(relay);
  const { underpriced } = relay.memoryOf(batch.id);
  if (at === last.nonce && !underpriced && last.feePerGas >= ENOUGH * priceOf(head.fees)) return false;
  const kept = at !== 'next' && relay.wallets.some((wallet) => isAddressEqual(wallet, last.wallet));
  const place = kept
    ? { wallet: last.wallet, nonce: at }
    : { wallet: head.wallet, nonce: (await freePlace(relay, head)).nonce };
  const content = await currentContent(relay, batch, head);
  await attemptAgain(relay, batch, last, { head, content, at: place, gas: parseTransaction(last.raw).gas! });
  return true;
}

async function attemptAgain(
  relay: Relay,
  batch: BatchRow,
  last: TransactionRow,
  { head, content, at, gas }: { head: Head; content: Signed; at: { wallet: Address; nonce: number }; gas: bigint },
) {
  const { deployment } = relay;
  const { wallet, nonce } = at;
  const fees =
    nonce === last.nonce && isAddressEqual(wallet, last.wallet) ? bumpedFees(feesOf(last.raw), head.fees) : head.fees;
  const { raw, hash } = await relay.signer.signTransaction({
    wallet,
    chainId: deployment.chainId,
    nonce,
    to: batch.to,
    value: 0n,
    gas,
    data: content.data,
    fees,
  });
  await relay.faults.at('resigned');
  const transaction = await relay.db.transaction(async (tx) => {
    const [changed] = await tx
      .update(batches)
      .set({
        state: 'signed',
        data: content.data,
        deadline: content.deadline === null ? null : new Date(content.deadline * 1000),
      })
      .where(eq(batches.id, batch.id))
      .returning();
    Object.assign(batch, changed);
    const [row] = await tx
      .insert(transactions)
      .values({
        hash,
        batch: batch.id,
        wallet,
        nonce,
        raw,
        feePerGas: priceOf(fees),
        createdAt: new Date(relay.clock()),
      })
      .returning();
    return row!;
  });
  relay.metrics.transactionsReplaced.inc();
  relay.log.info({ batch: batch.id, hash, replaces: last.hash, nonce }, 'a transaction was replaced');
  relay.line.head = null;
  relay.line.underWay.delete(batch.id);
  relay.memoryOf(batch.id).handedOver = false;
  send(relay, batch, transaction);
}
