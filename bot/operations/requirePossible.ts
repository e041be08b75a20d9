import type { Call } from '../chain/chain.ts';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';

/**
 * Asks the contracts whether a call would go through at this moment. No promise: what counts is the block's answer.
 * @throws UserError with the contract's refusal in words
 */
export async function requirePossible(
  ctx: Context,
  call: Pick<Call, 'userId' | 'token' | 'target' | 'data' | 'gas'>,
): Promise<void> {
  const refusal = await ctx.chain.check(call);
  if (refusal) throw new UserError(refusal.name, refusal.sentence, refusal.args);
}
