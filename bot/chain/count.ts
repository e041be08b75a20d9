import { formatEther, type TransactionReceipt } from 'viem';
import type { OutboxRow, Relay } from './relay.ts';

/** @property created when it was accepted, unix milliseconds */
type Mined = Pick<OutboxRow, 'verb' | 'gas' | 'index'> & { created: number };

/** Counts what a batch's transaction did. Its gas is shared among the operations by what was guaranteed to each. */
export function countMined(
  { metrics, clock }: Pick<Relay, 'metrics' | 'clock'>,
  rows: Mined[],
  failed: ReadonlySet<number | null>,
  { gasUsed, effectiveGasPrice }: TransactionReceipt,
) {
  const now = clock();
  const guaranteed = rows.reduce((sum, { gas }) => sum + gas, 0);
  const cost = Number(formatEther(gasUsed * effectiveGasPrice));
  metrics.batchOperations.observe(rows.length);
  for (const { verb, gas, created, index } of rows) {
    const share = guaranteed > 0 ? gas / guaranteed : 1 / rows.length;
    metrics.operations.inc({ verb, outcome: failed.has(index) ? 'failed' : 'mined' });
    metrics.confirmationSeconds.observe(Math.max(0, now - created) / 1000);
    metrics.gasUsed.inc({ verb }, Number(gasUsed) * share);
    metrics.gasCost.inc({ verb }, cost * share);
  }
}
