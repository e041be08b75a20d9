import type { ClaimResponse, TaskResponse } from '@guildmint/bot/api/routes/walletClaims.ts';
import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Link, useParams } from 'react-router';
import type { Address } from 'viem';
import { Countdown } from '../../components/countdown.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { LoadFailure } from '../../components/states.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
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
        All tasks
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
          <PageTitle title="Task" />
          {task.isError ? (
            <LoadFailure what="the task" error={task.error} onRetry={() => task.refetch()} />
          ) : (
            <ListSkeleton label="the task" rows={2} height="h-40" />
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
    <section aria-label="About this task" className={cardClass}>
      <p className="whitespace-pre-wrap break-words">
        {task.title === null
          ? 'What it asks for was written elsewhere and is not known here.'
          : task.description || 'Its title says it all.'}
      </p>
      <dl className="mt-4 grid gap-x-6 gap-y-2 border-t border-line pt-4 text-sm sm:grid-cols-2">
        <Line name="Reward" value={<Money amount={task.reward} className="font-semibold" />} />
        <Line name="Category" value={task.category} />
        <Line
          name="Places"
          value={
            left === null || slots === null
              ? 'any number'
              : `${left.toLocaleString()} of ${slots.toLocaleString()} left`
          }
        />
        <Line
          name="Time for each claim"
          value={hours === 0 ? 'no limit' : hours === 1 ? 'an hour' : `${hours} hours`}
        />
        {task.expiresAt && task.state === 'open' && (
          <Line name="Ends in" value={<Countdown until={task.expiresAt} />} />
        )}
        <Line
          name="Reviewed by"
          value={task.issued ? (reviewers === 1 ? 'the staff' : `${reviewers} of the staff`) : 'its creator'}
        />
        <Line name="Proof" value={task.proofRequired ? 'needed' : 'if you like'} />
        <Line name="Completed" value={task.claims.completed.toLocaleString()} />
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
    <section aria-label="Claim this task" className={cardClass}>
      <p className="mb-3 text-sm text-muted">
        A claim keeps a place for you. The reward is put up already and paid in the moment that your work is accepted.
      </p>
      <ActionButton
        transaction={transaction}
        idle="Claim this task"
        blocked={actor ? obstacleOf(task, actor.address) : undefined}
        onConfirmed={refetch}
      />
    </section>
  );
}

function obstacleOf({ state, creator }: TaskResponse, own: Address) {
  if (creator.address === own) return 'This task is your own: others do it.';
  if (state === 'cancelled') return 'This task was called off: choose another.';
  if (state === 'ended') return 'This task takes no more claims: choose another.';
  if (state === 'full') return 'All places are taken: look again later.';
}
