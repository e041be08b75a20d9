import type { ClaimResponse, TaskResponse } from '@guildmint/bot/api/routes/walletClaims.ts';
import { Link } from 'react-router';
import { Button } from '../../components/button.tsx';
import { Choices, useChoice } from '../../components/choices.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { useCommunity } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { useClaims, useTasks } from './use-tasks.ts';
import { CLAIM_WORDS, titleOf } from './words.ts';

const SHOWN = ['open', 'mine', 'all'] as const;
const LABELS = { open: 'Open', mine: 'Mine', all: 'All' };

export function TasksPage() {
  const actor = useActor();
  const [show, choose] = useChoice('show', SHOWN);
  return (
    <>
      <PageTitle title="Tasks" />
      <div className="mb-4 flex">
        <Choices
          label="Which tasks"
          choices={SHOWN.map((value) => ({ value, label: LABELS[value] }))}
          value={show}
          onChoose={choose}
        />
      </div>
      {show === 'mine' ? (
        actor ? (
          <Mine key={actor.address} address={actor.address} />
        ) : (
          <Empty title="Connect to see what you claimed">Your claims belong to your account.</Empty>
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
            Show more
          </Button>
        )}
      </>
    );
  if (all)
    return open ? (
      <Empty title="No task is open at the moment">
        <button
          type="button"
          className="min-h-11 font-medium text-accent underline underline-offset-4"
          onClick={showAll}
        >
          Look at all tasks
        </button>
      </Empty>
    ) : (
      <Empty title="There has been no task yet">Members and staff create them on Discord, with /task create.</Empty>
    );
  if (tasks.isError) return <LoadFailure what="the tasks" error={tasks.error} onRetry={() => tasks.refetch()} />;
  return <ListSkeleton label="the tasks" rows={4} height="h-32" />;
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
  if (claims.data) return <Empty title="You have claimed no task yet">Choose one among the open ones.</Empty>;
  if (claims.isError) return <LoadFailure what="your claims" error={claims.error} onRetry={() => claims.refetch()} />;
  return <ListSkeleton label="your claims" rows={2} height="h-32" />;
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
            Ends in <Countdown until={task.expiresAt} />
          </span>
        )}
        {claim && <strong className="font-medium text-accent">{CLAIM_WORDS[claim.state]}</strong>}
      </p>
    </li>
  );
}

function placesOf({ state, left }: TaskResponse) {
  if (state === 'cancelled') return 'Called off';
  if (state === 'ended') return 'Ended';
  if (state === 'full') return 'All places taken';
  return left === null
    ? 'Any number of places'
    : left === 1
      ? 'One place left'
      : `${left.toLocaleString()} places left`;
}
