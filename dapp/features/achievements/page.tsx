import { achievementsAbi } from '@guildmint/contracts/abi.ts';
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
const LABELS = { all: 'All', claimable: 'To claim', open: 'On the way', claimed: 'Claimed' };

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
      <PageTitle title="Achievements">
        {actor && all && all.length > 0 && (
          <p className="text-sm text-muted tabular-nums" role="status">
            {claimed} of {all.length} claimed
          </p>
        )}
      </PageTitle>
      {actor && <Standing key={actor.address} address={actor.address} />}
      {actor && all && all.length > 0 && (
        <div className="mb-4 flex">
          <Choices
            label="Which achievements"
            choices={SHOWN.map((value) => ({ value, label: LABELS[value] }))}
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
        <Empty title="There is nothing to achieve here yet">The community’s admins define what counts.</Empty>
      ) : shown ? (
        <Empty title="No achievement of this kind">
          <button
            type="button"
            className="min-h-11 font-medium text-accent underline underline-offset-4"
            onClick={clear}
          >
            Show all achievements
          </button>
        </Empty>
      ) : achievements.isError ? (
        <LoadFailure
          what="the achievements"
          error={new Error('The chain does not answer: check your connection and try again.')}
          onRetry={() => achievements.refetch()}
        />
      ) : (
        <ListSkeleton label="the achievements" rows={6} height="h-28" />
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
            {reward > 0n ? <Money amount={reward} signed /> : 'A badge'}
            {' · '}
            {claimedBy === 0
              ? 'nobody has it yet'
              : claimedBy === 1
                ? 'one member has it'
                : `${claimedBy.toLocaleString()} members have it`}
          </p>
        </div>
      </div>
      {claimed ? (
        <p className="mt-auto flex items-center gap-1.5 text-sm font-medium text-accent">
          <CircleCheck className="size-4" aria-hidden />
          Claimed
        </p>
      ) : (
        mine && (
          <div className="mt-auto">
            <div
              role="progressbar"
              aria-label={`Progress: ${name}`}
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
              {reached} of {threshold}
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
            label: `Achievement “${name}”`,
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
  return <ActionButton transaction={transaction} idle="Claim" onConfirmed={refetch} />;
}
