import type { ClaimResponse, TaskResponse } from '@guildmint/bot/api/routes/walletClaims.ts';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Link, useParams } from 'react-router';
import type { Address } from 'viem';
import { Countdown } from '../../components/countdown.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { LoadFailure } from '../../components/states.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { formatCount } from '../../lib/amount.ts';
import { useChain, useCommunity } from '../../lib/api.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { Claim } from './claim.tsx';
import { claimTask } from './steps.ts';
import { useClaims, useTask } from './use-tasks.ts';
import { titleOf } from './words.ts';

export function TaskPage() {
  const { token } = useCommunity();
  const task = useTask(useParams().task ?? '');
  const actor = useActor();
  const claims = useClaims(actor?.address);
  const own = claims.data?.find((each) => each.task.task === task.data?.task);
  const refetch = () => {
    void task.refetch();
    void claims.refetch();
  };
  return (
    <>
      <Link
        to={`/c/${token}/tasks`}
        className="mb-2 inline-flex min-h-11 items-center gap-1.5 text-sm font-medium text-accent"
      >
        <ArrowLeft className="size-4" aria-hidden />
        <Trans>All tasks</Trans>
      </Link>
      {task.data ? (
        <>
          <PageTitle title={titleOf(task.data)} />
          <div className="grid items-start gap-5 lg:grid-cols-[1.6fr_1fr]">
            <About task={task.data} />
            <div className="flex flex-col gap-5">
              {own && <Claim key={own.claim} claim={own} refetch={refetch} />}
              {(!own || mayAgain(own, task.data)) && (
                <Take task={task.data} known={!actor || claims.data !== undefined} refetch={refetch} />
              )}
            </div>
          </div>
        </>
      ) : (
        <>
          <PageTitle title={t`Task`} />
          {task.isError ? (
            <LoadFailure what={t`the task`} error={task.error} onRetry={() => task.refetch()} />
          ) : (
            <ListSkeleton label={t`the task`} rows={2} height="h-40" />
          )}
        </>
      )}
    </>
  );
}

/** After giving up the place is free for everybody again; what lapsed or was done comes back where it may be repeated. */
const mayAgain = ({ state }: ClaimResponse, { repeatable }: TaskResponse) =>
  state === 'abandoned' || (repeatable && (state === 'accepted' || state === 'expired'));

function About({ task }: { task: TaskResponse }) {
  const { hours, reviewers, left, slots } = task;
  return (
    <section aria-label={t`About this task`} className={cardClass}>
      <p className="whitespace-pre-wrap break-words">
        {task.title === null
          ? t`What it asks for was written elsewhere and is not known here.`
          : task.description || t`Its title says it all.`}
      </p>
      <dl className="mt-4 grid gap-x-6 gap-y-2 border-t border-line pt-4 text-sm sm:grid-cols-2">
        <Line name={t`Reward`} value={<Money amount={task.reward} className="font-semibold" />} />
        <Line name={t`Category`} value={task.category} />
        <Line
          name={t`Places`}
          value={
            left === null || slots === null ? t`any number` : t`${formatCount(left)} of ${formatCount(slots)} left`
          }
        />
        <Line
          name={t`Time for each claim`}
          value={hours === 0 ? t`no limit` : plural(hours, { one: 'an hour', other: '# hours' })}
        />
        {task.expiresAt && task.state === 'open' && (
          <Line name={t`Ends in`} value={<Countdown until={task.expiresAt} />} />
        )}
        <Line
          name={t`Reviewed by`}
          value={task.issued ? plural(reviewers, { one: 'the staff', other: '# of the staff' }) : t`its creator`}
        />
        <Line name={t`Proof`} value={task.proofRequired ? t`needed` : t`if you like`} />
        <Line name={t`Completed`} value={formatCount(task.claims.completed)} />
      </dl>
    </section>
  );
}

const Line = ({ name, value }: { name: string; value: ReactNode }) => (
  <div className="flex justify-between gap-3">
    <dt className="text-muted">{name}</dt>
    <dd className="text-right">{value}</dd>
  </div>
);

function Take({ task, known, refetch }: { task: TaskResponse; known: boolean; refetch: () => void }) {
  const token = useCommunity().token as Address;
  const actor = useActor();
  const tasks = useChain().data?.contracts.tasks as Address | undefined;
  const transaction = useMemo(
    () => (tasks && known ? claimTask({ token, tasks }, task.task) : null),
    [token, tasks, known, task.task],
  );
  return (
    <section aria-label={t`Claim this task`} className={cardClass}>
      <p className="mb-3 text-sm text-muted">
        <Trans>
          A claim keeps a place for you. The reward is put up already and paid in the moment that your work is accepted.
        </Trans>
      </p>
      <ActionButton
        transaction={transaction}
        idle={t`Claim this task`}
        blocked={actor ? obstacleOf(task, actor.address) : undefined}
        onConfirmed={refetch}
      />
    </section>
  );
}

function obstacleOf({ state, creator }: TaskResponse, own: Address) {
  if (creator.address === own) return t`This task is your own: others do it.`;
  if (state === 'cancelled') return t`This task was called off: choose another.`;
  if (state === 'ended') return t`This task takes no more claims: choose another.`;
  if (state === 'full') return t`All places are taken: look again later.`;
}
