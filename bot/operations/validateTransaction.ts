import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { type Address, type Hex, parseEventLogs, TransactionReceiptNotFoundError } from 'viem';
import type { Context } from '../context.ts';
import { type CommunityTransaction, getTransaction } from './getTransactions.ts';

export type Validation = {
  transaction: CommunityTransaction;
  /** What was compared, in this order: what follows one that fails is not looked at. */
  checks: {
    check: 'receipt' | 'block' | 'event' | 'parties' | 'amount';
    ok: boolean;
    cached: string;
    onChain: string;
  }[];
  valid: boolean;
  blockHash: Hex | null;
};

/**
 * Holds a movement as it is kept against the transaction's receipt, as a node gives it.
 * @throws UserError `TransactionUnknown`
 */
export async function validateTransaction(ctx: Context, asked: { token: Address; id: string }): Promise<Validation> {
  const transaction = await getTransaction(ctx, asked);
  const { txHash, block, amount, member, counterparty } = transaction;
  const checks: Validation['checks'] = [];
  const same = (check: Validation['checks'][number]['check'], cached: string, onChain: string) => {
    checks.push({ check, ok: cached === onChain, cached, onChain });
    return cached === onChain;
  };
  const receipt = await ctx.chain.client.getTransactionReceipt({ hash: txHash }).catch((error) => {
    if (error instanceof TransactionReceiptNotFoundError) return null;
    throw error;
  });
  const verdict = () => ({
    ...{ transaction, checks, blockHash: receipt?.blockHash ?? null },
    valid: checks.every(({ ok }) => ok),
  });
  if (!same('receipt', 'success', receipt?.status ?? 'none') || !receipt) return verdict();
  if (!same('block', `${block}`, `${receipt.blockNumber}`)) return verdict();
  const place = Number(transaction.id.split('.')[1]);
  const [event] = parseEventLogs({ abi: tokenAbi, eventName: 'Transfer', logs: receipt.logs }).filter(
    (log) => log.logIndex === place && log.address.toLowerCase() === asked.token.toLowerCase(),
  );
  if (!same('event', 'Transfer', event?.eventName ?? 'none') || !event) return verdict();
  const [from, to] = [event.args.from.toLowerCase(), event.args.to.toLowerCase()];
  const gives = from === member.address;
  const takes = to === member.address;
  same('amount', `${amount}`, `${(takes ? event.args.value : 0n) - (gives ? event.args.value : 0n)}`);
  // Where tokens were issued or burned, or a wrapped token paid out of its own budget, nobody is on the other side.
  const other = gives ? to : from;
  const nobody = /^0x0{40}$/.test(other) || other === asked.token.toLowerCase();
  same(
    'parties',
    `${member.address} ${counterparty?.address ?? 'nobody'}`,
    `${gives ? from : to} ${nobody ? 'nobody' : other}`,
  );
  return verdict();
}
