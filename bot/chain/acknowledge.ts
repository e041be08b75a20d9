/**
 * An outbox out of a backup does not know what was carried since. The chain does: whatever it has run is put where the
 * relayer finds its receipt, so that nothing of it is carried a second time.
 */
import { custodianAbi, earningsAbi } from '@guildmint/contracts/abi.ts';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { type Address, concatHex, decodeFunctionData, type Hex, isAddressEqual, type PublicClient, toHex } from 'viem';
import { accountOf } from '../custody/derive.ts';
import { decodeOps, hex } from '../custody/ops.ts';
import type { Transaction } from '../db/database.ts';
import { activity, batches, outbox, transactions, users } from '../db/schema.ts';
import { FatalError } from '../errors.ts';
import type { Deployment } from './chain.ts';
import { opsOf } from './content.ts';
import { readImplementation } from './deployment.ts';

/** Blocks asked for at once: within every provider's limit. */
const WINDOW = 1000;

/** The one connection whose transaction is open. */
type Rows = Pick<Transaction, 'select' | 'insert' | 'update'>;
type Executed = {
  lane: bigint;
  sequence: number;
  hash: Hex;
  input: Hex;
  failed: Set<number>;
  /** Whether a wallet of ours carried it. */
  ownWallet: boolean;
};
type Carried = Awaited<ReturnType<PublicClient['getTransaction']>>;

/**
 * Runs in the transaction that puts the old rows in place: without it they would never be seen.
 * @param options.wallets that carried it: the operator's own
 * @param options.since block from which on the chain may have run what the rows call waiting
 * @returns operations that were found to have been carried, and activity that was found to have been reported
 * @throws FatalError where a batch cannot be read, as nobody could tell then what it carried
 */
export async function acknowledge(
  tx: Rows,
  options: { client: PublicClient; deployment: Deployment; wallets: Address[]; since: number; clock: () => number },
): Promise<{ operations: number; activity: number }> {
  const { client, deployment, wallets, since, clock } = options;
  const at = new Date(clock());
  const implementation = await readImplementation(client, deployment);
  const { executed, direct } = await carriedSince(client, deployment, wallets, since);
  for (const each of direct) await acknowledgeDirect(tx, deployment, each, at);
  let operations = 0;
  let reported = 0;
  for (const { lane, sequence, hash, input, failed, ownWallet } of executed) {
    const [known] = await tx
      .select()
      .from(batches)
      .where(and(eq(batches.genesis, deployment.genesis), eq(batches.lane, lane), eq(batches.sequence, sequence)));
    const ops = opsOf({ data: input });
    if (known && opsOf(known) === ops) continue;
    // Its number was given to other content later: what it held waits, unless the chain has run it elsewhere.
    if (known) await release(tx, known.id, at);

    const calls = decodeOps(ops);
    const matched: { id: string; index: number }[] = [];
    for (const { index, salt, target, selector, args } of calls) {
      const data = concatHex([selector, hex(args)]);
      const account = accountOf(deployment.custodian, implementation, salt);
      const [row] = await tx
        .select({ id: outbox.id })
        .from(outbox)
        .where(
          and(
            eq(outbox.state, 'queued'),
            eq(outbox.account, account),
            eq(outbox.target, target),
            eq(outbox.data, data),
          ),
        )
        .orderBy(asc(outbox.position))
        .limit(1);
      if (row) {
        await tx
          .update(outbox)
          .set({ state: 'broadcast', index, txHash: hash, updatedAt: at })
          .where(eq(outbox.id, row.id));
        matched.push({ id: row.id, index });
      } else if (isAddressEqual(target, deployment.earnings) && !failed.has(index)) {
        reported += await markReported(tx, data, hash);
      }
    }
    // What somebody else carried and these rows do not know is left for the sentinel to judge.
    if (matched.length === 0 && !ownWallet) continue;
    operations += matched.length;
    const [batch] = await tx
      .insert(batches)
      .values({
        kind: 'call',
        genesis: deployment.genesis,
        lane,
        sequence,
        to: deployment.custodian,
        data: input,
        deadline: null,
        // The relayer reads what became of what waited; nothing is left to be read of the rest.
        state: matched.length > 0 ? 'broadcast' : 'final',
        createdAt: at,
      })
      .returning();
    if (matched.length === 0) continue;
    const ids = matched.map(({ id }) => id);
    await tx.update(outbox).set({ batch: batch!.id }).where(inArray(outbox.id, ids));
  }
  return { operations, activity: reported };
}

