import { type Hex, type PublicClient, parseTransaction } from 'viem';
import type { Fees } from '../custody/protocol.ts';

/** Wei per gas where a node does not say what a tip should be. */
const DEFAULT_TIP = 1_000_000_000n;

/**
 * What the chain wants at present: EIP-1559 where its blocks have a base fee, legacy elsewhere (MintMe).
 * @param baseFee of the latest block, wei per gas; null if it has none
 */
export async function marketFees(client: PublicClient, baseFee: bigint | null): Promise<Fees> {
  if (baseFee === null) return { type: 'legacy', gasPrice: await client.getGasPrice() };
  const tip = await client.estimateMaxPriorityFeePerGas().catch(() => DEFAULT_TIP);
  // Twice the base fee outlives six full blocks in a row.
  return { type: 'eip1559', maxFeePerGas: baseFee * 2n + tip, maxPriorityFeePerGas: tip };
}

/** Fees that replace a pending transaction: nodes ask for 10 % more, on every part. */
export function bumpedFees(old: Fees, market: Fees): Fees {
  const more = (fee: bigint, now: bigint) => {
    const least = fee + fee / 8n + 1n;
    return now > least ? now : least;
  };
  if (old.type === 'legacy')
    return {
      type: 'legacy',
      gasPrice: more(old.gasPrice, market.type === 'legacy' ? market.gasPrice : market.maxFeePerGas),
    };
  const now = market.type === 'legacy' ? { maxFeePerGas: market.gasPrice, maxPriorityFeePerGas: 0n } : market;
  return {
    type: 'eip1559',
    maxFeePerGas: more(old.maxFeePerGas, now.maxFeePerGas),
    maxPriorityFeePerGas: more(old.maxPriorityFeePerGas, now.maxPriorityFeePerGas),
  };
}

/** What a signed transaction offers. */
export function feesOf(raw: Hex): Fees {
  const tx = parseTransaction(raw);
  if (tx.type === 'legacy') return { type: 'legacy', gasPrice: tx.gasPrice ?? 0n };
  if (tx.type !== 'eip1559') throw new Error(`A transaction of type ${tx.type} is not ours.`);
  return {
    type: 'eip1559',
    maxFeePerGas: tx.maxFeePerGas ?? 0n,
    maxPriorityFeePerGas: tx.maxPriorityFeePerGas ?? 0n,
  };
}

/** Highest price per gas, wei. */
export const priceOf = (fees: Fees) => (fees.type === 'legacy' ? fees.gasPrice : fees.maxFeePerGas);
