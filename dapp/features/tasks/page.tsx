import type { ClaimResponse, TaskResponse } from '@guildmint/bot/api/routes/walletClaims.ts';
import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from 'react-router';
import { Button } from '../../components/button.tsx';
import { Choices, useChoice } from '../../components/choices.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { formatCount } from '../../lib/amount.ts';
import { useCommunity } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { useClaims, useTasks } from './use-tasks.ts';
import { claimWords, titleOf } from './words.ts';

const SHOWN = ['open', 'mine', 'all'] as const;
const LABELS = { open: msg`Open`, mine: msg`Mine`, all: msg`All` };

export function TasksPage() {
  const actor = useActor();
  const [show, choose] = useChoice('show', SHOWN);
  return (
    <>
      <PageTitle title={t`Tasks`} />
      <div className="mb-4 flex">
        <Choices
          label={t`Which tasks`}
          choices={SHOWN.map((value) => ({ value, label: i18n._(LABELS[value]) }))}
          value={show}
          onChoose={choose}
        />
      </div>
      {show === 'mine' ? (
        actor ? (
          <Mine key={actor.address} address={actor.address} />
        ) : (
          <Empty title={t`Connect to see what you claimed`}>
            <Trans>Your claims belong to your account.</Trans>
          </Empty>
        )
      ) : (
        <List open={show === 'open'} showAll={() => choose('all')} />
      )}
    </>
  );
}

function List({ open, showAll }: { open: boolean; showAll: () => void }) {
  const tasks = useTasks(open);
  const actor = useActor();
  const claims = useClaims(actor?.address).data;
  const all = tasks.data?.pages.flatMap((page) => page.tasks);
  if (all && all.length > 0)
    return (
      <>
        <ul className="grid gap-4 lg:grid-cols-2">
          {all.map((task) => (
            <Card key={task.task} task={task} claim={claims?.find((each) => each.task.task === task.task)} />
          ))}
        </ul>
        {tasks.hasNextPage && (
          <Button className="mt-4 w-full" onClick={() => tasks.fetchNextPage()} disabled={tasks.isFetchingNextPage}>
            <Trans>Show more</Trans>
          </Button>
        )}
      </>
    );
  if (all)
    return open ? (
      <Empty title={t`No task is open at the moment`}>
        <button
          type="button"
          className="min-h-11 font-medium text-accent underline underline-offset-4"
          onClick={showAll}
        >
          <Trans>Look at all tasks</Trans>
        </button>
      </Empty>
    ) : (
      <Empty title={t`There has been no task yet`}>
        <Trans>Members and staff create them on Discord, with /task create.</Trans>
      </Empty>
    );
  if (tasks.isError) return <LoadFailure what={t`the tasks`} error={tasks.error} onRetry={() => tasks.refetch()} />;
  return <ListSkeleton label={t`the tasks`} rows={4} height="h-32" />;
}

function Mine({ address }: { address: `0x${string}` }) {
  const claims = useClaims(address);
  if (claims.data && claims.data.length > 0)
    return (
      <ul className="grid gap-4 lg:grid-cols-2">
        {claims.data.map((claim) => (
          <Card key={claim.claim} task={claim.task} claim={claim} />
        ))}
      </ul>
    );
  if (claims.data)
    return (
      <Empty title={t`You have claimed no task yet`}>
        <Trans>Choose one among the open ones.</Trans>
      </Empty>
    );
  if (claims.isError)
    return <LoadFailure what={t`your claims`} error={claims.error} onRetry={() => claims.refetch()} />;
  return <ListSkeleton label={t`your claims`} rows={2} height="h-32" />;
}

function Card({ task, claim }: { task: TaskResponse; claim: ClaimResponse | undefined }) {
  const { token } = useCommunity();
  return (
    <li className={cx(cardClass, 'relative flex flex-col gap-2 hover:border-muted')}>
      <div className="flex items-start justify-between gap-3">
        <h2 className="min-w-0 font-semibold break-words">
          <Link
            to={`/c/${token}/tasks/${task.task}`}
            className="inline-flex min-h-11 items-center after:absolute after:inset-0 after:rounded-2xl"
          >
            {titleOf(task)}
          </Link>
        </h2>
        <Money amount={task.reward} className="mt-2.5 shrink-0 font-semibold" />
      </div>
      {task.description && <p className="line-clamp-2 text-sm text-muted">{task.description}</p>}
      <p className="mt-auto flex flex-wrap gap-x-3 text-xs text-muted tabular-nums">
        <span>{task.category}</span>
        <span>{placesOf(task)}</span>
        {task.state === 'open' && task.expiresAt && (
          <span>
            <Trans>
              Ends in <Countdown until={task.expiresAt} />
            </Trans>
          </span>
        )}
        {claim && <strong className="font-medium text-accent">{claimWords(claim.state)}</strong>}
      </p>
    </li>
  );
}

function placesOf({ state, left }: TaskResponse) {
  if (state === 'cancelled') return t`Called off`;
  if (state === 'ended') return t`Ended`;
  if (state === 'full') return t`All places taken`;
  return left === null ? t`Any number of places` : left === 1 ? t`One place left` : t`${formatCount(left)} places left`;
}
