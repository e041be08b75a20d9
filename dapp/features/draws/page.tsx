import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useSearchParams } from 'react-router';
import { useAssetNames } from '../../components/asset.tsx';
import { Button } from '../../components/button.tsx';
import { Identity } from '../../components/identity.tsx';
import { ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { useCommunity } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { formatTime } from '../../lib/time.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { Collectibles } from './collectibles.tsx';
import { PAGE, useDraws } from './use-draws.ts';
import { STATE_COLOURS, stateWords } from './words.ts';

/** Every draw of an NFT, each with its proof. */
export function DrawsPage() {
  const { token } = useCommunity();
  const actor = useActor();
  const [search, setSearch] = useSearchParams();
  const page = Math.max(0, Math.trunc(Number(search.get('page') ?? 1)) - 1 || 0);
  const draws = useDraws(page);
  const nameOf = useAssetNames();
  const turn = (next: number) => setSearch(next === 0 ? {} : { page: `${next + 1}` }, { preventScrollReset: true });
  return (
    <>
      <PageTitle title={t`NFT draws`} />
      <p className="mb-5 max-w-prose text-sm text-muted text-pretty">
        <Trans>
          Who redeems a random NFT has it drawn from the community’s stash. A secret that was fixed before the sale is
          mixed with the hash of a later block, so nobody can choose the outcome; each draw can be checked here, in your
          own browser.
        </Trans>
      </p>
      {actor && <Collectibles key={actor.address} own={actor.address} />}
      {draws.data && draws.data.draws.length > 0 ? (
        <ul aria-label={t`Draws`} className="divide-y divide-line rounded-2xl border border-line bg-raised">
          {draws.data.draws.map(({ draw, state, buyer, item, boughtAt, units }) => (
            <li key={draw} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:px-5">
              <Link
                to={`/c/${token}/draws/${draw}`}
                className="inline-flex min-h-11 items-center font-semibold hover:underline"
              >
                <Trans>Draw {draw}</Trans>
              </Link>
              <span className={cx('rounded-full px-2.5 py-0.5 text-xs font-medium', STATE_COLOURS[state])}>
                {stateWords(state)}
              </span>
              <span className="min-w-0 flex-1 text-sm text-muted">
                {nameOf({ collection: null, id: `${item}` }).name}
                {units > 1 && ` × ${units}`}, {formatTime(boughtAt, 'd')}
              </span>
              <Identity address={buyer.toLowerCase()} userId={null} name={null} />
            </li>
          ))}
        </ul>
      ) : draws.data ? (
        page > 0 ? (
          <Empty title={t`The list ends before this page`}>
            <Button onClick={() => turn(0)}>
              <Trans>Go to its top</Trans>
            </Button>
          </Empty>
        ) : (
          <Empty title={t`Nothing has been drawn yet`}>
            <Trans>Draws stand here from the moment that they are asked for.</Trans>
          </Empty>
        )
      ) : draws.isError ? (
        <LoadFailure
          what={t`the draws`}
          error={new Error(t`The chain does not answer: check your connection and try again.`)}
          onRetry={() => draws.refetch()}
        />
      ) : (
        <ListSkeleton label={t`the draws`} rows={5} height="h-14" />
      )}
      {draws.data && draws.data.total > PAGE && (
        <div className="mt-4 flex justify-between gap-3">
          <Button disabled={page === 0} onClick={() => turn(page - 1)}>
            <Trans>Newer</Trans>
          </Button>
          <Button disabled={(page + 1) * PAGE >= draws.data.total} onClick={() => turn(page + 1)}>
            <Trans>Older</Trans>
          </Button>
        </div>
      )}
    </>
  );
}
