import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { notify } from '../db/notify.ts';
import { type Activity, reportActivity } from './reportActivity.ts';

/** On which servers hear that there is activity to be settled, whoever noted it. The payload is a community's token. */
export const ACTIVITY_REPORTED = 'guildmint_activity';

export type Report = {
  /** Discord user id. */
  userId: string;
  activity: Activity;
  count: number;
  /** Names what happened, within the integrator's own: the same thing reported twice counts once. */
  source: string;
};

/**
 * Notes what members did in another app, to be settled like what they do on Discord: caps and multipliers are the contract's.
 * @param input.integrator whose sources these are: two may use the same names
 * @returns for each report whether it is new
 */
export async function reportActivities(
  ctx: Context,
  { token, integrator, reports }: { token: Address; integrator: string; reports: Report[] },
): Promise<boolean[]> {
  const added: boolean[] = [];
  for (const { userId, activity, count, source } of reports)
    added.push(
      await reportActivity(ctx, {
        ...{ token, userId, source: `api:${integrator}:${source}` },
        did: [{ activity, count }],
      }),
    );
  if (added.includes(true)) await notify(ctx.db, ACTIVITY_REPORTED, token);
  return added;
}
