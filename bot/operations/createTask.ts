import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, type Hex, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { type Act, act, type Salted, salted } from './act.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requireAffordable } from './requirePossible.ts';
import { TASK_CATEGORY, taskText } from './taskText.ts';

/** Its record, the reward put up, the community's policy read. Measured: 168,000 for a member's first. */
const GAS = 350_000;
/** What the contract calls unlimited (ITasks). */
export const UNLIMITED = 2 ** 32 - 1;
const LONGEST_HOURS = 65_535;

export type NewTask = {
  token: Address;
  userId: string;
  title: string;
  description: string;
  /** {@link TASK_CATEGORY} unless said. */
  category?: string | null;
  /** Base units for each accepted claim. */
  reward: bigint;
  /** Claims that may be open or accepted at a time; null: unlimited. */
  slots: number | null;
  /** Until it takes no more claims, and for each claim; 0: no limit. */
  hours: number;
  /** Who must agree; of a member's own task its creator alone. */
  reviewers: number;
  proofRequired: boolean;
  /** Whether a member may do it more than once. */
  repeatable: boolean;
  /** Discord role that an accepted claim brings. */
  roleId?: string | null;
  /** By staff alone: rewards are issued rather than taken from the creator's balance. */
  issued: boolean;
};

/**
 * Creates a task and puts up the rewards of all its slots. Its text and role go on-chain as salted hashes only.
 * @param input.pin needed where what is put up is above the community's threshold
 * @returns false if this id was submitted before
 * @throws UserError for terms out of bounds, a missing or wrong PIN, too many commands, a graduated account
 */
export async function createTask(
  ctx: Context,
  { id, alongside, wallet, pin = null, ...planned }: NewTask & Act & { pin?: string | null },
): Promise<boolean> {
  requireTerms(planned);
  const about = salted(taskText({ category: TASK_CATEGORY, ...planned }));
  const role = planned.roleId ? salted(planned.roleId) : null;
  const data = createCall(planned, about.hash, role?.hash ?? zeroHash);
  const { token, userId } = planned;
  const amount = costOf(planned);
  return act(ctx, {
    ...{ id, verb: 'createTask', token, userId, target: 'tasks', data, gas: GAS },
    ...(amount > 0n ? { spends: { amount, pin } } : {}),
    said: role ? [about, role] : [about],
    ...(alongside ? { alongside } : {}),
    ...(wallet ? { wallet } : {}),
  });
}

/**
 * Refuses what would be refused: by itself, or by the contracts as they stand.
 * @returns base units that are put up, and that the creator holds now
 * @throws UserError
 */
export async function checkTask(
  ctx: Context,
  planned: NewTask & { patienceMs: number },
): Promise<{ cost: bigint; balance: bigint }> {
  requireTerms(planned);
  const { token, userId, patienceMs } = planned;
  const account = await requireCustodial(ctx, userId);
  const { hash }: Salted = salted(planned.title);
  const data = createCall(planned, hash, planned.roleId ? hash : zeroHash);
  await requireAffordable(ctx, { token, userId, target: 'tasks', data, gas: GAS }, patienceMs);
  return { cost: costOf(planned), balance: (await ctx.chain.standingOf(token, account)).balance };
}

/** What leaves the creator's account at once: of unlimited slots nothing, since each claim takes its own. */
const costOf = ({ issued, slots, reward }: NewTask) => (issued || slots === null ? 0n : reward * BigInt(slots));

const createCall = ({ token, reward, slots, hours, issued, ...terms }: NewTask, textHash: Hex, roleHash: Hex) => {
  const { reviewers, proofRequired, repeatable } = terms;
  const written = { reviewers, proofRequired, repeatable, roleHash, textHash };
  return encodeFunctionData({
    abi: tasksAbi,
    functionName: 'createTask',
    args: [token, { reward, slots: slots ?? UNLIMITED, hours_: hours, ...written }, issued],
  });
};

/** @throws UserError naming what no task can have; what a community allows its contract says */
export function requireTerms({
  title,
  reward,
  slots,
  hours,
  reviewers,
}: Pick<NewTask, 'title' | 'reward' | 'slots' | 'hours' | 'reviewers'>) {
  if (!title.trim()) throw new UserError('TaskTitleMissing', 'A task needs a title: write what is to be done.');
  if (reward <= 0n) throw new UserError('AmountZero', 'The amount must be more than zero.');
  if (slots !== null && !isWhole(slots, 1, UNLIMITED - 1))
    throw new UserError('TaskSlotsInvalid', 'Slots must be a whole number from 1, or “unlimited”.');
  if (!isWhole(hours, 0, LONGEST_HOURS))
    throw new UserError('TaskHoursInvalid', `Hours must be a whole number from 0 (no limit) to ${LONGEST_HOURS}.`, {
      most: `${LONGEST_HOURS}`,
    });
  if (!isWhole(reviewers, 1, 5))
    throw new UserError('TaskReviewersInvalid', 'A task has 1 to 5 reviewers: choose a number from 1 to 5.');
}

const isWhole = (value: number, least: number, most: number) =>
  Number.isSafeInteger(value) && value >= least && value <= most;