/** Batches in their order, and the transactions of our wallets that made the Custodian do something else. */
async function carriedSince(client: PublicClient, deployment: Deployment, wallets: Address[], since: number) {
  const executed: Executed[] = [];
  const direct: Carried[] = [];
  const head = Number(await client.getBlockNumber());
  for (let from = Math.max(since, deployment.block); from <= head; from += WINDOW) {
    const logs = await client.getContractEvents({
      address: deployment.custodian,
      abi: custodianAbi,
      fromBlock: BigInt(from),
      toBlock: BigInt(Math.min(from + WINDOW - 1, head)),
      strict: true,
    });
    const events = Map.groupBy(logs, ({ transactionHash }) => transactionHash);
    for (const [hash, together] of events) {
      const carried = await client.getTransaction({ hash });
      const ownWallet = wallets.some((wallet) => isAddressEqual(wallet, carried.from));
      const runs = together.filter((event) => event.eventName === 'BatchExecuted');
      if (runs.length === 0 && ownWallet) direct.push(carried);
      for (const { args } of runs) {
        if (!carried.to || !isAddressEqual(carried.to, deployment.custodian))
          throw new FatalError(
            `The batch in ${hash} was carried by another contract, and what it held cannot be read: nothing was restored.`,
          );
        const failed = together.flatMap((event) =>
          event.eventName === 'CallFailed' && event.args.lane === args.lane && event.args.sequence === args.sequence
            ? [Number(event.args.index)]
            : [],
        );
        const { lane } = args;
        const sequence = Number(args.sequence);
        executed.push({ lane, sequence, hash, input: carried.input, failed: new Set(failed), ownWallet });
      }
    }
  }
  return { executed: executed.sort((a, b) => a.sequence - b.sequence), direct };
}

/** A request for an account that was sent since: without a row it would look like somebody else's. */
async function acknowledgeDirect(tx: Rows, deployment: Deployment, carried: Carried, at: Date) {
  const { hash, from, nonce, to, input, blockNumber, blockHash, gasPrice, maxFeePerGas } = carried;
  const [known] = await tx.select().from(transactions).where(eq(transactions.hash, hash));
  if (known) return;
  const [batch] = await tx
    .insert(batches)
    .values({
      kind: 'direct',
      genesis: deployment.genesis,
      to: to ?? deployment.custodian,
      data: input,
      state: 'final',
      createdAt: at,
    })
    .returning();
  const feePerGas = maxFeePerGas ?? gasPrice ?? 0n;
  const block = blockNumber === null ? null : Number(blockNumber);
  await tx
    .insert(transactions)
    .values({ hash, batch: batch!.id, wallet: from, nonce, raw: '0x', feePerGas, createdAt: at, block, blockHash });
}

async function release(tx: Rows, batch: number, at: Date) {
  await tx.update(batches).set({ state: 'failed', lane: null, sequence: null }).where(eq(batches.id, batch));
  await tx
    .update(outbox)
    .set({ state: 'queued', batch: null, index: null, txHash: null, updatedAt: at })
    .where(and(eq(outbox.batch, batch), inArray(outbox.state, ['signed', 'broadcast'])));
}

/** What members did up to a report that these rows know nothing of counts as reported: paid once rather than twice. */
async function markReported(tx: Rows, data: Hex, hash: Hex): Promise<number> {
  const { functionName, args } = decodeFunctionData({ abi: earningsAbi, data });
  if (functionName !== 'settle') return 0;
  const [token, , words] = args;
  const members = words.map((word): Address => toHex(word >> 96n, { size: 20 }));
  if (members.length === 0) return 0;
  const known = tx.select({ id: users.id }).from(users).where(inArray(users.address, members));
  const rows = await tx
    .update(activity)
    .set({ settlement: `restored:${hash}` })
    .where(and(eq(activity.token, token), isNull(activity.settlement), inArray(activity.userId, known)))
    .returning({ id: activity.id });
  return rows.length;
}
