import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { requireCustodial } from './requireCustodial.ts';

/**
 * Sets how much the operator may move out of a member's account in a UTC day, shop purchases aside. Lowering holds at
 * once, raising after 24 hours; the registry sees to both.
 * @param input.ceiling base units
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account
 */
export async function setCeiling(
  ctx: Context,
  input: {
    id: string;
    token: Address;
    userId: string;
    ceiling: bigint;
    alongside?: (tx: Transaction) => Promise<void>;
  },
): Promise<boolean> {
  const { id, token, userId, ceiling } = input;
  await requireCustodial(ctx, userId);
  const data = encodeFunctionData({ abi: communitiesAbi, functionName: 'setCeiling', args: [token, ceiling] });
  return ctx.db.transaction(async (tx) => {
    await input.alongside?.(tx);
    return ctx.chain.submit({ id, verb: 'setCeiling', token, userId, target: 'communities', data, gas: 150_000 }, tx);
  });
}
