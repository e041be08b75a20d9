import type { ListedClan } from '@guildmint/bot/api/routes/clans.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from 'react-router';
import { Button } from '../../components/button.tsx';
import { Choices, useChoice } from '../../components/choices.tsx';
import { Identity } from '../../components/identity.tsx';
import { Money } from '../../components/money.tsx';
import { ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { useCommunity } from '../../lib/api.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { Challenges } from './challenges.tsx';
import { MyClan } from './my-clan.tsx';
import { useClans } from './use-clans.ts';
import { nameOf, sizeWords } from './words.ts';

const SHOWN = ['clans', 'challenges'] as const;
const SORTS = ['size', 'earned'] as const;

export function ClansPage() {
  const actor = useActor();
  const [show, chooseShow] = useChoice('show', SHOWN);
  return (
    <>
      <PageTitle title={t`Clans`}>
        <Choices
          label={t`What to show`}
          choices={[
            { value: 'clans', label: t`Clans` },
            { value: 'challenges', label: t`Challenges` },
          ]}
          value={show}
          onChoose={chooseShow}
        />
      </PageTitle>
      {show === 'clans' ? (
        <>
          {actor && <MyClan key={actor.address} own={actor.address} />}
          <Board />
        </>
      ) : (
        <Challenges />
      )}
    </>
  );
}

function Board() {
  const [sort, chooseSort] = useChoice('by', SORTS);
  const clans = useClans(sort);
  const all = clans.data?.pages.flatMap((page) => page.clans);
  return (
    <section aria-label={t`All clans`}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">
          <Trans>All clans</Trans>
        </h2>
        <Choices
          label={t`Order`}
          choices={[
            { value: 'size', label: t`By members` },
            { value: 'earned', label: t`Earned this week` },
          ]}
          value={sort}
          onChoose={chooseSort}
        />
      </div>
      {all && all.length > 0 ? (
        <ol className="divide-y divide-line rounded-2xl border border-line bg-raised">
          {all.map((clan, place) => (
            <Row key={clan.clan} clan={clan} place={place + 1} />
          ))}
        </ol>
      ) : all ? (
        <Empty title={t`There is no clan yet`}>
          <Trans>Whoever founds the first one leads it.</Trans>
        </Empty>
      ) : clans.isError ? (
        <LoadFailure what={t`the clans`} error={clans.error} onRetry={() => clans.refetch()} />
      ) : (
        <ListSkeleton label={t`the clans`} rows={5} height="h-16" />
      )}
      {clans.hasNextPage && (
        <Button
          className="mt-4 min-h-11 w-full"
          disabled={clans.isFetchingNextPage}
          onClick={() => clans.fetchNextPage()}
        >
          <Trans>Show more</Trans>
        </Button>
      )}
    </section>
  );
}

function Row({ clan, place }: { clan: ListedClan; place: number }) {
  const { token } = useCommunity();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:px-5">
      <span className="w-6 text-sm text-muted tabular-nums">{place}</span>
      <Link
        to={`/c/${token}/clans/${clan.clan}`}
        className="inline-flex min-h-11 min-w-0 flex-1 items-center font-semibold break-words hover:underline"
      >
        {nameOf(clan)}
      </Link>
      <span className="text-right text-sm text-muted tabular-nums">
        {clan.earned ? <Money amount={clan.earned} className="font-semibold text-ink" /> : sizeWords(clan.size)}
      </span>
      <span className="flex w-full items-center gap-2 pl-10 text-xs text-muted sm:w-52 sm:pl-0">
        <Trans>
          Led by <Identity {...clan.leader} />
        </Trans>
      </span>
    </li>
  );
}
