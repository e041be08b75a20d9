import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { type Act, actIfPossible } from './act.ts';

/** One word of the claim. Measured: 46,000. */
const GAS = 100_000;

/**
 * Turns to the staff where reviewers were silent for too long.
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account, and for what the contract refuses, such as reviewers who have time left
 */
export async function escalateTask(
  ctx: Context,
  { claim, ...by }: Act & { token: Address; userId: string; claim: number },
): Promise<boolean> {
  const data = encodeFunctionData({ abi: tasksAbi, functionName: 'escalateTask', args: [by.token, BigInt(claim)] });
  return actIfPossible(ctx, { ...by, verb: 'escalateTask', target: 'tasks', data, gas: GAS });
}
