import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../../components/button.tsx';
import { Choices, useChoice } from '../../../components/choices.tsx';
import { cardClass, ListSkeleton } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { cx } from '../../../lib/cx.ts';
import { staffGet } from '../../../lib/staff-api.ts';
import { formatTime } from '../../../lib/time.ts';
import { kindWord } from '../words.ts';

const LEVELS = ['all', 'act', 'warn', 'error', 'fatal'] as const;
const LABELS = { all: msg`All`, act: msg`Deeds`, warn: msg`Warnings`, error: msg`Errors`, fatal: msg`Fatal` };

/** What went wrong, and what people did with a right to, the latest first. */
export function Logs() {
  const [level, choose] = useChoice('level', LEVELS);
  const lines = useInfiniteQuery({
    queryKey: ['system', 'logs', level],
    queryFn: ({ pageParam, signal }) =>
      staffGet(
        `/api/logs?limit=50${level === 'all' ? '' : `&level=${level}`}${pageParam && `&cursor=${pageParam}`}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const all = lines.data?.pages.flatMap(({ logs }) => logs);
  return (
    <section aria-label={t`Logs`} className={cardClass}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold">
          <Trans>Logs</Trans>
        </h2>
        <Choices
          label={t`Which lines`}
          choices={LEVELS.map((value) => ({ value, label: i18n._(LABELS[value]) }))}
          value={level}
          onChoose={choose}
        />
      </div>
      {lines.isError && !all ? (
        <LoadFailure what={t`the logs`} error={lines.error} onRetry={() => lines.refetch()} />
      ) : !all ? (
        <ListSkeleton label={t`the logs`} rows={3} />
      ) : all.length === 0 ? (
        <Empty title={level === 'all' ? t`Nothing was noted` : t`Nothing of this kind was noted`} />
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
                  {kindWord(kind)}
                </span>
                {part && <span>{part}</span>}
                {userId && (
                  <span>
                    <Trans>by {userId}</Trans>
                  </span>
                )}
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
          <Trans>Show more</Trans>
        </Button>
      )}
    </section>
  );
}
