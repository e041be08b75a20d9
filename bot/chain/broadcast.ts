import { BaseError, parseTransaction } from 'viem';
import { feesOf, priceOf } from './fees.ts';
import type { BatchRow, Relay, TransactionRow } from './relay.ts';

/** Has a stored transaction handed to the node as soon as all before it were: nonces arrive in their order. */
export function send(relay: Relay, batch: BatchRow, transaction: TransactionRow) {
  const { line, log } = relay;
  const memory = relay.memoryOf(batch.id);
  memory.sending = true;
  line.sent = line.sent
    .then(() => broadcast(relay, batch, transaction))
    .catch((error) => log.warn({ err: error, batch: batch.id }, 'what became of a transaction could not be stored'))
    .finally(() => {
      memory.sending = false;
      relay.wake();
    });
}

/**
 * Hands a stored transaction to the node. Whatever the node says, the transaction may be on its way from now on, so
 * nothing here calls it failed.
 */
async function broadcast(relay: Relay, batch: BatchRow, { raw, hash, wallet }: TransactionRow) {
  const memory = relay.memoryOf(batch.id);
  let fault: BroadcastFault | null = null;
  try {
    await relay.client.sendRawTransaction({ serializedTransaction: raw });
  } catch (error) {
    fault = classifyBroadcast(error);
    const about = { batch: batch.id, hash, fault };
    if (fault === 'funds' && !memory.unpaid)
      relay.log.error({ ...about, wallet }, 'the relayer’s wallet cannot pay for gas: top it up');
    else if (fault === 'unknown') relay.log.warn({ ...about, err: error }, 'the node did not take a transaction');
    else relay.log.debug(about, 'the node answered a transaction');
  }
  memory.sentAt = relay.clock();
  memory.underpriced = fault === 'underpriced';
  memory.unpaid = fault === 'funds';
  if (fault) relay.line.head = null;
  await relay.faults.at('sent');
  if (memory.unpaid) {
    const { gas = 0n } = parseTransaction(raw);
    relay.line.missing.set(wallet, gas * priceOf(feesOf(raw)));
    return;
  }
  memory.handedOver = true;
}

/**
 * Why a node did not take a raw transaction. Nodes say it in words of their own, so the words are what there is to go by:
 * geth, its forks, Nethermind, Erigon, Besu and Hardhat.
 * - `known`: it has it already, or mined it: all is well
 * - `underpriced`: it wants more for replacing or for including it
 * - `nonce`: the nonce is used: by one of our attempts, or elsewhere
 * - `funds`: the wallet cannot pay
 * - `reverted`: Hardhat mined it, and tells of its revert
 * - `unknown`: no answer, or one that nobody has met: it may be on its way all the same
 */
export type BroadcastFault = 'known' | 'underpriced' | 'nonce' | 'funds' | 'reverted' | 'unknown';

const words: [BroadcastFault, RegExp][] = [
  ['known', /already known|known transaction|already imported|already in (the )?(mem)?pool|alreadyknown/i],
  [
    'underpriced',
    /underpriced|fee ?too ?low|gas price (is )?too low|less than (the )?(block|current)?.?base.?fee|below (the )?(minimum|base)|too low to (be )?(compete|replace)|feetoolow/i,
  ],
  ['nonce', /nonce (is )?too low|nonce.{0,40}already (been )?used|old ?nonce|invalid nonce/i],
  ['funds', /insufficient funds|doesn't have enough funds|insufficient balance|insufficientfunds/i],
  ['reverted', /revert/i],
];

export function classifyBroadcast(error: unknown): BroadcastFault {
  const texts: string[] = [];
  if (error instanceof BaseError)
    error.walk((cause) => {
      const { details, message } = cause as { details?: string; message?: string };
      texts.push(details ?? '', message ?? '');
      return false;
    });
  else texts.push(error instanceof Error ? error.message : String(error));
  // The request itself is quoted in viem's message; only the node's own sentence counts where there is one.
  const said = texts.join('\n');
  return words.find(([, pattern]) => pattern.test(said))?.[0] ?? 'unknown';
}
