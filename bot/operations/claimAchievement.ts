import { achievementsAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { type Act, actIfPossible } from './act.ts';

/** A badge is a fresh ERC-721 with its owner, its meaning and two events; its reward a transfer. */
const GAS = 400_000;

/**
 * Claims an achievement that a member has reached: its reward and its badge, once.
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account, and for what the contracts refuse
 */
export async function claimAchievement(
  ctx: Context,
  by: Act & { token: Address; userId: string; achievement: number },
): Promise<boolean> {
  const { achievement, ...act } = by;
  const args = [by.token, BigInt(achievement)] as const;
  const data = encodeFunctionData({ abi: achievementsAbi, functionName: 'claimAchievement', args });
  return actIfPossible(ctx, { ...act, verb: 'claimAchievement', target: 'achievements', data, gas: GAS });
}
