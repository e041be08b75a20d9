import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import { type Act, actIfPossible, salted } from './act.ts';
import { fileLine, keepFiles, type ProofFile } from './proofFiles.ts';

/** The claim's two words. Measured: 61,000. */
const GAS = 120_000;

/**
 * Hands work in, also again after a rejection. What was written, and the names,
 * sizes and hashes of files, go on-chain as one salted hash only.
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account, and for what the contract refuses, such as a deadline that has passed
 */
export async function submitTask(
  ctx: Context,
  {
    claim,
    proof,
    files = [],
    alongside,
    ...by
  }: Act & { token: Address; userId: string; claim: number; proof: string | null; files?: ProofFile[] },
): Promise<boolean> {
  const text = [proof?.trim(), ...files.map(fileLine)].filter(Boolean).join('\n');
  const said = text ? [salted(text)] : [];
  const data = encodeFunctionData({
    abi: tasksAbi,
    functionName: 'submitTask',
    args: [by.token, BigInt(claim), said[0]?.hash ?? zeroHash],
  });
  const { token, userId } = by;
  return actIfPossible(ctx, {
    ...{ ...by, verb: 'submitTask', target: 'tasks', data, gas: GAS, said },
    async alongside(tx) {
      await alongside?.(tx);
      await keepFiles(tx, { token, claim, userId, proofHash: said[0]?.hash ?? zeroHash, files });
    },
  });
}
