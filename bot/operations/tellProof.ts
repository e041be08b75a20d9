import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Address, concat, type Hex, keccak256, stringToHex } from 'viem';
import type { Context } from '../context.ts';
import { texts } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { getClaim } from './getTasks.ts';
import { checkSizes, fileLine, keepFiles, type ProofFile } from './proofFiles.ts';

/**
 * Keeps what a wallet wrote about the work that it handed in, for its reviewers. The wallet put the salted hash on-chain:
 * nobody else knows the words, so nobody need say who they are.
 * @param told.text which has a line for each file, as `fileLine` writes it
 * @throws UserError where the claim's hash on-chain is another, and for a file that the text does not name
 */
export async function tellProof(
  ctx: Context,
  told: { token: Address; claim: number; salt: Hex; text: string; files: ProofFile[] },
): Promise<void> {
  const { token, claim, salt, text, files } = told;
  const { claimant } = (await getClaim(ctx, { token, claim })).claim;
  checkSizes(files.map(({ bytes }) => ({ size: bytes.length })));
  const lines = text.split('\n');
  const unnamed = files.find((file) => !lines.includes(fileLine(file)));
  if (unnamed)
    throw new UserError(
      'ProofOtherFile',
      `The text does not name ${unnamed.name} with its size and hash: write its line.`,
    );
  const hash = keccak256(concat([salt, stringToHex(text)]));
  const { proofHash } = await ctx.chain.client.readContract({
    ...{ address: ctx.chain.deployment.tasks, abi: tasksAbi, functionName: 'claimOf' },
    args: [token, BigInt(claim)],
  });
  if (proofHash !== hash)
    throw new UserError('TasksOtherProof', 'The chain has another proof of this claim: hand these words in first.');
  await ctx.db.transaction(async (tx) => {
    await tx.insert(texts).values({ hash, salt, text }).onConflictDoNothing();
    await keepFiles(tx, { token, claim, userId: claimant, proofHash: hash, files });
  });
}
