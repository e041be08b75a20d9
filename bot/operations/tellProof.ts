import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Address, concat, type Hex, keccak256, stringToHex } from 'viem';
import type { Context } from '../context.ts';
import { texts } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { getClaim } from './getTasks.ts';

/**
 * Keeps what a wallet wrote about the work that it handed in, for its reviewers. The wallet put the salted hash on-chain:
 * nobody else knows the words, so nobody need say who they are.
 * @throws UserError where the claim's hash on-chain is another
 */
export async function tellProof(
  ctx: Context,
  { token, claim, salt, text }: { token: Address; claim: number; salt: Hex; text: string },
): Promise<void> {
  await getClaim(ctx, { token, claim });
  const hash = keccak256(concat([salt, stringToHex(text)]));
  const { proofHash } = await ctx.chain.client.readContract({
    ...{ address: ctx.chain.deployment.tasks, abi: tasksAbi, functionName: 'claimOf' },
    args: [token, BigInt(claim)],
  });
  if (proofHash !== hash)
    throw new UserError('TasksOtherProof', 'The chain has another proof of this claim: hand these words in first.');
  await ctx.db.insert(texts).values({ hash, salt, text }).onConflictDoNothing();
}
