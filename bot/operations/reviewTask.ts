import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import { type Act, actIfPossible, salted } from './act.ts';

/** The last vote pays, into an account that may be new. Measured: 171,000. */
const GAS = 350_000;

/**
 * Votes on a submission. The reason goes on-chain as a salted hash only; who handed in reads it.
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account, and for what the contract refuses, such as who may not review it
 */
export async function reviewTask(
  ctx: Context,
  {
    claim,
    accept,
    reason,
    ...by
  }: Act & { token: Address; userId: string; claim: number; accept: boolean; reason: string | null },
): Promise<boolean> {
  const said = reason?.trim() ? [salted(reason.trim())] : [];
  const data = encodeFunctionData({
    abi: tasksAbi,
    functionName: 'reviewTask',
    args: [by.token, BigInt(claim), accept, said[0]?.hash ?? zeroHash],
  });
  return actIfPossible(ctx, { ...by, verb: 'reviewTask', target: 'tasks', data, gas: GAS, said });
}
