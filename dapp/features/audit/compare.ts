import type { HistoryResponse } from '@guildmint/bot/api/routes/history.ts';
import { t } from '@lingui/core/macro';
import type { Movement } from './rebuild.ts';

type Row = HistoryResponse['entries'][number];
/** A movement of the chain, and what is wrong with the cache's row for it; or a row for which there is none. */
export type Compared = { movement: Movement; row: Row | null; fault: string | null } | { movement: null; row: Row };

/**
 * Lays the cache's rows beside the chain's movements, in order of the chain.
 * @param rows the oldest first
 * @param amountOf for the words
 */
export function compare(movements: Movement[], rows: Row[], amountOf: (value: bigint) => string): Compared[] {
  // Both are in the chain's order, so that a transaction's n-th row belongs to its n-th movement.
  const waiting = Map.groupBy(rows, ({ txHash }) => txHash.toLowerCase());
  const compared: Compared[] = movements.map((movement) => {
    const row = waiting.get(movement.txHash.toLowerCase())?.shift() ?? null;
    return { movement, row, fault: faultOf(movement, row, amountOf) };
  });
  const unknown = [...waiting.values()].flat().map((row) => ({ movement: null, row }));
  return [...compared, ...unknown].sort((a, b) => blockOf(a) - blockOf(b));
}

export const isFaulty = (compared: Compared) => compared.movement === null || compared.fault !== null;

const blockOf = ({ movement, row }: Compared) => movement?.block ?? row?.block ?? 0;

function faultOf({ amount, after }: Movement, row: Row | null, amountOf: (value: bigint) => string) {
  if (!row) return t`The cache has no row for it.`;
  const [claimed, left] = [BigInt(row.amount.value), BigInt(row.balanceAfter.value)];
  if (claimed !== amount) return t`The cache says ${amountOf(claimed)} here.`;
  if (left !== after) return t`The cache says that ${amountOf(left)} were left.`;
  return null;
}
