import { earningsAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { type Act, actIfPossible } from './act.ts';

/** A transfer, the times of the last claims, supply and tier. */
const GAS = 200_000;

type Milestone = 'claimWeeklyStreak' | 'claimMonthlyActive';
type By = { token: Address; userId: string };

const call = (verb: Milestone, { token, userId }: By) => {
  const data = encodeFunctionData({ abi: earningsAbi, functionName: verb, args: [token] });
  return { token, userId, target: 'earnings' as const, data, gas: GAS };
};
const claim = (verb: Milestone) => (ctx: Context, by: Act & By) =>
  actIfPossible(ctx, { ...by, ...call(verb, by), verb });
const check = (verb: Milestone) => (ctx: Context, by: By) => ctx.chain.check(call(verb, by));

/**
 * Claims what a streak of seven days pays, once in seven days.
 * @throws UserError for a graduated account, and for what the contracts refuse
 */
export const claimWeeklyStreak = claim('claimWeeklyStreak');
/** Claims what activity on 20 of the last 30 days pays, once in 30 days. @throws UserError as {@link claimWeeklyStreak} */
export const claimMonthlyActive = claim('claimMonthlyActive');

/** @returns why it could not be claimed now; null if it could */
export const checkClaimWeeklyStreak = check('claimWeeklyStreak');
export const checkClaimMonthlyActive = check('claimMonthlyActive');
