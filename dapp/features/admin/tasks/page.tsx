import type { TaskResponse } from '@guildmint/bot/api/routes/walletClaims.ts';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Choices, useChoice } from '../../../components/choices.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { useToken } from '../../../lib/api.ts';
import { useTasks } from '../../tasks/use-tasks.ts';
import { titleOf } from '../../tasks/words.ts';
import { useMay } from '../role.ts';
import { useWrite } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { NewTask } from './new-task.tsx';

const SHOWN = ['open', 'all'] as const;
const LABELS = { open: 'Open', all: 'All' };
const STATES = { open: 'Open', full: 'All places taken', ended: 'Ended', cancelled: 'Called off' };

export function AdminTasksPage() {
  const mayCreate = useMay('admin');
  const [show, choose] = useChoice('show', SHOWN);
  const [creating, create] = useState(false);
  const [ending, end] = useState<TaskResponse | null>(null);
  const tasks = useTasks(show === 'open');
  const all = tasks.data?.pages.flatMap((page) => page.tasks);
  return (
    <>
      <PageTitle title="Tasks">
        {mayCreate && (
          <Button variant="accent" onClick={() => create(true)}>
            <Plus className="size-4" aria-hidden />
            New task
          </Button>
        )}
      </PageTitle>
      <div className="mb-4 flex">
        <Choices
          label="Which tasks"
          choices={SHOWN.map((value) => ({ value, label: LABELS[value] }))}
          value={show}
          onChoose={choose}
        />
      </div>
      {tasks.isError && !all ? (
        <LoadFailure what="the tasks" error={tasks.error} onRetry={() => tasks.refetch()} />
      ) : !all ? (
        <ListSkeleton label="the tasks" rows={4} />
      ) : all.length === 0 ? (
        show === 'all' ? (
          <Empty title="There has been no task yet">Staff and members create them, here or on Discord.</Empty>
        ) : (
          <Empty title="No task is open">
            <Button className="mt-2" onClick={() => choose('all')}>
              Show all
            </Button>
          </Empty>
        )
      ) : (
        <ul aria-label="Tasks" className={`${cardClass} divide-y divide-line py-1`}>
          {all.map((task) => (
            <li key={task.task} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
              <div className="min-w-0 flex-1 basis-48">
                <h2 className="truncate font-semibold">{titleOf(task)}</h2>
                <p className="text-xs text-muted">
                  {STATES[task.state]} · {task.category} · {task.claims.open.toLocaleString()} at work ·{' '}
                  {task.claims.completed.toLocaleString()} done
                </p>
              </div>
              <div className="text-right text-sm">
                <Money amount={task.reward} className="block font-semibold" />
                <span className="text-xs text-muted">
                  {task.left === null ? 'any number of places' : `${task.left.toLocaleString()} places left`}
                </span>
              </div>
              {(task.state === 'open' || task.state === 'full') && (
                <Button onClick={() => end(task)}>
                  Call off<span className="sr-only"> {titleOf(task)}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {tasks.hasNextPage && (
        <Button className="mt-4 w-full" onClick={() => tasks.fetchNextPage()} disabled={tasks.isFetchingNextPage}>
          Show more
        </Button>
      )}
      {creating && <NewTask onClose={() => create(false)} onDone={() => void tasks.refetch()} />}
      {ending && <EndTask task={ending} onClose={() => end(null)} onDone={() => void tasks.refetch()} />}
    </>
  );
}

type EndProps = { task: TaskResponse; onClose: () => void; onDone: () => void };

function EndTask({ task, onClose, onDone }: EndProps) {
  const token = useToken();
  const writing = useWrite(onDone);
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Call “${titleOf(task)}” off?`}
      description="It takes no more claims, what its free places hold goes back, and who is at work may finish. Its creator or an admin does this."
    >
      <WriteButton
        writing={writing}
        variant="danger"
        wish={{ label: 'Called off', method: 'DELETE', path: `/api/${token}/tasks/${task.task}` }}
      >
        Call it off
      </WriteButton>
    </Dialog>
  );
}
