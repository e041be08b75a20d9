import type { ListingResponse } from '@guildmint/bot/api/routes/market.ts';
import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Tag } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Address } from 'viem';
import { AffordableButton } from '../../components/affordable-button.tsx';
import { useAssetNames } from '../../components/asset.tsx';
import { Button } from '../../components/button.tsx';
import { Choices, useChoice, useClearChoices } from '../../components/choices.tsx';
import { inputClass } from '../../components/field.tsx';
import { PageTitle, Skeleton } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { useBalance } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { useRefreshAt } from '../../lib/use-refresh-at.ts';
import { useSteady } from '../../lib/use-steady.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { ListingCard } from './listing-card.tsx';
import { useListings } from './use-market.ts';

/** Only who buys or sells needs what encodes and sends. */
const dialogs = () => import('./listing-dialogs.tsx');
const BuyDialog = lazy(async () => ({ default: (await dialogs()).BuyDialog }));
const WithdrawDialog = lazy(async () => ({ default: (await dialogs()).WithdrawDialog }));
const SellDialog = lazy(async () => ({ default: (await import('./sell-dialog.tsx')).SellDialog }));

const SHOWN = ['all', 'mine'] as const;
const ORDERS = ['newest', 'cheapest', 'dearest', 'ending'] as const;
const ORDER_WORDS = {
  newest: msg`Newest first`,
  cheapest: msg`Cheapest first`,
  dearest: msg`Dearest first`,
  ending: msg`Ending soon`,
};

export function MarketPage() {
  const actor = useActor();
  const [show, chooseShow] = useChoice('show', SHOWN);
  const [selling, setSelling] = useState(false);
  return (
    <>
      <PageTitle title={t`Market`}>
        {actor && (
          <Button variant="accent" className="min-h-10" onClick={() => setSelling(true)}>
            <Tag className="size-4" aria-hidden />
            <Trans>Sell something</Trans>
          </Button>
        )}
      </PageTitle>
      <div className="mb-4 flex">
        <Choices
          label={t`Which listings`}
          choices={[
            { value: 'all', label: t`For sale` },
            { value: 'mine', label: t`My listings` },
          ]}
          value={show}
          onChoose={chooseShow}
        />
      </div>
      {show === 'all' ? (
        <Listings key="all" own={actor?.address} />
      ) : actor ? (
        <Listings key={actor.address} own={actor.address} seller={actor.address} />
      ) : (
        <Empty title={t`Connect to see what you sell`}>
          <ConnectButton />
        </Empty>
      )}
      <Suspense>{selling && <SellDialog close={() => setSelling(false)} />}</Suspense>
    </>
  );
}

