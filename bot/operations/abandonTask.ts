import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { type Act, act } from './act.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requirePossible } from './requirePossible.ts';

/** Frees the slot and, of unlimited slots, gives the reward back. Measured: 74,000. */
const GAS = 150_000;

type AbandonTask = { token: Address; userId: string; claim: number };

/**
 * Gives a claim up before it is decided.
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account
 */
export async function abandonTask(ctx: Context, { claim, ...by }: AbandonTask & Act): Promise<boolean> {
  return act(ctx, { ...by, ...callOf({ ...by, claim }), verb: 'abandonTask' });
}

/** Refuses what would be refused, before it is asked about. @throws UserError */
export async function checkAbandonTask(ctx: Context, planned: AbandonTask): Promise<void> {
  await requireCustodial(ctx, planned.userId);
  await requirePossible(ctx, { ...planned, ...callOf(planned) });
}

const callOf = ({ token, claim }: Pick<AbandonTask, 'token' | 'claim'>) =>
  ({
    target: 'tasks',
    data: encodeFunctionData({ abi: tasksAbi, functionName: 'abandonTask', args: [token, BigInt(claim)] }),
    gas: GAS,
  }) as const;
