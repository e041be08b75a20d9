import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowLeft } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { ItemPicture } from '../../components/item-picture.tsx';
import { cardClass, Skeleton } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { useCommunity, useItems } from '../../lib/api.ts';
import { useRefreshAt } from '../../lib/use-refresh-at.ts';
import { Checkout } from './checkout.tsx';
import { Terms } from './terms.tsx';
import { capital } from './words.ts';

export function ItemPage() {
  const { item: named = '' } = useParams();
  const { token } = useCommunity();
  const items = useItems();
  const all = items.data?.items;
  const item = all?.find(({ key }) => key === named) ?? all?.find((each) => `${each.item}` === named);
  useRefreshAt([item?.saleCloses, item?.opens, item?.closes], items.refetch);
  return (
    <>
      <Link
        to={`/c/${token}/shop`}
        className="mb-3 -ml-1 inline-flex min-h-10 items-center gap-1.5 rounded-lg px-1 text-sm text-muted hover:text-ink pointer-coarse:min-h-11"
      >
        <ArrowLeft className="size-4" aria-hidden />
        <Trans>Shop</Trans>
      </Link>
      {item ? (
        <div className="grid gap-5 lg:grid-cols-[1.3fr_1fr] lg:grid-rows-[auto_1fr]">
          <section aria-label={item.name} className={cardClass}>
            <div className="flex items-center gap-4">
              <ItemPicture emoji={item.emoji} large />
              <div className="min-w-0">
                <p className="text-sm text-muted">{capital(item.category)}</p>
                <h1 className="text-2xl font-bold tracking-tight text-balance">{item.name}</h1>
              </div>
            </div>
            {item.description && <p className="mt-4 text-pretty">{item.description}</p>}
          </section>
          <Checkout key={item.item} item={item} />
          <Terms item={item} />
        </div>
      ) : all ? (
        <Empty title={t`There is no such item here`}>
          <Link to={`/c/${token}/shop`} className="text-accent underline underline-offset-4">
            <Trans>See what the shop sells</Trans>
          </Link>
        </Empty>
      ) : items.isError ? (
        <LoadFailure what={t`this item`} error={items.error} onRetry={() => items.refetch()} />
      ) : (
        <div className="grid gap-5 lg:grid-cols-[1.3fr_1fr]">
          <p role="status" className="sr-only">
            <Trans>Loading the item</Trans>
          </p>
          <Skeleton className="h-110 rounded-2xl" />
          <Skeleton className="h-64 rounded-2xl" />
        </div>
      )}
    </>
  );
}