function Listings({ own, seller }: { own: Address | undefined; seller?: Address }) {
  const listings = useListings(seller);
  const balance = useBalance(own).data;
  const nameOf = useAssetNames();
  const all = listings.data?.pages.flatMap((page) => page.listings);
  const kinds = ['all', ...new Set(all?.map(kindOf))];
  const [kind, chooseKind] = useChoice('item', kinds);
  const [order, chooseOrder] = useChoice('order', ORDERS);
  const [wanted, chooseWanted] = useChoice('price', ['any', 'affordable'] as const);
  const clear = useClearChoices();
  // Here and not in the card, which leaves the list by what was wished.
  const [wished, wish] = useState<ListingResponse | null>(null);
  useRefreshAt(all?.map(({ expiresAt }) => expiresAt) ?? [], listings.refetch);

  const have = balance ? BigInt(balance.balance.value) : null;
  const affordable = !seller && wanted === 'affordable' && have !== null;
  const matching = all
    ?.filter((each) => kind === 'all' || kindOf(each) === kind)
    .filter((each) => !affordable || BigInt(each.price.value) <= (have ?? 0n))
    .sort(COMPARE[order]);
  const { shown, kept, hold } = useSteady(matching, ({ listing }) => `${listing}`, `${kind} ${order} ${affordable}`);
  const current = wished && (all?.find(({ listing }) => listing === wished.listing) ?? null);
  const isOwn = wished !== null && wished.seller.address === own;
  return (
    <>
      {all && all.length > 0 && (
        <div className="mb-5 flex flex-wrap items-center gap-2">
          <div className="min-w-36 flex-1 sm:max-w-48">
            <select
              aria-label={t`What is sold`}
              className={cx(inputClass, 'min-h-10')}
              value={kind}
              onChange={(event) => chooseKind(event.target.value)}
            >
              {kinds.map((value) => (
                <option key={value} value={value}>
                  {value === 'all' ? t`Everything` : nameOfKind(value, nameOf)}
                </option>
              ))}
            </select>
          </div>
          <div className="min-w-36 flex-1 sm:max-w-48">
            <select
              aria-label={t`Order`}
              className={cx(inputClass, 'min-h-10')}
              value={order}
              onChange={(event) => chooseOrder(event.target.value as (typeof ORDERS)[number])}
            >
              {ORDERS.map((value) => (
                <option key={value} value={value}>
                  {i18n._(ORDER_WORDS[value])}
                </option>
              ))}
            </select>
          </div>
          {have !== null && !seller && (
            <AffordableButton on={affordable} toggle={() => chooseWanted(affordable ? 'any' : 'affordable')} />
          )}
        </div>
      )}
      {shown && shown.length > 0 ? (
        <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3" {...hold}>
          {shown.map((listing) => (
            <ListingCard
              key={listing.listing}
              listing={listing}
              own={listing.seller.address === own}
              onWish={() => wish(listing)}
            />
          ))}
        </ul>
      ) : all?.length ? (
        <Empty title={t`Nothing on the market matches`}>
          <Button onClick={clear}>
            <Trans>Clear the filters</Trans>
          </Button>
        </Empty>
      ) : all ? (
        seller ? (
          <Empty title={t`You sell nothing at the moment`}>
            <Trans>Items that may be passed on and collectibles can be sold.</Trans>
          </Empty>
        ) : (
          <Empty title={t`Nothing is for sale at the moment`}>
            <Trans>Members sell here what they may pass on.</Trans>
          </Empty>
        )
      ) : listings.isError ? (
        <LoadFailure what={t`the market`} error={listings.error} onRetry={() => listings.refetch()} />
      ) : (
        <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
          <p role="status" className="sr-only">
            <Trans>Loading the market</Trans>
          </p>
          {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
            <Skeleton key={key} className="h-48 rounded-2xl" />
          ))}
        </div>
      )}
      {kept && (
        <p className="mt-3 text-center text-sm text-muted">
          <Trans>Changes show once the pointer leaves the list.</Trans>
        </p>
      )}
      {listings.hasNextPage && (
        <Button
          className="mt-4 min-h-11 w-full"
          disabled={listings.isFetchingNextPage}
          onClick={() => listings.fetchNextPage()}
        >
          {listings.isFetchingNextPage ? t`Loading …` : t`Show more`}
        </Button>
      )}
      <Suspense>
        {wished && isOwn && <WithdrawDialog listing={wished} close={() => wish(null)} />}
        {wished && !isOwn && <BuyDialog before={wished} now={current} close={() => wish(null)} />}
      </Suspense>
    </>
  );
}

/** Listings of the same thing: of an item, or of any NFT. */
const kindOf = (listing: ListingResponse) => (listing.collection === null ? listing.item : 'nft');
const nameOfKind = (kind: string, nameOf: ReturnType<typeof useAssetNames>) =>
  kind === 'nft' ? t`Collectibles` : nameOf({ collection: null, id: kind }).name;

const priceOf = ({ price }: ListingResponse) => BigInt(price.value);
const sign = (value: bigint) => (value < 0n ? -1 : value > 0n ? 1 : 0);
const COMPARE: Record<(typeof ORDERS)[number], (a: ListingResponse, b: ListingResponse) => number> = {
  newest: (a, b) => b.listing - a.listing,
  cheapest: (a, b) => sign(priceOf(a) - priceOf(b)) || b.listing - a.listing,
  dearest: (a, b) => sign(priceOf(b) - priceOf(a)) || b.listing - a.listing,
  ending: (a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt),
};
