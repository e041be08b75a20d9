import { eq } from 'drizzle-orm';
import { type Address, concatHex, type Hex } from 'viem';
import { revertOf } from '../chain/revert.ts';
import { sentenceFor } from '../chain/sentences.ts';
import type { Context } from '../context.ts';
import { communities } from '../db/schema.ts';
import { UserError } from '../errors.ts';

/**
 * Asks the contracts whether a member's call would go through at this moment, as the Custodian would make it (ERC-2771:
 * the member's address follows the arguments). No promise: what counts is the answer in the block.
 * @throws UserError with the contract's refusal in words
 */
export async function checkCall(
  ctx: Context,
  call: { token: Address; account: Address; to: Address; data: Hex; gas: number },
): Promise<void> {
  try {
    await ctx.chain.client.call({
      account: ctx.chain.deployment.custodian,
      to: call.to,
      data: concatHex([call.data, call.account]),
      gas: BigInt(call.gas) + 100_000n,
    });
  } catch (error) {
    const revert = revertOf(error);
    if (!revert) throw error;
    const [unit] = await ctx.db
      .select({ symbol: communities.symbol, decimals: communities.decimals })
      .from(communities)
      .where(eq(communities.token, call.token));
    throw new UserError(revert.name, sentenceFor(revert, unit ?? null), revert.args);
  }
}
