/**
 * What the signer allows in a day it counts from its own journal, which stays on its machine. After a restore elsewhere
 * that one is missing: then the chain, which has run what was signed today, is read for it.
 */
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import type { Logger } from 'pino';
import type { Hex, PublicClient } from 'viem';
import type { Signer } from '../custody/client.ts';
import type { Deployment } from './chain.ts';
import { opsOf } from './content.ts';

/** Blocks asked for at once: within every provider's limit. */
const WINDOW = 1000n;
const DAY = 86_400n;

/**
 * Has a signer whose journal is of an earlier day take in the batches that the chain has run today. Nothing where it knows
 * of today already.
 * @returns how many were taken in
 */
export async function recallToday(of: {
  client: PublicClient;
  deployment: Deployment;
  signer: Signer;
  log: Logger;
}): Promise<number> {
  const { client, deployment, signer, log } = of;
  const { number: head, timestamp } = await client.getBlock();
  const midnight = timestamp - (timestamp % DAY);
  if ((await signer.countsSince()) >= midnight) return 0;
  let taken = 0;
  for (const hash of await executedSince(client, deployment, head, midnight)) {
    const { input } = await client.getTransaction({ hash });
    const ops = readOps(input);
    if (ops) await signer.recall({ ops, before: taken++ });
    else log.warn({ hash }, 'a batch that another contract carried is not counted against today’s limits');
  }
  if (taken === 0) return 0;
  await signer.recalled({ at: Number(timestamp), batches: taken });
  log.info({ batches: taken }, 'the signer had no journal of today: its limits count what the chain has run');
  return taken;
}

/** Transactions that ran a batch at `since` (unix seconds) or later. */
async function executedSince(client: PublicClient, deployment: Deployment, head: bigint, since: bigint) {
  const found = new Set<Hex>();
  for (let to = head; to >= BigInt(deployment.block); to -= WINDOW) {
    const from = to - WINDOW + 1n > BigInt(deployment.block) ? to - WINDOW + 1n : BigInt(deployment.block);
    const logs = await client.getContractEvents({
      address: deployment.custodian,
      abi: custodianAbi,
      eventName: 'BatchExecuted',
      fromBlock: from,
      toBlock: to,
    });
    const times = new Map<bigint, bigint>();
    for (const { blockNumber, transactionHash } of logs) {
      if (!times.has(blockNumber)) times.set(blockNumber, (await client.getBlock({ blockNumber })).timestamp);
      if (times.get(blockNumber)! >= since) found.add(transactionHash);
    }
    if ((await client.getBlock({ blockNumber: from })).timestamp < since) break;
  }
  return found;
}

function readOps(input: Hex): Hex | null {
  try {
    return opsOf({ data: input });
  } catch {
    return null;
  }
}
