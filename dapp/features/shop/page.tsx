import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { Link, useSearchParams } from 'react-router';
import { Button } from '../../components/button.tsx';
import { Choices, useChoice } from '../../components/choices.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { ItemPicture } from '../../components/item-picture.tsx';
import { Money } from '../../components/money.tsx';
import { PageTitle, Skeleton } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { useBalance, useCommunity, useItems } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { closedWords, durationWords } from '../../lib/item-words.ts';
import { TIER_NAMES, TIERS } from '../../lib/tiers.ts';
import { useActor } from '../../lib/wallet/actor.tsx';

export function ShopPage() {
  const items = useItems();
  const balance = useBalance(useActor()?.address).data;
  const categories = [...new Set(items.data?.items.map(({ category }) => category))];
  const [category, choose] = useChoice('category', ['all', ...categories]);
  const [search, setSearch] = useSearchParams();
  const affordable = search.get('affordable') === '1';
  const have = balance ? BigInt(balance.balance.value) : null;
  const listed = items.data?.items.filter(({ state }) => state !== 'inactive');
  const shown = listed?.filter(
    (item) =>
      (category === 'all' || item.category === category) &&
      (!affordable || have === null || BigInt(item.price.value) <= have),
  );
  return (
    <>
      <PageTitle title="Shop">
        {balance && (
          <p className="text-sm text-muted">
            You have <Money amount={balance.balance} className="font-semibold text-ink" />
          </p>
        )}
      </PageTitle>
      <div className="mb-5 flex flex-wrap items-center gap-2">
        {categories.length > 1 && (
          <Choices
            label="Category"
            choices={['all', ...categories].map((value) => ({
              value,
              label: value === 'all' ? 'All' : capital(value),
            }))}
            value={category}
            onChoose={choose}
          />
        )}
        {balance && (
          <Button
            aria-pressed={affordable}
            className={cx('min-h-10', affordable && 'border-accent text-accent')}
            onClick={() =>
              setSearch(
                (now) => {
                  const then = new URLSearchParams(now);
                  if (affordable) then.delete('affordable');
                  else then.set('affordable', '1');
                  return then;
                },
                { replace: true },
              )
            }
          >
            I can afford
          </Button>
        )}
      </div>
      {items.isError ? (
        <LoadFailure what="the shop" error={items.error} onRetry={() => items.refetch()} />
      ) : !shown ? (
        <ShelfSkeleton />
      ) : shown.length > 0 ? (
        <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {shown.map((item) => (
            <Shelf key={item.item} item={item} tier={balance?.tier} have={have} />
          ))}
        </ul>
      ) : listed?.length ? (
        <Empty title="Nothing here matches">
          <Button onClick={() => setSearch({}, { replace: true })}>Clear the filters</Button>
        </Empty>
      ) : (
        <Empty title="The shop is empty">The community’s staff have put nothing on its shelves yet.</Empty>
      )}
    </>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

type ShelfProps = { item: ItemResponse; tier: (typeof TIERS)[number] | undefined; have: bigint | null };

function Shelf({ item, tier, have }: ShelfProps) {
  const { token } = useCommunity();
  const tooLow = tier && TIERS.indexOf(tier) < TIERS.indexOf(item.minTier);
  const missing = have !== null && BigInt(item.price.value) > have ? BigInt(item.price.value) - have : null;
  const closed = closedWords(item);
  return (
    <li
      className={cx(
        'relative flex flex-col rounded-2xl border border-line bg-raised p-5 transition hover:border-muted',
        closed && 'opacity-75',
      )}
    >
      <div className="flex items-start gap-3.5">
        <ItemPicture emoji={item.emoji} />
        <div className="min-w-0">
          <h2 className="font-semibold">
            <Link
              to={`/c/${token}/shop/${item.key ?? item.item}`}
              className="after:absolute after:inset-0 after:rounded-2xl"
            >
              {item.name}
            </Link>
          </h2>
          <p className="text-xs text-muted">
            {capital(item.category)}
            {item.duration && ` · ${durationWords(item.duration)}`}
          </p>
        </div>
      </div>
      {item.description && <p className="mt-3 line-clamp-2 text-sm text-muted">{item.description}</p>}
      <div className="mt-auto flex items-end justify-between gap-3 pt-4">
        <p className="text-lg font-bold">
          <Money amount={item.price} />
          {item.saleCloses && <s className="ml-2 text-sm font-normal text-muted">{item.regularPrice.formatted}</s>}
        </p>
        <p className="text-right text-xs text-muted" aria-live="polite">
          {closed ?? (item.left === null ? '' : `${item.left.toLocaleString()} left`)}
        </p>
      </div>
      {item.saleCloses && (
        <p className="mt-1 text-xs font-medium text-gold">
          Flash sale ends in <Countdown until={item.saleCloses} />
        </p>
      )}
      {!closed && (tooLow || missing) && (
        <p className="mt-1 text-xs text-muted">
          {tooLow ? (
            `For ${TIER_NAMES[item.minTier]} members and above`
          ) : (
            <>
              You need <Money amount={missing ?? 0n} /> more
            </>
          )}
        </p>
      )}
    </li>
  );
}

function ShelfSkeleton() {
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      <p role="status" className="sr-only">
        Loading the shop
      </p>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <Skeleton key={key} className="h-40" />
      ))}
    </div>
  );
}
