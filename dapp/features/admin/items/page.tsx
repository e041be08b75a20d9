import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '../../../components/button.tsx';
import { Choices, useChoice } from '../../../components/choices.tsx';
import { ItemPicture } from '../../../components/item-picture.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useItems, useToken } from '../../../lib/api.ts';
import { closedWord } from '../../../lib/item-words.ts';
import { useMay } from '../role.ts';
import { kindName } from '../words.ts';
import { StockDialog } from './stock-dialog.tsx';

const SHOWN = ['all', 'sale', 'off'] as const;
const LABELS = { all: msg`All`, sale: msg`On sale`, off: msg`Not on sale` };

export function ItemsPage() {
  const token = useToken();
  const items = useItems();
  const mayChange = useMay('admin');
  const [show, choose] = useChoice('show', SHOWN);
  const [stocking, stock] = useState<ItemResponse | null>(null);
  const all = items.data?.items;
  const shown = all?.filter(({ state }) => show === 'all' || (state === 'open') === (show === 'sale'));
  return (
    <>
      <PageTitle title={t`Items`}>
        {mayChange && (
          <Link to={`/c/${token}/admin/items/new`} className={buttonClass('accent')}>
            <Plus className="size-4" aria-hidden />
            <Trans>New item</Trans>
          </Link>
        )}
      </PageTitle>
      <div className="mb-4 flex">
        <Choices
          label={t`Which items`}
          choices={SHOWN.map((value) => ({ value, label: i18n._(LABELS[value]) }))}
          value={show}
          onChoose={choose}
        />
      </div>
      {items.isError && !all ? (
        <LoadFailure what={t`the items`} error={items.error} onRetry={() => items.refetch()} />
      ) : !shown ? (
        <ListSkeleton label={t`the items`} />
      ) : shown.length === 0 ? (
        show === 'all' ? (
          <Empty title={t`Nothing is for sale yet`}>
            <Trans>Make the first item with “New item”.</Trans>
          </Empty>
        ) : (
          <Empty title={t`None of this kind`}>
            <Button className="mt-2" onClick={() => choose('all')}>
              <Trans>Show all</Trans>
            </Button>
          </Empty>
        )
      ) : (
        <ul aria-label={t`Items`} className={`${cardClass} divide-y divide-line py-1`}>
          {shown.map((item) => (
            <li key={item.item} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
              <ItemPicture emoji={item.emoji} />
              <div className="min-w-0 flex-1 basis-40">
                <h2 className="truncate font-semibold">{item.name}</h2>
                <p className="text-xs text-muted">
                  <Trans>
                    {kindName(item.category)} · {closedWord(item) ?? t`On sale`} · {formatCount(item.sold)} sold
                  </Trans>
                </p>
              </div>
              <div className="text-right">
                <Money amount={item.price} className="block font-semibold" />
                <span className="block text-xs text-muted tabular-nums">
                  {item.left === null ? t`no end` : t`${formatCount(item.left)} left`}
                </span>
              </div>
              {mayChange && (
                <div className="flex gap-2">
                  <Button onClick={() => stock(item)}>
                    <Trans>
                      Stock<span className="sr-only"> of {item.name}</span>
                    </Trans>
                  </Button>
                  <Link to={`/c/${token}/admin/items/${item.item}`} className={buttonClass('secondary')}>
                    <Trans>
                      Edit<span className="sr-only"> {item.name}</span>
                    </Trans>
                  </Link>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {stocking && <StockDialog item={stocking} onClose={() => stock(null)} />}
    </>
  );
}
