import { achievementsAbi } from '@guildmint/contracts/abi.ts';
import { i18n } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Award, CircleCheck } from 'lucide-react';
import { useMemo } from 'react';
import { type Address, encodeFunctionData } from 'viem';
import { Choices, useChoice, useClearChoices } from '../../components/choices.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { useChain, useCommunity } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { Standing } from './standing.tsx';
import { type Achievement, useAchievements } from './use-achievements.ts';

const SHOWN = ['all', 'claimable', 'open', 'claimed'] as const;
const LABELS = { all: msg`All`, claimable: msg`To claim`, open: msg`On the way`, claimed: msg`Claimed` };

export function AchievementsPage() {
  const actor = useActor();
  const achievements = useAchievements(actor?.address);
  const [show, choose] = useChoice('show', SHOWN);
  const clear = useClearChoices();
  const all = achievements.data;
  const shown = all?.filter(({ state }) => show === 'all' || state === show);
  const claimed = all?.filter(({ state }) => state === 'claimed').length ?? 0;
  return (
    <>
      <PageTitle title={t`Achievements`}>
        {actor && all && all.length > 0 && (
          <p className="text-sm text-muted tabular-nums" role="status">
            <Trans>
              {claimed} of {all.length} claimed
            </Trans>
          </p>
        )}
      </PageTitle>
      {actor && <Standing key={actor.address} address={actor.address} />}
      {actor && all && all.length > 0 && (
        <div className="mb-4 flex">
          <Choices
            label={t`Which achievements`}
            choices={SHOWN.map((value) => ({ value, label: i18n._(LABELS[value]) }))}
            value={show}
            onChoose={choose}
          />
        </div>
      )}
      {shown && shown.length > 0 ? (
        <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {shown.map((each) => (
            <Card key={each.achievement} achievement={each} mine={actor !== null} refetch={achievements.refetch} />
          ))}
        </ul>
      ) : all?.length === 0 ? (
        <Empty title={t`There is nothing to achieve here yet`}>
          <Trans>The community’s admins define what counts.</Trans>
        </Empty>
      ) : shown ? (
        <Empty title={t`No achievement of this kind`}>
          <button
            type="button"
            className="min-h-11 font-medium text-accent underline underline-offset-4"
            onClick={clear}
          >
            <Trans>Show all achievements</Trans>
          </button>
        </Empty>
      ) : achievements.isError ? (
        <LoadFailure
          what={t`the achievements`}
          error={new Error(t`The chain does not answer: check your connection and try again.`)}
          onRetry={() => achievements.refetch()}
        />
      ) : (
        <ListSkeleton label={t`the achievements`} rows={6} height="h-28" />
      )}
    </>
  );
}

function Card({ achievement, mine, refetch }: { achievement: Achievement; mine: boolean; refetch: () => void }) {
  const { name, share, reached, threshold, reward, state, claimedBy } = achievement;
  const claimed = state === 'claimed';
  return (
    <li className={cx(cardClass, 'flex flex-col gap-3')}>
      <div className="flex items-start gap-3">
        <span
          className={cx('rounded-full p-2.5', state === 'open' ? 'bg-field text-muted' : 'bg-accent-soft text-accent')}
        >
          <Award className="size-5" aria-hidden />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold first-letter:uppercase">{name}</h2>
          <p className="text-sm text-muted">
            {reward > 0n ? <Money amount={reward} signed /> : t`A badge`}
            {' · '}
            {claimedBy === 0
              ? t`nobody has it yet`
              : plural(claimedBy, { one: 'one member has it', other: '# members have it' })}
          </p>
        </div>
      </div>
      {claimed ? (
        <p className="mt-auto flex items-center gap-1.5 text-sm font-medium text-accent">
          <CircleCheck className="size-4" aria-hidden />
          <Trans>Claimed</Trans>
        </p>
      ) : (
        mine && (
          <div className="mt-auto">
            <div
              role="progressbar"
              aria-label={t`Progress: ${name}`}
              aria-valuenow={Math.floor(share * 100)}
              aria-valuemin={0}
              aria-valuemax={100}
              className="h-2 overflow-hidden rounded-full bg-field"
            >
              <div
                className="h-full rounded-full bg-accent motion-safe:transition-[width]"
                style={{ width: `${share * 100}%` }}
              />
            </div>
            <p className="mt-1.5 text-xs text-muted tabular-nums">
              <Trans>
                {reached} of {threshold}
              </Trans>
            </p>
          </div>
        )
      )}
      {state === 'claimable' && <Claim {...achievement} refetch={refetch} />}
    </li>
  );
}

function Claim({ achievement, name, refetch }: Achievement & { refetch: () => void }) {
  const token = useCommunity().token as Address;
  const achievements = useChain().data?.contracts.achievements as Address | undefined;
  const transaction = useMemo(
    () =>
      achievements
        ? {
            verb: 'claimAchievement',
            label: t`Achievement “${name}”`,
            token,
            to: achievements,
            data: encodeFunctionData({
              abi: achievementsAbi,
              functionName: 'claimAchievement',
              args: [token, BigInt(achievement)],
            }),
            sponsorable: true,
          }
        : null,
    [achievements, token, achievement, name],
  );
  return <ActionButton transaction={transaction} idle={t`Claim`} onConfirmed={refetch} />;
}
