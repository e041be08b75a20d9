import { Link, useSearchParams } from 'react-router';
import { Button } from '../../components/button.tsx';
import { Identity } from '../../components/identity.tsx';
import { ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { useCommunity } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { formatTime } from '../../lib/time.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { useAssetNames } from '../market/asset.tsx';
import { Collectibles } from './collectibles.tsx';
import { PAGE, useDraws } from './use-draws.ts';
import { STATE_COLOURS, STATE_WORDS } from './words.ts';

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
      <PageTitle title="NFT draws" />
      <p className="mb-5 max-w-prose text-sm text-muted text-pretty">
        Who redeems a random NFT has it drawn from the community’s stash. A secret that was fixed before the sale is
        mixed with the hash of a later block, so nobody can choose the outcome; each draw can be checked here, in your
        own browser.
      </p>
      {actor && <Collectibles key={actor.address} own={actor.address} />}
      {draws.data && draws.data.draws.length > 0 ? (
        <ul aria-label="Draws" className="divide-y divide-line rounded-2xl border border-line bg-raised">
          {draws.data.draws.map(({ draw, state, buyer, item, boughtAt, units }) => (
            <li key={draw} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:px-5">
              <Link
                to={`/c/${token}/draws/${draw}`}
                className="inline-flex min-h-11 items-center font-semibold hover:underline"
              >
                Draw {draw}
              </Link>
              <span className={cx('rounded-full px-2.5 py-0.5 text-xs font-medium', STATE_COLOURS[state])}>
                {STATE_WORDS[state]}
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
          <Empty title="The list ends before this page">
            <Button onClick={() => turn(0)}>Go to its top</Button>
          </Empty>
        ) : (
          <Empty title="Nothing has been drawn yet">Draws stand here from the moment that they are asked for.</Empty>
        )
      ) : draws.isError ? (
        <LoadFailure
          what="the draws"
          error={new Error('The chain does not answer: check your connection and try again.')}
          onRetry={() => draws.refetch()}
        />
      ) : (
        <ListSkeleton label="the draws" rows={5} height="h-14" />
      )}
      {draws.data && draws.data.total > PAGE && (
        <div className="mt-4 flex justify-between gap-3">
          <Button disabled={page === 0} onClick={() => turn(page - 1)}>
            Newer
          </Button>
          <Button disabled={(page + 1) * PAGE >= draws.data.total} onClick={() => turn(page + 1)}>
            Older
          </Button>
        </div>
      )}
    </>
  );
}
