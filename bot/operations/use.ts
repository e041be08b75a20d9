import { shopAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requirePossible } from './requirePossible.ts';

/** One word of the record, and an event. Measured: 12,000. */
const GAS = 60_000;

/**
 * Uses a consumable once.
 * @param input.id idempotency key
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account, and for what the contract refuses
 */
export async function use(
  ctx: Context,
  input: {
    id: string;
    token: Address;
    userId: string;
    purchase: number;
    alongside?: (tx: Transaction) => Promise<void>;
  },
): Promise<boolean> {
  const { id, token, userId, purchase } = input;
  if (await ctx.chain.outcome(id)) return false;
  await requireCustodial(ctx, userId);
  const data = encodeFunctionData({ abi: shopAbi, functionName: 'use', args: [token, BigInt(purchase), 1n] });
  const call = { token, userId, target: 'shop', data, gas: GAS } as const;
  await requirePossible(ctx, call);
  return ctx.db.transaction(async (tx) => {
    await input.alongside?.(tx);
    return ctx.chain.submit({ id, verb: 'use', ...call }, tx);
  });
}
