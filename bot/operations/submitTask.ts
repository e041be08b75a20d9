import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import { type Act, actIfPossible, salted } from './act.ts';

/** The claim's two words. Measured: 61,000. */
const GAS = 120_000;

/**
 * Hands work in, also again after a rejection. What was written goes on-chain as a salted hash only.
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account, and for what the contract refuses, such as a deadline that has passed
 */
export async function submitTask(
  ctx: Context,
  { claim, proof, ...by }: Act & { token: Address; userId: string; claim: number; proof: string | null },
): Promise<boolean> {
  const said = proof?.trim() ? [salted(proof.trim())] : [];
  const data = encodeFunctionData({
    abi: tasksAbi,
    functionName: 'submitTask',
    args: [by.token, BigInt(claim), said[0]?.hash ?? zeroHash],
  });
  return actIfPossible(ctx, { ...by, verb: 'submitTask', target: 'tasks', data, gas: GAS, said });
}
