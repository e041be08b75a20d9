import { earningsAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requirePace } from './requirePace.ts';
import { requirePossible } from './requirePossible.ts';

/** A first claim: two fresh storage words, supply and events, twice over. */
const GAS = 200_000;

/**
 * Claims a member's daily reward.
 * @param input.id idempotency key
 * @param input.alongside commits together with the operation
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account, and for what the contracts refuse, such as a second claim of the day
 */
export async function claimDaily(
  ctx: Context,
  input: { id: string; token: Address; userId: string; alongside?: (tx: Transaction) => Promise<void> },
): Promise<boolean> {
  const { id, token, userId } = input;
  if (await ctx.chain.outcome(id)) return false;
  const account = await requireCustodial(ctx, userId);
  const data = encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token] });
  const call = { token, userId, target: 'earnings', data, gas: GAS } as const;
  await requirePossible(ctx, call);
  return ctx.db.transaction(async (tx) => {
    await requirePace(ctx, tx, { id, verb: 'claimDaily', account });
    await input.alongside?.(tx);
    return ctx.chain.submit({ id, verb: 'claimDaily', ...call }, tx);
  });
}
