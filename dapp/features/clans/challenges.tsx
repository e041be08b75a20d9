import type { ChallengeResponse } from '@guildmint/bot/api/routes/clans.ts';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { Trophy } from 'lucide-react';
import { Link } from 'react-router';
import { Button } from '../../components/button.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, ListSkeleton } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { useCommunity } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { locale } from '../../lib/language.ts';
import { once } from '../../lib/once.ts';
import { useNow } from '../../lib/time.ts';
import { useChallenges } from './use-clans.ts';
import { nameOf } from './words.ts';

const date = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }));
const DAY_MS = 86_400_000;

/** What clans compete in, the newest first. */
export function Challenges() {
  const challenges = useChallenges();
  const all = challenges.data?.pages.flatMap((page) => page.challenges);
  if (all && all.length > 0)
    return (
      <>
        <ul className="grid items-start gap-4 lg:grid-cols-2">
          {all.map((challenge) => (
            <Challenge key={challenge.challenge} challenge={challenge} />
          ))}
        </ul>
        {challenges.hasNextPage && (
          <Button
            className="mt-4 min-h-11 w-full"
            disabled={challenges.isFetchingNextPage}
            onClick={() => challenges.fetchNextPage()}
          >
            <Trans>Show older challenges</Trans>
          </Button>
        )}
      </>
    );
  if (all)
    return (
      <Empty title={t`There has been no challenge yet`}>
        <Trans>The community’s admins announce them, with a pool to win.</Trans>
      </Empty>
    );
  if (challenges.isError)
    return <LoadFailure what={t`the challenges`} error={challenges.error} onRetry={() => challenges.refetch()} />;
  return <ListSkeleton label={t`the challenges`} rows={3} height="h-40" />;
}

/** @param now ms */
function stateOf({ state, firstDay, lastDay }: ChallengeResponse, now: number) {
  if (state === 'cancelled') return t`Called off`;
  if (state === 'closed') return t`Over: the scores are final`;
  if (now < Date.parse(firstDay)) return t`Begins soon`;
  return now < Date.parse(lastDay) + DAY_MS ? t`Under way` : t`Scores are being counted`;
}

function Challenge({ challenge }: { challenge: ChallengeResponse }) {
  const { token } = useCommunity();
  const now = useNow();
  const { title, pool, firstDay, lastDay, scores, state } = challenge;
  const best = Math.max(1, ...scores.map(({ score }) => score));
  const total = scores.reduce((sum, { score }) => sum + score, 0);
  return (
    <li className={cx(cardClass, 'flex flex-col gap-3')}>
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="font-semibold break-words">{title ?? t`Challenge ${challenge.challenge}`}</h2>
          <p className="text-sm text-muted">
            {date().formatRange(Date.parse(firstDay), Date.parse(lastDay))}, {stateOf(challenge, now)}
          </p>
        </div>
        <p className="shrink-0 text-right font-semibold">
          <Money amount={pool} />
          <span className="block text-xs font-normal text-muted">
            <Trans>to win</Trans>
          </span>
        </p>
      </div>
      {scores.length > 0 ? (
        <ol className="flex flex-col gap-2">
          {scores.map((each, place) => (
            <li key={each.clan} className="text-sm">
              <span className="flex items-center justify-between gap-3">
                <Link
                  to={`/c/${token}/clans/${each.clan}`}
                  className="inline-flex min-h-9 min-w-0 items-center gap-1.5 font-medium hover:underline pointer-coarse:min-h-11"
                >
                  {place === 0 && state === 'closed' && <Trophy className="size-4 text-gold" aria-label={t`First`} />}
                  {nameOf(each)}
                </Link>
                <span className="text-muted tabular-nums">
                  <Plural value={each.score} one="# day" other="# days" />
                  {total > 0 && (
                    <>
                      {' · '}
                      <Money amount={(BigInt(pool.value) * BigInt(each.score)) / BigInt(total)} />
                    </>
                  )}
                </span>
              </span>
              <span aria-hidden className="block h-2 overflow-hidden rounded-full bg-field">
                <span
                  className="block h-full rounded-full bg-accent"
                  style={{ width: `${(each.score / best) * 100}%` }}
                />
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <p className="text-sm text-muted">
          <Trans>
            A clan’s score is on how many days its members are active. It is counted on-chain after the last day.
          </Trans>
        </p>
      )}
    </li>
  );
}
