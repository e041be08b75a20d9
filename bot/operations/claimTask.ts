import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { type Act, actIfPossible } from './act.ts';

/** A first claim: its record and the member's counts; of unlimited slots the reward is put up as well. Measured: 298,000. */
const GAS = 350_000;

/**
 * Claims a slot of a task for a member.
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account, and for what the contract refuses, such as a task without a free slot
 */
export async function claimTask(
  ctx: Context,
  { task, ...by }: Act & { token: Address; userId: string; task: number },
): Promise<boolean> {
  const data = encodeFunctionData({ abi: tasksAbi, functionName: 'claimTask', args: [by.token, BigInt(task)] });
  return actIfPossible(ctx, { ...by, verb: 'claimTask', target: 'tasks', data, gas: GAS });
}
