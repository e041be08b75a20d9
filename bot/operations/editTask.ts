import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, type Hex, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { type Act, act, type Salted, salted } from './act.ts';
import { type NewTask, requireTerms, UNLIMITED } from './createTask.ts';
import { getTask, type Task } from './getTasks.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requireAffordable } from './requirePossible.ts';
import { taskText } from './taskText.ts';

/** The same words as a creation, and what free slots' rewards differ by. */
const GAS = 350_000;

type Changeable = 'title' | 'description' | 'category' | 'reward' | 'slots' | 'hours' | 'reviewers' | 'proofRequired';
export type TaskChange = Partial<Pick<NewTask, Changeable>>;
type Edit = { token: Address; userId: string; task: number; change: TaskChange };

/**
 * Changes a task for claims made from now on: those that are open keep the terms under which they were made. Its time runs
 * anew.
 * @param input.pin needed where what is put up anew is above the community's threshold
 * @returns false if this id was submitted before
 * @throws UserError for terms out of bounds, a missing or wrong PIN, a graduated account
 */
export async function editTask(
  ctx: Context,
  { id, alongside, wallet, pin = null, ...edit }: Edit & Act & { pin?: string | null },
): Promise<boolean> {
  const { data, said, cost } = await planned(ctx, edit);
  const { token, userId } = edit;
  return act(ctx, {
    ...{ id, verb: 'editTask', token, userId, target: 'tasks', data, gas: GAS, said },
    ...(cost > 0n ? { spends: { amount: cost, pin } } : {}),
    ...(alongside ? { alongside } : {}),
    ...(wallet ? { wallet } : {}),
  });
}

/**
 * Refuses what would be refused: by itself, or by the contracts as they stand.
 * @returns the task, base units that are put up (negative: that come back), and that its creator holds now
 * @throws UserError
 */
export async function checkEditTask(
  ctx: Context,
  { patienceMs, ...edit }: Edit & { patienceMs: number },
): Promise<{ task: Task; cost: bigint; balance: bigint }> {
  const { token, userId } = edit;
  const account = await requireCustodial(ctx, userId);
  const { task, data, cost } = await planned(ctx, edit);
  await requireAffordable(ctx, { token, userId, target: 'tasks', data, gas: GAS }, patienceMs);
  return { task, cost, balance: (await ctx.chain.standingOf(token, account)).balance };
}

/** The whole of a task's terms as they shall be, since the contract takes no parts. */
async function planned(ctx: Context, { token, task: number, change }: Edit) {
  if (Object.keys(change).length === 0)
    throw new UserError('TaskUnchanged', 'Nothing would change: say what shall be different.');
  const task = await getTask(ctx, { token, task: number });
  const was = {
    title: task.about?.title ?? '',
    description: task.about?.description ?? '',
    category: task.about?.category,
  };
  const { reward, slots, hours, reviewers, proofRequired } = { ...task, ...change };
  const words = { ...was, ...change };
  const rewritten = 'title' in change || 'description' in change || 'category' in change;
  // What was written elsewhere keeps its words as long as nobody writes others.
  requireTerms({ title: rewritten ? words.title : '-', reward, slots, hours, reviewers });
  if ((slots === null) !== (task.slots === null))
    throw new UserError(
      'TaskSlotsFixed',
      'Slots that are unlimited stay so, and others stay counted: create another task.',
    );
  const said: Salted[] = rewritten ? [salted(taskText(words))] : [];
  const textHash: Hex = said[0]?.hash ?? task.textHash;
  const { repeatable, roleHash } = task;
  const terms = {
    ...{ reward, slots: slots ?? UNLIMITED, hours_: hours, reviewers, proofRequired, repeatable },
    ...{ roleHash: roleHash ?? zeroHash, textHash },
  };
  const data = encodeFunctionData({ abi: tasksAbi, functionName: 'editTask', args: [token, BigInt(number), terms] });
  return { task, data, said, cost: task.issued ? 0n : heldMore(task, reward, slots) };
}

/** What free slots' rewards come to, less what they came to. */
function heldMore(task: Task, reward: bigint, slots: number | null): bigint {
  if (slots === null || task.slots === null || task.left === null) return 0n;
  const free = Math.max(0, task.left + slots - task.slots);
  return reward * BigInt(free) - task.reward * BigInt(task.left);
}
