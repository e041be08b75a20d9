/** From a receipt to what became of each operation. */
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { type SQL, sql } from 'drizzle-orm';
import {
  encodeEventTopics,
  type Hex,
  parseEventLogs,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem';
import { opsOf } from './content.ts';
import { countMined } from './count.ts';
import { commit } from './leader.ts';
import { gasEntries } from './ledger.ts';
import { type BatchRow, notifications, type Relay } from './relay.ts';
import { decodeRevert, type Revert } from './revert.ts';

/** Blocks asked for at once when an execution is searched: within every provider's limit. */
const WINDOW = 1000n;
const [FAILED] = encodeEventTopics({ abi: custodianAbi, eventName: 'CallFailed' });

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
  const block = Number(receipt.blockNumber);
  type Moved = { id: string; verb: string; gas: number; index: number | null; created: number };
  const rows = await commit<Moved>(
    relay.db,
    sql`
    ${minedIn(relay, batch, receipt)},
    failures as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(failures)}::jsonb) as f(index integer, error jsonb)
    ),
    done as (update app.batches set state = ${state} from lead where id = ${batch.id}),
    moved as (
      update app.outbox set error = (select error from failures f where f.index = outbox.index),
        state = case when outbox.index in (select index from failures) then 'failed' else ${state} end,
        tx_hash = ${Buffer.from(receipt.transactionHash.slice(2), 'hex')}, block = ${block},
        updated_at = ${new Date(relay.clock())}
      from lead where batch = ${batch.id}
      returning id, verb, gas, index, extract(epoch from created_at)::float8 * 1000 as created
    ),
    told as (${notifications(sql`moved`)})
    select id, verb, gas, index, created, (select count(*) from told) from lead left join moved on true`,
  );
  countMined(relay, rows, new Set(failures.map(({ index }) => index)), receipt);
  const operations = rows.map(({ id }) => id);
  relay.log.info(
    { batch: batch.id, hash: receipt.transactionHash, block, failed: failures.length, operations },
    'batch mined',
  );
  await relay.faults.at('recorded');
}

/** Remembers in which block an attempt ended, whether it succeeded or reverted. */
export async function markMined(relay: Relay, batch: BatchRow, receipt: TransactionReceipt) {
  await commit(relay.db, sql`${minedIn(relay, batch, receipt)} select from lead`);
}

/** A signed batch may be carried by anybody: then the transaction is not ours, and there is nothing to send again. */
function minedIn(relay: Relay, batch: BatchRow, receipt: TransactionReceipt): SQL {
  const bytes = (value: string) => Buffer.from(value.slice(2), 'hex');
  return sql`
    attempt as (
      insert into app.transactions (hash, batch, wallet, nonce, raw, fee_per_gas, created_at, block, block_hash)
      select ${bytes(receipt.transactionHash)}::bytea, ${batch.id}::bigint, ${bytes(receipt.from)}::bytea, 0, ''::bytea,
        ${receipt.effectiveGasPrice ?? 0n}::numeric, ${new Date(relay.clock())}::timestamptz,
        ${Number(receipt.blockNumber)}::bigint, ${bytes(receipt.blockHash)}::bytea
      from lead
      on conflict (hash) do update set block = excluded.block, block_hash = excluded.block_hash
      returning fee_per_gas
    ),
    entered as (${gasEntries(relay, batch, receipt)})`;
}

function failuresOf(relay: Relay, batch: BatchRow, receipt: TransactionReceipt): { index: number; error: Revert }[] {
  const custodian = relay.deployment.custodian.toLowerCase();
  const logs = receipt.logs.filter(
    ({ address, topics }) => topics[0] === FAILED && address.toLowerCase() === custodian,
  );
  // Nearly always: what follows hashes every event of the contract.
  if (logs.length === 0) return [];
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
