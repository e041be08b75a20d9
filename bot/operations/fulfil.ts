import { communitiesAbi, shopAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';

/** Roles.FULFILLER of the contracts. */
const FULFILLER = 8n;
const GAS = 120_000;

export type PurchaseId = { token: Address; purchase: number };

/** A repeated attempt, after one that failed on the chain, is an operation of its own. */
export const fulfilmentId = (verb: 'fulfil' | 'refuse', { token, purchase }: PurchaseId, attempt = 1) =>
  `${verb}:${token.toLowerCase()}:${purchase}${attempt > 1 ? `:${attempt}` : ''}`;

/**
 * Records on-chain that a redemption was handed over.
 * @param input.attempt counted from 1
 * @returns false if this attempt was submitted before
 */
export async function fulfil(
  ctx: Context,
  input: PurchaseId & { attempt?: number },
  tx?: Transaction,
): Promise<boolean> {
  const { token, purchase } = input;
  const id = fulfilmentId('fulfil', input, input.attempt);
  const data = encodeFunctionData({ abi: shopAbi, functionName: 'fulfil', args: [token, BigInt(purchase)] });
  return ctx.chain.submit({ id, verb: 'fulfil', token, userId: 'fulfiller', target: 'shop', data, gas: GAS }, tx);
}

/** Whether the bot may record redemptions of a community: on a real chain the grant waits for the time-lock. */
export async function mayFulfil(ctx: Context, token: Address): Promise<boolean> {
  const fulfiller = await ctx.chain.accountOf('fulfiller');
  return ctx.chain.client.readContract({
    address: ctx.chain.deployment.communities,
    abi: communitiesAbi,
    functionName: 'hasRole',
    args: [token, fulfiller, FULFILLER],
  });
}
