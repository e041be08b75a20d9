/**
 * An outbox out of a backup does not know what was carried since. The chain does: whatever it has run is put where the
 * relayer finds its receipt, so that nothing of it is carried a second time.
 */
import { custodianAbi, earningsAbi } from '@guildmint/contracts/abi.ts';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import {
  type Address,
  decodeFunctionData,
  type Hex,
  isAddressEqual,
  type PublicClient,
  parseEventLogs,
  toHex,
} from 'viem';
import { accountOf } from '../custody/derive.ts';
import type { Transaction } from '../db/database.ts';
import { activity, batches, outbox, users } from '../db/schema.ts';
import { FatalError } from '../errors.ts';
import type { Deployment } from './chain.ts';
import { opsOf } from './content.ts';
import { readImplementation } from './deployment.ts';
import { decodeOps } from './encode.ts';

/** Blocks asked for at once: within every provider's limit. */
const WINDOW = 1000;

/** The one connection whose transaction is open. */
type Rows = Pick<Transaction, 'select' | 'insert' | 'update'>;
type Executed = { lane: bigint; sequence: number; hash: Hex; input: Hex; failed: Set<number> };

/**
 * Runs in the transaction that puts the old rows in place: without it they would never be seen.
 * @param options.since block from which on the chain may have run what the rows call waiting
 * @returns operations that were found to have been carried, and activity that was found to have been reported
 * @throws FatalError where a batch cannot be read, as nobody could tell then what it carried
 */
export async function acknowledge(
  tx: Rows,
  options: { client: PublicClient; deployment: Deployment; since: number; clock: () => number },
): Promise<{ operations: number; activity: number }> {
  const { client, deployment, since, clock } = options;
  const at = new Date(clock());
  const implementation = await readImplementation(client, deployment);
  const executed = await executedSince(client, deployment, since);
  let operations = 0;
  let reported = 0;
  for (const { lane, sequence, hash, input, failed } of executed) {
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
    for (const [index, { salt, target, data }] of calls.entries()) {
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
    if (matched.length === 0) continue;
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
        state: 'broadcast',
        createdAt: at,
      })
      .returning();
    const ids = matched.map(({ id }) => id);
    await tx.update(outbox).set({ batch: batch!.id }).where(inArray(outbox.id, ids));
  }
  return { operations, activity: reported };
}

async function executedSince(client: PublicClient, deployment: Deployment, since: number): Promise<Executed[]> {
  const found: Executed[] = [];
  const head = Number(await client.getBlockNumber());
  for (let from = Math.max(since, deployment.block); from <= head; from += WINDOW) {
    const logs = await client.getContractEvents({
      address: deployment.custodian,
      abi: custodianAbi,
      eventName: 'BatchExecuted',
      fromBlock: BigInt(from),
      toBlock: BigInt(Math.min(from + WINDOW - 1, head)),
      strict: true,
    });
    for (const { transactionHash: hash, args } of logs) {
      const [{ input, to }, { logs: all }] = await Promise.all([
        client.getTransaction({ hash }),
        client.getTransactionReceipt({ hash }),
      ]);
      if (!to || !isAddressEqual(to, deployment.custodian))
        throw new FatalError(
          `The batch in ${hash} was carried by another contract, and what it held cannot be read: settle by hand what waits, then restore with --force.`,
        );
      const failures = parseEventLogs({ abi: custodianAbi, eventName: 'CallFailed', logs: all });
      const failed = failures.filter(
        ({ args: { lane, sequence } }) => lane === args.lane && sequence === args.sequence,
      );
      found.push({
        lane: args.lane,
        sequence: Number(args.sequence),
        hash,
        input,
        failed: new Set(failed.map(({ args: { index } }) => Number(index))),
      });
    }
  }
  return found.sort((a, b) => a.sequence - b.sequence);
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
