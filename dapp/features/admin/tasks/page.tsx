import type { TaskResponse } from '@guildmint/bot/api/routes/walletClaims.ts';
import { i18n } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Choices, useChoice } from '../../../components/choices.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useToken } from '../../../lib/api.ts';
import { useSession } from '../../../lib/staff-api.ts';
import { useTasks } from '../../tasks/use-tasks.ts';
import { useMay } from '../role.ts';
import { useWrite, wish } from '../use-write.ts';
import { taskTitle } from '../words.ts';
import { WriteButton } from '../write-button.tsx';
import { TaskForm } from './task-form.tsx';

const SHOWN = ['open', 'all'] as const;
const LABELS = { open: msg`Open`, all: msg`All` };
const STATES = { open: msg`Open`, full: msg`All places taken`, ended: msg`Ended`, cancelled: msg`Called off` };

export function AdminTasksPage() {
  const mayCreate = useMay('admin');
  const [show, choose] = useChoice('show', SHOWN);
  const [creating, create] = useState(false);
  const [changing, change] = useState<TaskResponse | null>(null);
  const [ending, end] = useState<TaskResponse | null>(null);
  const session = useSession().data;
  /** A task is its creator’s to change, whoever else is admin. */
  const isMine = ({ creator }: TaskResponse) => creator.address === session?.address;
  const tasks = useTasks(show === 'open');
  const all = tasks.data?.pages.flatMap((page) => page.tasks);
  return (
    <>
      <PageTitle title={t`Tasks`}>
        {mayCreate && (
          <Button variant="accent" onClick={() => create(true)}>
            <Plus className="size-4" aria-hidden />
            <Trans>New task</Trans>
          </Button>
        )}
      </PageTitle>
      <div className="mb-4 flex">
        <Choices
          label={t`Which tasks`}
          choices={SHOWN.map((value) => ({ value, label: i18n._(LABELS[value]) }))}
          value={show}
          onChoose={choose}
        />
      </div>
      {tasks.isError && !all ? (
        <LoadFailure what={t`the tasks`} error={tasks.error} onRetry={() => tasks.refetch()} />
      ) : !all ? (
        <ListSkeleton label={t`the tasks`} rows={4} />
      ) : all.length === 0 ? (
        show === 'all' ? (
          <Empty title={t`There has been no task yet`}>
            <Trans>Staff and members create them, here or on Discord.</Trans>
          </Empty>
        ) : (
          <Empty title={t`No task is open`}>
            <Button className="mt-2" onClick={() => choose('all')}>
              <Trans>Show all</Trans>
            </Button>
          </Empty>
        )
      ) : (
        <ul aria-label={t`Tasks`} className={`${cardClass} divide-y divide-line py-1`}>
          {all.map((task) => (
            <li key={task.task} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
              <div className="min-w-0 flex-1 basis-48">
                <h2 className="truncate font-semibold">{taskTitle(task)}</h2>
                <p className="text-xs text-muted">
                  <Trans>
                    {i18n._(STATES[task.state])} · {task.category} · {formatCount(task.claims.open)} at work ·{' '}
                    {formatCount(task.claims.completed)} done
                  </Trans>
                </p>
              </div>
              <div className="text-right text-sm">
                <Money amount={task.reward} className="block font-semibold" />
                <span className="text-xs text-muted">
                  {task.left === null
                    ? t`any number of places`
                    : plural(task.left, { one: '# place left', other: '# places left' })}
                </span>
              </div>
              {(task.state === 'open' || task.state === 'full') && (
                <div className="flex gap-2">
                  {isMine(task) && (
                    <Button onClick={() => change(task)}>
                      <Trans>
                        Change<span className="sr-only"> {taskTitle(task)}</span>
                      </Trans>
                    </Button>
                  )}
                  <Button onClick={() => end(task)}>
                    <Trans>
                      Call off<span className="sr-only"> {taskTitle(task)}</span>
                    </Trans>
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {tasks.hasNextPage && (
        <Button className="mt-4 w-full" onClick={() => tasks.fetchNextPage()} disabled={tasks.isFetchingNextPage}>
          <Trans>Show more</Trans>
        </Button>
      )}
      {creating && <TaskForm onClose={() => create(false)} onDone={() => void tasks.refetch()} />}
      {changing && (
        <TaskForm
          key={changing.task}
          task={changing}
          onClose={() => change(null)}
          onDone={() => void tasks.refetch()}
        />
      )}
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
      title={t`Call “${taskTitle(task)}” off?`}
      description={t`It takes no more claims, what its free places hold goes back, and who is at work may finish. Its creator or an admin does this.`}
    >
      <WriteButton
        writing={writing}
        variant="danger"
        wish={wish(t`Called off`, 'DELETE', `/api/${token}/tasks/${task.task}`)}
      >
        <Trans>Call it off</Trans>
      </WriteButton>
    </Dialog>
  );
}
