/** What the operator paid for gas, operation by operation: written and taken back together with the receipts. */
import { and, eq, gte, inArray, type SQL, sql } from 'drizzle-orm';
import { isAddressEqual, type TransactionReceipt } from 'viem';
import type { Transaction } from '../db/database.ts';
import { gas, transactions } from '../db/schema.ts';
import type { BatchRow, Relay } from './relay.ts';

/**
 * Shares a transaction's gas among its operations by what was guaranteed to each. The shares add up to the whole, to the
 * last wei. Reads the price from `attempt`: nodes without EIP-1559 leave it out, and it is what was offered then.
 */
export function gasEntries(relay: Relay, batch: BatchRow, receipt: TransactionReceipt): SQL {
  const bytes = (value: string) => Buffer.from(value.slice(2), 'hex');
  const share = (whole: SQL) => sql`div(${whole} * upto, whole) - div(${whole} * (upto - weight), whole)`;
  const used = sql`${receipt.gasUsed}::numeric`;
  return sql`
    insert into app.gas (tx_hash, operation, token, verb, sponsored, wallet, block, gas, wei, at)
    select ${bytes(receipt.transactionHash)}::bytea, id, token, verb, id like 's:%', ${bytes(receipt.from)}::bytea,
      ${Number(receipt.blockNumber)}::bigint, ${share(used)},
      ${share(sql`${used} * coalesce(${receipt.effectiveGasPrice ?? null}::numeric, fee_per_gas)`)},
      ${new Date(relay.clock())}::timestamptz
    from attempt, (
      select id, token, verb, weight, sum(weight) over (order by position) as upto, sum(weight) over () as whole
      from (select id, token, verb, position, greatest(gas, 1)::numeric as weight from app.outbox where batch = ${batch.id})
    )
    where ${relay.wallets.some((wallet) => isAddressEqual(wallet, receipt.from))}
    on conflict (tx_hash, operation) do update
      set block = excluded.block, gas = excluded.gas, wei = excluded.wei, at = excluded.at`;
}

/** Transactions of a batch in this block or above are not on the chain any more. */
export async function takeBackGas(tx: Transaction, batch: number, block: number) {
  const undone = tx
    .select({ hash: transactions.hash })
    .from(transactions)
    .where(and(eq(transactions.batch, batch), gte(transactions.block, block)));
  await tx.delete(gas).where(inArray(gas.txHash, undone));
}
