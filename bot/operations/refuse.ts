import { randomBytes } from 'node:crypto';
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { bytesToHex, concat, encodeFunctionData, keccak256, stringToHex } from 'viem';
import type { Context } from '../context.ts';
import { texts } from '../db/schema.ts';
import { fulfilmentId, type PurchaseId } from './fulfil.ts';

/** The refund burns receipts and mints the price back. */
const GAS = 300_000;

/**
 * Declines a redemption and refunds it in full. The reason goes on-chain as a salted hash only.
 * @param input.attempt counted from 1
 * @returns false if this attempt was submitted before
 */
export async function refuse(ctx: Context, input: PurchaseId & { reason: string; attempt?: number }): Promise<boolean> {
  const { token, purchase, reason } = input;
  const id = fulfilmentId('refuse', input, input.attempt);
  const salt = bytesToHex(randomBytes(32));
  const hash = keccak256(concat([salt, stringToHex(reason)]));
  const data = encodeFunctionData({ abi: shopAbi, functionName: 'refuse', args: [token, BigInt(purchase), hash] });
  return ctx.db.transaction(async (tx) => {
    const call = { id, verb: 'refuse', token, userId: 'fulfiller', target: 'shop', data, gas: GAS } as const;
    const added = await ctx.chain.submit(call, tx);
    if (added) await tx.insert(texts).values({ hash, salt, text: reason });
    return added;
  });
}
