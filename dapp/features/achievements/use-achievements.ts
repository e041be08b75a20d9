import { achievementsAbi, earningsAbi } from '@guildmint/contracts/abi.ts';
import { plural, t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import type { Address } from 'viem';
import { useClient } from 'wagmi';
import { formatCount } from '../../lib/amount.ts';
import { useChain, useCommunity, useToken } from '../../lib/api.ts';
import { read } from '../../lib/read-contract.ts';
import { TIERS, tierName } from '../../lib/tiers.ts';

/** IAchievements.Metric by number: how much of what is counted, in words. */
const METRICS: ((count: number) => string)[] = [
  (count) => plural(count, { one: '# message', other: '# messages' }),
  (count) => plural(count, { one: '# file shared', other: '# files shared' }),
  (count) => plural(count, { one: '# room created', other: '# rooms created' }),
  (count) => plural(count, { one: '# room joined', other: '# rooms joined' }),
  (count) => plural(count, { one: '# popular message', other: '# popular messages' }),
  (count) => plural(count, { one: '# helpful post', other: '# helpful posts' }),
  (count) => plural(count, { one: '# media shared', other: '# media shared' }),
  (count) => plural(count, { one: '# room moderated', other: '# rooms moderated' }),
  (count) => t`${formatCount(count)} earned in all`,
  (count) => plural(count, { one: '# day in a row', other: '# days in a row' }),
  (count) => t`${tierAt(count)} tier`,
  (count) => t`${formatCount(count)} held at once`,
  (count) => plural(count, { one: '# active day of the last 32', other: '# active days of the last 32' }),
  () => t`Registered`,
  (count) => plural(count, { one: '# task completed', other: '# tasks completed' }),
];
const [EARNED, TIER, HELD] = [8, 10, 11];
const tierAt = (place: number) => tierName(TIERS[place] ?? 'bronze');

export type Achievement = {
  achievement: number;
  name: string;
  /** For reading, as is `threshold`; null without an account. */
  reached: string | null;
  threshold: string;
  /** 0 to 1. */
  share: number;
  /** Base units. */
  reward: bigint;
  claimedBy: number;
  state: 'claimed' | 'claimable' | 'open';
};

/** What can be achieved and how far an account is, as the contract itself says; retired ones only where they were claimed. */
export function useAchievements(account: Address | undefined) {
  const token = useToken();
  const { decimals } = useCommunity();
  const achievements = useChain().data?.contracts.achievements as Address | undefined;
  const client = useClient();
  return useQuery({
    queryKey: ['achievements', token, account],
    queryFn: async (): Promise<Achievement[]> => {
      const contract = { address: achievements!, abi: achievementsAbi } as const;
      const count = Number(await read(client!, { ...contract, functionName: 'achievementCount', args: [token] }));
      const all = await Promise.all(
        Array.from({ length: count }, async (_, index) => {
          const number = BigInt(index + 1);
          const [mark, reached, badge] = await Promise.all([
            read(client!, { ...contract, functionName: 'achievementOf', args: [token, number] }),
            account ? read(client!, { ...contract, functionName: 'progressOf', args: [token, number, account] }) : null,
            account ? read(client!, { ...contract, functionName: 'badgeOf', args: [token, number, account] }) : 0n,
          ]);
          const { metric, threshold, reward, retired, claimed } = mark;
          const say = (value: bigint) => wordsOf(metric, value);
          const has = badge > 0n;
          const done = has || (reached !== null && reached >= threshold);
          const shown: Achievement = {
            achievement: index + 1,
            name: nameOf(metric, threshold),
            reached: reached === null ? null : say(has || reached > threshold ? threshold : reached),
            threshold: say(threshold),
            share: done ? 1 : reached === null ? 0 : Number((reached * 1000n) / threshold) / 1000,
            reward: BigInt(reward) * unitOf(decimals),
            claimedBy: Number(claimed),
            state: has ? 'claimed' : done ? 'claimable' : 'open',
          };
          return retired && !has ? [] : [shown];
        }),
      );
      return all.flat();
    },
    enabled: Boolean(achievements && client),
  });
}

/** Days in a row from which earnings are multiplied, as in the contracts. */
const STREAKS = [3, 7, 14, 30];

/** What a week’s streak and a month of activity pay here, base units; 0: nothing. */
export function useMilestones() {
  const token = useToken();
  const { decimals } = useCommunity();
  const earnings = useChain().data?.contracts.earnings as Address | undefined;
  const client = useClient();
  return useQuery({
    queryKey: ['milestones', token],
    queryFn: async () => {
      const contract = { address: earnings!, abi: earningsAbi, args: [token] } as const;
      const [{ weeklyStreak, monthlyActive }, { streakBps }] = await Promise.all([
        read(client!, { ...contract, functionName: 'milestonesOf' }),
        read(client!, { ...contract, functionName: 'ratesOf' }),
      ]);
      const unit = unitOf(decimals);
      return {
        weeklyStreak: BigInt(weeklyStreak) * unit,
        monthlyActive: BigInt(monthlyActive) * unit,
        /** Days in a row, and what earnings are multiplied by from then on, basis points. */
        steps: STREAKS.map((days, place) => ({ days, bps: Number((streakBps >> BigInt(16 * place)) & 0xffffn) })),
      };
    },
    enabled: Boolean(earnings && client),
    staleTime: 60_000,
  });
}

/** Base units of one earning unit, a thousandth of a token: rewards and thresholds of amounts count in these. */
const unitOf = (decimals: number) => 10n ** BigInt(Math.max(decimals - 3, 0));

/** Amounts count in thousandths of a token. */
const counted = (metric: number, value: bigint) => Number(metric === EARNED || metric === HELD ? value / 1000n : value);

function wordsOf(metric: number, value: bigint) {
  const count = counted(metric, value);
  return metric === TIER ? tierAt(count) : formatCount(count);
}

function nameOf(metric: number, threshold: bigint) {
  const count = counted(metric, threshold);
  return METRICS[metric]?.(count) ?? t`${formatCount(count)} of something`;
}
