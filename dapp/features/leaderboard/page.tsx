import { useSearchParams } from 'react-router';
import { Button } from '../../components/button.tsx';
import { Choices, useChoice } from '../../components/choices.tsx';
import { Identity } from '../../components/identity.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { BOARD_PAGE, useLeaderboard } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { useActor } from '../../lib/wallet/actor.tsx';

const BY = [
  { value: 'earned', label: 'Earned' },
  { value: 'balance', label: 'Balance' },
  { value: 'spent', label: 'Spent' },
  { value: 'gifted', label: 'Gifted' },
] as const;
const PERIODS = [
  { value: 'all', label: 'All time' },
  { value: 'week', label: 'This week' },
  { value: 'day', label: 'Today' },
] as const;

export function LeaderboardPage() {
  const actor = useActor();
  const [by, chooseBy] = useChoice('by', ['earned', 'balance', 'spent', 'gifted'] as const);
  const [period, choosePeriod] = useChoice('period', ['all', 'week', 'day'] as const);
  const [search, setSearch] = useSearchParams();
  const page = Math.max(0, Math.floor(Number(search.get('page') ?? 1)) - 1) || 0;
  const board = useLeaderboard({
    by,
    period: by === 'balance' ? 'all' : period,
    offset: page * BOARD_PAGE,
    me: actor?.address,
  });
  const goTo = (next: number) =>
    setSearch((now) => {
      const then = new URLSearchParams(now);
      then.set('page', `${next + 1}`);
      return then;
    });
  const { rows, total = 0, me } = board.data ?? {};
  const pages = Math.ceil(total / BOARD_PAGE);
  return (
    <>
      <PageTitle title="Leaderboard" />
      <div className="mb-4 flex flex-wrap gap-2">
        <Choices label="What counts" choices={BY} value={by} onChoose={chooseBy} />
        {by !== 'balance' && <Choices label="In which time" choices={PERIODS} value={period} onChoose={choosePeriod} />}
      </div>
      <section aria-label="Ranking" className={cardClass}>
        {board.isError ? (
          <LoadFailure what="the leaderboard" error={board.error} onRetry={() => board.refetch()} />
        ) : !rows ? (
          <ListSkeleton label="the leaderboard" rows={8} />
        ) : rows.length === 0 ? (
          <Empty title="Nobody stands here yet">Take part and be the first.</Empty>
        ) : (
          <ol className="divide-y divide-line">
            {rows.map((row) => (
              <li
                key={row.address}
                className={cx(
                  'flex items-center gap-3 px-2 py-2.5',
                  row.address === actor?.address && 'rounded-lg bg-accent-soft',
                )}
              >
                <span
                  className={cx(
                    'w-9 shrink-0 text-right font-semibold tabular-nums',
                    row.rank <= 3 ? 'text-gold' : 'text-muted',
                  )}
                >
                  {row.rank}
                </span>
                <span className="min-w-0 flex-1">
                  <Identity {...row} />
                </span>
                {row.address === actor?.address && <span className="text-xs font-medium text-accent">You</span>}
                <Money amount={row.amount} className="font-semibold" />
              </li>
            ))}
          </ol>
        )}
        <div className="mt-4 flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
          <p aria-live="polite">
            {me ? (
              <>
                Your rank: <strong className="text-ink">#{me.rank}</strong> with <Money amount={me.amount} />
              </>
            ) : (
              actor && rows && 'You are not ranked here yet.'
            )}
          </p>
          {pages > 1 && (
            <div className="flex items-center gap-2">
              {me && Math.floor((me.rank - 1) / BOARD_PAGE) !== page && (
                <Button onClick={() => goTo(Math.floor((me.rank - 1) / BOARD_PAGE))}>My rank</Button>
              )}
              <Button disabled={page === 0} onClick={() => goTo(page - 1)}>
                Previous
              </Button>
              <span className="tabular-nums">
                {page + 1} of {pages}
              </span>
              <Button disabled={page + 1 >= pages} onClick={() => goTo(page + 1)}>
                Next
              </Button>
            </div>
          )}
        </div>
      </section>
    </>
  );
}
