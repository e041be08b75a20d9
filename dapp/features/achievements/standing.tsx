import { earningsAbi } from '@guildmint/contracts/abi.ts';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Flame } from 'lucide-react';
import { useMemo } from 'react';
import { type Address, encodeFunctionData } from 'viem';
import { Money } from '../../components/money.tsx';
import { cardClass, Skeleton } from '../../components/page-title.tsx';
import { TierProgress } from '../../components/tier-progress.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { formatCount } from '../../lib/amount.ts';
import { useBalance, useChain, useCommunity } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { useStanding } from '../../lib/use-standing.ts';
import { useMilestones } from './use-achievements.ts';

const MONTH = 30;
const MONTH_ACTIVE = 20;
const WEEK_STREAK = 7;
/** The token counts no further. */
const MOST_STREAK = 32;

/** Where a member stands: the tier, the streak and what long ones pay. */
export function Standing({ address }: { address: Address }) {
  const balance = useBalance(address).data;
  const standing = useStanding(address);
  const milestones = useMilestones().data;
  return (
    <div className="mb-6 grid gap-5 lg:grid-cols-2">
      <section aria-label={t`Tier`} className={cardClass}>
        <h2 className="font-semibold">
          <Trans>Tier</Trans>
        </h2>
        {balance ? <TierProgress balance={balance} /> : <Skeleton className="mt-5 h-10" />}
      </section>
      <section aria-label={t`Streak`} className={cardClass}>
        <h2 className="font-semibold">
          <Trans>Streak</Trans>
        </h2>
        {standing.data ? (
          <>
            <Streak days={Number(standing.data.streak)} bitmap={standing.data.activeDays} steps={milestones?.steps} />
            {milestones && (
              <Milestones
                streak={Number(standing.data.streak)}
                active={daysIn(standing.data.activeDays)}
                {...milestones}
                refetch={() => void standing.refetch()}
              />
            )}
          </>
        ) : (
          <Skeleton className="mt-5 h-10" />
        )}
      </section>
    </div>
  );
}

const isActive = (bitmap: number, ago: number) => ((bitmap >>> ago) & 1) === 1;
const daysIn = (bitmap: number) =>
  Array.from({ length: MONTH }, (_, ago) => isActive(bitmap, ago)).filter(Boolean).length;

type Step = { days: number; bps: number };

function Streak({ days, bitmap, steps = [] }: { days: number; bitmap: number; steps: Step[] | undefined }) {
  const now = steps.findLast((step) => days >= step.days);
  const next = steps.find((step) => step.days > days && step.bps !== (now?.bps ?? 10_000));
  return (
    <>
      <p className="mt-3 flex items-center gap-2 text-2xl font-bold tabular-nums">
        <Flame className={cx('size-6', days > 0 ? 'text-gold' : 'text-muted')} aria-hidden />
        {days >= MOST_STREAK ? t`${MOST_STREAK} days or more` : plural(days, { one: '# day', other: '# days' })}
      </p>
      <p className="mt-1 text-sm text-muted">
        {now && now.bps !== 10_000 && <>{t`Your earnings count ${factor(now.bps)}.`} </>}
        {next && <>{t`${factor(next.bps)} from ${next.days} days on.`} </>}
        {days === 0 && t`Come by every day: claim the daily reward or take part.`}
      </p>
      <p className="sr-only">
        <Trans>Active on {daysIn(bitmap)} of the last 30 days</Trans>
      </p>
      <div aria-hidden className="mt-3 grid grid-cols-15 gap-1">
        {Array.from({ length: MONTH }, (_, place) => {
          const ago = MONTH - 1 - place;
          return (
            <span
              key={ago}
              title={ago === 0 ? t`Today` : plural(ago, { one: '# days ago', other: '# days ago' })}
              className={cx('h-3 rounded-sm', isActive(bitmap, ago) ? 'bg-accent' : 'bg-field')}
            />
          );
        })}
      </div>
    </>
  );
}

const factor = (bps: number) => `×${formatCount(bps / 10_000)}`;

type MilestonesProps = {
  streak: number;
  active: number;
  weeklyStreak: bigint;
  monthlyActive: bigint;
  refetch: () => void;
};

function Milestones({ streak, active, weeklyStreak, monthlyActive, refetch }: MilestonesProps) {
  if (weeklyStreak === 0n && monthlyActive === 0n) return null;
  return (
    <ul className="mt-4 flex flex-col gap-3 border-t border-line pt-3 text-sm">
      {weeklyStreak > 0n && (
        <Milestone
          verb="claimWeeklyStreak"
          name={t`A week in a row`}
          reward={weeklyStreak}
          state={t`${Math.min(streak, WEEK_STREAK)} of ${WEEK_STREAK} days`}
          ready={streak >= WEEK_STREAK}
          refetch={refetch}
        />
      )}
      {monthlyActive > 0n && (
        <Milestone
          verb="claimMonthlyActive"
          name={t`An active month`}
          reward={monthlyActive}
          state={t`${Math.min(active, MONTH_ACTIVE)} of ${MONTH_ACTIVE} days`}
          ready={active >= MONTH_ACTIVE}
          refetch={refetch}
        />
      )}
    </ul>
  );
}

type MilestoneProps = {
  verb: 'claimWeeklyStreak' | 'claimMonthlyActive';
  name: string;
  reward: bigint;
  state: string;
  ready: boolean;
  refetch: () => void;
};

function Milestone({ verb, name, reward, state, ready, refetch }: MilestoneProps) {
  const token = useCommunity().token as Address;
  const earnings = useChain().data?.contracts.earnings as Address | undefined;
  const transaction = useMemo(
    () =>
      earnings
        ? {
            verb,
            label: name,
            token,
            to: earnings,
            data: encodeFunctionData({ abi: earningsAbi, functionName: verb, args: [token] }),
            sponsorable: true,
          }
        : null,
    [earnings, token, verb, name],
  );
  return (
    <li>
      <p className="flex flex-wrap justify-between gap-x-3">
        <span className="font-medium">{name}</span>
        <span className="text-muted tabular-nums">
          {state} · <Money amount={reward} signed />
        </span>
      </p>
      {ready && (
        <div className="mt-2">
          <ActionButton transaction={transaction} idle={t`Claim`} onConfirmed={refetch} />
        </div>
      )}
    </li>
  );
}
