import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { type Act, act } from './act.ts';

/**
 * Sets how much the operator may move out of a member's account in a UTC day, shop purchases aside. Lowering holds at
 * once, raising after 24 hours; the registry sees to both.
 * @param input.ceiling base units
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account
 */
export async function setCeiling(
  ctx: Context,
  { ceiling, ...by }: Act & { token: Address; userId: string; ceiling: bigint },
): Promise<boolean> {
  const data = encodeFunctionData({ abi: communitiesAbi, functionName: 'setCeiling', args: [by.token, ceiling] });
  return act(ctx, { ...by, verb: 'setCeiling', target: 'communities', data, gas: 150_000 });
}
