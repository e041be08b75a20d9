import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { type Act, act } from './act.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requirePossible } from './requirePossible.ts';

/** Gives back what free slots hold. Measured: 59,000. */
const GAS = 150_000;

type CancelTask = { token: Address; userId: string; task: number };

/**
 * Ends a task: free slots' rewards go back at once, open claims finish.
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account
 */
export async function cancelTask(ctx: Context, { task, ...by }: CancelTask & Act): Promise<boolean> {
  return act(ctx, { ...by, ...callOf({ ...by, task }), verb: 'cancelTask' });
}

/** Refuses what would be refused, before it is asked about. @throws UserError */
export async function checkCancelTask(ctx: Context, planned: CancelTask): Promise<void> {
  await requireCustodial(ctx, planned.userId);
  await requirePossible(ctx, { ...planned, ...callOf(planned) });
}

const callOf = ({ token, task }: Pick<CancelTask, 'token' | 'task'>) =>
  ({
    target: 'tasks',
    data: encodeFunctionData({ abi: tasksAbi, functionName: 'cancelTask', args: [token, BigInt(task)] }),
    gas: GAS,
  }) as const;
