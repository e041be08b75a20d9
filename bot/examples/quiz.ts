// A new activity: whoever answers the question of the day is paid for helpful content, once a question.
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { reportActivities } from '../operations/reportActivities.ts';

/** @returns false where this member was paid for the question before */
export async function rewardAnswer(
  ctx: Context,
  { token, userId, question }: { token: Address; userId: string; question: string },
): Promise<boolean> {
  const report = { userId, activity: 'helpfulContent', count: 1, source: `${question}:${userId}` } as const;
  const [isNew] = await reportActivities(ctx, { token, integrator: 'quiz', reports: [report] });
  return isNew === true;
}
