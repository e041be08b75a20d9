import { Choices, useChoice } from '../../components/choices.tsx';
import { Money } from '../../components/money.tsx';
import { ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { BOARD_PAGE, useLeaderboard } from '../../lib/api.ts';
import { useSteady } from '../../lib/use-steady.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { Pages, usePage } from './pages.tsx';
import { Row } from './row.tsx';

const BY = [
  { value: 'earned', label: 'Earned' },
  { value: 'balance', label: 'Balance' },
  { value: 'spent', label: 'Spent' },
  { value: 'gifted', label: 'Gifted' },
] as const;
const PERIODS = [
  { value: 'all', label: 'All time' },
  { value: 'month', label: 'This month' },
  { value: 'week', label: 'This week' },
  { value: 'day', label: 'Today' },
  { value: 'season', label: 'Season' },
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
      <PageTitle title="Leaderboard">
        {actor && board.data && (
          <p className="text-sm text-muted" role="status">
            {me ? (
              <>
                Your rank: <strong className="text-ink tabular-nums">#{me.rank}</strong> with{' '}
                <Money amount={me.amount} className="font-medium text-ink" />
              </>
            ) : (
              'You do not stand here yet.'
            )}
          </p>
        )}
      </PageTitle>
      <div className="mb-4 flex flex-wrap gap-2">
        <Choices label="What counts" choices={BY} value={by} onChoose={chooseBy} />
        {by !== 'balance' && <Choices label="In which time" choices={PERIODS} value={chosen} onChoose={choosePeriod} />}
      </div>
      <section
        aria-label="Ranking"
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
          <Empty title="The ranking does not reach so far">
            <button
              type="button"
              className="min-h-11 font-medium text-accent underline underline-offset-4"
              onClick={() => goTo(0)}
            >
              Go to its top
            </button>
          </Empty>
        ) : shown ? (
          <Empty title={period === 'all' ? 'Nobody stands here yet' : 'Nobody stands here in this time'}>
            {period === 'all' ? (
              'Take part and be the first.'
            ) : (
              <button
                type="button"
                className="min-h-11 font-medium text-accent underline underline-offset-4"
                onClick={() => choosePeriod('all')}
              >
                Look at all time
              </button>
            )}
          </Empty>
        ) : board.isError ? (
          <LoadFailure what="the leaderboard" error={board.error} onRetry={() => board.refetch()} />
        ) : (
          <ListSkeleton label="the leaderboard" rows={8} />
        )}
      </section>
      <p className="mt-2 min-h-5 text-center text-xs text-muted">
        {kept && 'The order has changed: it shows once the pointer leaves the list.'}
      </p>
      {(pages > 1 || page > 0) && <Pages page={page} pages={pages} myPage={myPage} goTo={goTo} />}
    </>
  );
}
