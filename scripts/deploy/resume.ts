/**
 * What Ignition leaves to a person when a deployment was cut off just as it sent something: whether that was sent is asked of
 * the chain, and its records are put right.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { trackTransaction } from '@nomicfoundation/ignition-core';
import type { Address, Hash, PublicClient } from 'viem';
import { z } from 'zod';
import { FatalError } from '../../bot/errors.ts';

/** Ignition's TRANSACTION_LOST. */
const lostSchema = z.object({
  number: z.literal(10_410),
  messageArguments: z.object({ futureId: z.string(), nonce: z.number(), sender: z.string() }),
});
export type Lost = { futureId: string; nonce: number; sender: Address };
/** Blocks in which it is looked for: a day of MintMe's. */
const BLOCKS = 6000n;

/** What was lost, by Ignition's error; null for any other. */
export function lostIn(error: unknown): Lost | null {
  const { success, data } = lostSchema.safeParse(error);
  return success ? { ...data.messageArguments, sender: data.messageArguments.sender as Address } : null;
}

/**
 * Tells Ignition the transaction that it sent and did not write down, or that it never sent it.
 * @param of.wipe has a step begin anew
 * @throws FatalError where it was sent, and is in no block yet
 */
export async function recover(
  of: {
    client: PublicClient;
    provider: Parameters<typeof trackTransaction>[2];
    folder: string;
    wipe: (futureId: string) => Promise<unknown>;
  },
  { futureId, nonce, sender }: Lost,
): Promise<void> {
  const { client, provider, folder, wipe } = of;
  const sent = await client.getTransactionCount({ address: sender, blockTag: 'pending' });
  if (sent <= nonce) {
    await wipe(futureId);
    return;
  }
  const hash = await transactionOf(client, sender, nonce);
  if (!hash)
    throw new FatalError(
      `Transaction ${nonce} of ${sender} is on its way: wait until it is in a block, and run the same command again.`,
    );
  await trackTransaction(folder, hash, provider, 1);
}

async function transactionOf(client: PublicClient, sender: Address, nonce: number): Promise<Hash | null> {
  const head = await client.getBlockNumber();
  for (let number = head; number > 0n && number > head - BLOCKS; number--) {
    const { transactions } = await client.getBlock({ blockNumber: number, includeTransactions: true });
    const found = transactions.find(
      (each) => each.from.toLowerCase() === sender.toLowerCase() && Number(each.nonce) === nonce,
    );
    if (found) return found.hash;
  }
  return null;
}

/** The block before which nothing of a deployment is: that of its first attempt, whichever ends it. */
export function firstBlock(file: string, present: number): number {
  if (existsSync(file)) return z.object({ block: z.int() }).parse(JSON.parse(readFileSync(file, 'utf8'))).block;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ block: present }));
  return present;
}
