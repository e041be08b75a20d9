import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Choices, useChoice } from '../../components/choices.tsx';
import { Money } from '../../components/money.tsx';
import { ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { BOARD_PAGE, useLeaderboard } from '../../lib/api.ts';
import { useSteady } from '../../lib/use-steady.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { Pages, usePage } from './pages.tsx';
import { Row } from './row.tsx';

const standings = () =>
  [
    { value: 'earned', label: t`Earned` },
    { value: 'balance', label: t`Balance` },
    { value: 'spent', label: t`Spent` },
    { value: 'gifted', label: t`Gifted` },
  ] as const;
const periods = () =>
  [
    { value: 'all', label: t`All time` },
    { value: 'month', label: t`This month` },
    { value: 'week', label: t`This week` },
    { value: 'day', label: t`Today` },
    { value: 'season', label: t`Season` },
  ] as const;

export function LeaderboardPage() {
  const actor = useActor();
  const [by, chooseBy] = useChoice('by', ['earned', 'balance', 'spent', 'gifted'] as const);
  const [chosen, choosePeriod] = useChoice('period', ['all', 'month', 'week', 'day', 'season'] as const);
  // A balance is the present one, whatever the period.
  const period = by === 'balance' ? 'all' : chosen;
  const [page, goTo] = usePage();
  const board = useLeaderboard({ by, period, offset: page * BOARD_PAGE, me: actor?.address });
  const { rows, total = 0, me } = board.data ?? {};
  const { shown, kept, hold } = useSteady(rows, ({ address }) => address, `${by} ${period} ${page}`);
  const pages = Math.max(1, Math.ceil(total / BOARD_PAGE));
  const myPage = me ? Math.floor((me.rank - 1) / BOARD_PAGE) : null;
  return (
    <>
      <PageTitle title={t`Leaderboard`}>
        {actor && board.data && (
          <p className="text-sm text-muted" role="status">
            {me ? (
              <Trans>
                Your rank: <strong className="text-ink tabular-nums">#{me.rank}</strong> with{' '}
                <Money amount={me.amount} className="font-medium text-ink" />
              </Trans>
            ) : (
              t`You do not stand here yet.`
            )}
          </p>
        )}
      </PageTitle>
      <div className="mb-4 flex flex-wrap gap-2">
        <Choices label={t`What counts`} choices={standings()} value={by} onChoose={chooseBy} />
        {by !== 'balance' && (
          <Choices label={t`In which time`} choices={periods()} value={chosen} onChoose={choosePeriod} />
        )}
      </div>
      <section
        aria-label={t`Ranking`}
        className="rounded-2xl border border-line bg-raised p-2 sm:p-3"
        aria-busy={board.isPlaceholderData}
      >
        {shown && shown.length > 0 ? (
          <ol {...hold}>
            {shown.map((row) => (
              <Row key={row.address} row={row} isMe={row.address === actor?.address} />
            ))}
          </ol>
        ) : shown && page > 0 ? (
          <Empty title={t`The ranking does not reach so far`}>
            <button
              type="button"
              className="min-h-11 font-medium text-accent underline underline-offset-4"
              onClick={() => goTo(0)}
            >
              <Trans>Go to its top</Trans>
            </button>
          </Empty>
        ) : shown ? (
          <Empty title={period === 'all' ? t`Nobody stands here yet` : t`Nobody stands here in this time`}>
            {period === 'all' ? (
              t`Take part and be the first.`
            ) : (
              <button
                type="button"
                className="min-h-11 font-medium text-accent underline underline-offset-4"
                onClick={() => choosePeriod('all')}
              >
                <Trans>Look at all time</Trans>
              </button>
            )}
          </Empty>
        ) : board.isError ? (
          <LoadFailure what={t`the leaderboard`} error={board.error} onRetry={() => board.refetch()} />
        ) : (
          <ListSkeleton label={t`the leaderboard`} rows={8} />
        )}
      </section>
      <p className="mt-2 min-h-5 text-center text-xs text-muted">
        {kept && t`The order has changed: it shows once the pointer leaves the list.`}
      </p>
      {(pages > 1 || page > 0) && <Pages page={page} pages={pages} myPage={myPage} goTo={goTo} />}
    </>
  );
}
