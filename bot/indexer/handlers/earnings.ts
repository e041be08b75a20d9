import { earningsAbi } from '@guildmint/contracts/abi.ts';
import type { Address } from 'viem';
import { addressIn, type Log, lower } from '../../chain/log.ts';
import type { EntryType } from '../../db/schema.ts';
import { type Handler, on } from '../handler.ts';
import { describe, type Movement, reward, taken, ZERO } from '../movements.ts';
import { communityOf } from '../rows.ts';

/** What members earn beside settlements and the daily claim, and what is taken from them; the community's rules of it. */
export const earnings: Handler[] = [
  on('earnings', earningsAbi, 'MilestonesSet', ({ milestones }, log, rows) => {
    communityOf(rows, addressIn(log.topics[1])).milestones = {
      ...milestones,
      awardBudget: `${milestones.awardBudget}`,
    };
  }),
  on('earnings', earningsAbi, 'DecaySet', ({ decay }, log, rows) => {
    communityOf(rows, addressIn(log.topics[1])).decay = decay;
  }),
  on('earnings', earningsAbi, 'SeasonSet', ({ season, window }, log, rows) => {
    const community = communityOf(rows, addressIn(log.topics[1]));
    // A fresh list: what the row holds may be the one that another block's changes began from.
    community.seasons = [...community.seasons];
    community.seasons[Number(season)] = window;
  }),
  on('earnings', earningsAbi, 'WeekendSet', ({ bps }, log, rows) => {
    communityOf(rows, addressIn(log.topics[1])).weekendBps = bps;
  }),
  on('earnings', earningsAbi, 'WeeklyStreakClaimed', ({ token, member, amount }, log, rows, waiting) =>
    reward(rows, waiting, log, { token: lower(token), member: lower(member), amount, type: 'weekly_streak' }),
  ),
  on('earnings', earningsAbi, 'MonthlyActiveClaimed', ({ token, member, amount }, log, rows, waiting) =>
    reward(rows, waiting, log, { token: lower(token), member: lower(member), amount, type: 'monthly_active' }),
  ),
  on('earnings', earningsAbi, 'InviteRewarded', ({ token, inviter, friend, amount }, log, rows, waiting) => {
    const paid = { token: lower(token), member: lower(inviter), amount, type: 'invite_friend' } as const;
    reward(rows, waiting, log, { ...paid, metadata: { friend: lower(friend) } });
  }),
  on('earnings', earningsAbi, 'Awarded', ({ token, member, amount, by, reasonHash }, log, rows, waiting) => {
    const paid = { token: lower(token), member: lower(member), amount, type: 'award' } as const;
    reward(rows, waiting, log, { ...paid, metadata: { by: lower(by), reasonHash } });
  }),
  on('earnings', earningsAbi, 'Deducted', ({ token, member, amount, by, reasonHash }, log, _rows, waiting) =>
    lose(waiting, log, { token, member, amount, type: 'deduction', metadata: { by: lower(by), reasonHash } }),
  ),
  on('earnings', earningsAbi, 'Decayed', ({ token, member, amount }, log, _rows, waiting) =>
    lose(waiting, log, { token, member, amount, type: 'decay', metadata: {} }),
  ),
];

/** Tokens that were taken from a member: neither spent nor un-earned. */
export function lose(
  waiting: Movement[],
  log: Log,
  of: { token: Address; member: Address; amount: bigint; type: EntryType; metadata: Record<string, unknown> },
) {
  const { amount, type, metadata } = of;
  if (amount === 0n) return;
  describe(taken(waiting, log, lower(of.token), lower(of.member), ZERO, amount).sent, type, metadata);
}
