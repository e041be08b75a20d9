import { earningsAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { type Act, actIfPossible } from './act.ts';

/** An eighth above the dearest claim that there can be: test/contracts/Earnings/claimDaily.gas.test.ts makes it. */
export const CLAIM_GAS = 160_000;

/**
 * Claims a member's daily reward.
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account, and for what the contracts refuse, such as a second claim of the day
 */
export async function claimDaily(ctx: Context, by: Act & { token: Address; userId: string }): Promise<boolean> {
  const data = encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [by.token] });
  return actIfPossible(ctx, { ...by, verb: 'claimDaily', target: 'earnings', data, gas: CLAIM_GAS });
}
