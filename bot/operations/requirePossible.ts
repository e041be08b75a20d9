import type { Call } from '../chain/chain.ts';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { settleBeforeSpending } from './settleActivity.ts';

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

/** From here on the chain's answer takes a settlement into account. */
const SETTLED = ['mined', 'final', 'failed'];

/**
 * The same for what spends. Waiting earnings are settled first; while their settlement is on its way the contracts are not
 * asked, because the answer would be too early.
 * @param patienceMs how long to wait for that
 */
export async function requireAffordable(
  ctx: Context,
  call: Parameters<typeof requirePossible>[1],
  patienceMs: number,
): Promise<void> {
  const settlement = await settleBeforeSpending(ctx, { ...call, patienceMs });
  const settled = settlement ? await ctx.chain.settled(settlement.id, patienceMs) : null;
  if (!settled || SETTLED.includes(settled.state)) await requirePossible(ctx, call);
}
