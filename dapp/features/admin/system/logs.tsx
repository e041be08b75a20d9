import type { LogLine } from '@guildmint/bot/api/routes/bot.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../../components/button.tsx';
import { Choices, useChoice } from '../../../components/choices.tsx';
import { cardClass, ListSkeleton } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { cx } from '../../../lib/cx.ts';
import { staffGet } from '../../../lib/staff-api.ts';
import { formatTime } from '../../../lib/time.ts';

const LEVELS = ['all', 'act', 'warn', 'error', 'fatal'] as const;
const LABELS = { all: 'All', act: 'Deeds', warn: 'Warnings', error: 'Errors', fatal: 'Fatal' };

/** What went wrong, and what people did with a right to, the latest first. */
export function Logs() {
  const [level, choose] = useChoice('level', LEVELS);
  const lines = useInfiniteQuery({
    queryKey: ['system', 'logs', level],
    queryFn: ({ pageParam, signal }) =>
      staffGet<{ logs: LogLine[]; next: string | null }>(
        `/api/logs?limit=50${level === 'all' ? '' : `&level=${level}`}${pageParam && `&cursor=${pageParam}`}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const all = lines.data?.pages.flatMap(({ logs }) => logs);
  return (
    <section aria-label="Logs" className={cardClass}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold">Logs</h2>
        <Choices
          label="Which lines"
          choices={LEVELS.map((value) => ({ value, label: LABELS[value] }))}
          value={level}
          onChoose={choose}
        />
      </div>
      {lines.isError && !all ? (
        <LoadFailure what="the logs" error={lines.error} onRetry={() => lines.refetch()} />
      ) : !all ? (
        <ListSkeleton label="the logs" rows={3} />
      ) : all.length === 0 ? (
        <Empty title={level === 'all' ? 'Nothing was noted' : 'Nothing of this kind was noted'} />
      ) : (
        <ul className="mt-2 divide-y divide-line text-sm">
          {all.map(({ line, at, level: kind, part, message, details, userId }) => (
            <li key={line} className="py-2.5">
              <p className="flex flex-wrap gap-x-3 text-xs text-muted">
                <time dateTime={at}>{formatTime(Date.parse(at), 'f')}</time>
                <span
                  className={cx(
                    'font-semibold',
                    kind === 'error' || kind === 'fatal' ? 'text-danger-ink' : kind === 'warn' && 'text-gold',
                  )}
                >
                  {kind}
                </span>
                {part && <span>{part}</span>}
                {userId && <span>by {userId}</span>}
              </p>
              <p className="break-words">{message}</p>
              {Object.keys(details).length > 0 && (
                <p className="font-mono text-xs break-all text-muted">
                  {Object.entries(details)
                    .map(([name, value]) => `${name}: ${value}`)
                    .join(', ')}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {lines.hasNextPage && (
        <Button className="mt-3 w-full" disabled={lines.isFetchingNextPage} onClick={() => lines.fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}
