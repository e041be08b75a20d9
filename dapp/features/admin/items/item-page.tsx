import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowLeft } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { useCommunity, useItems, useToken } from '../../../lib/api.ts';
import { useMay } from '../role.ts';
import { wish } from '../use-write.ts';
import { changeBody, itemBody, NEW, valuesOf } from './form-values.ts';
import { ItemForm } from './item-form.tsx';

export function NewItemPage() {
  const token = useToken();
  const items = useItems();
  const navigate = useNavigate();
  return (
    <Page title={t`New item`}>
      <ItemForm
        initial={NEW}
        isNew
        action={t`Put it into the shop`}
        wishOf={(values) => wish(values.name.trim(), 'POST', `/api/${token}/shop`, itemBody(values))}
        onDone={() => void items.refetch().then(() => navigate(`/c/${token}/admin/items`))}
      />
    </Page>
  );
}

export function EditItemPage() {
  const items = useItems();
  const { item: wanted } = useParams();
  const item = items.data?.items.find((each) => `${each.item}` === wanted || each.key === wanted);
  return (
    <Page title={item?.name ?? t`Item`}>
      {item ? (
        <Edit key={item.item} item={item} />
      ) : items.data ? (
        <Empty title={t`There is no such item here`}>
          <Trans>Go back to all items.</Trans>
        </Empty>
      ) : items.isError ? (
        <LoadFailure what={t`the item`} error={items.error} onRetry={() => items.refetch()} />
      ) : (
        <ListSkeleton label={t`the item`} rows={3} height="h-40" />
      )}
    </Page>
  );
}

function Edit({ item }: { item: ItemResponse }) {
  const { token, decimals } = useCommunity();
  const items = useItems();
  const before = valuesOf(item, decimals);
  return (
    <ItemForm
      initial={before}
      isNew={false}
      action={t`Change it`}
      wishOf={(values) => {
        const body = changeBody(before, values);
        return body && wish(item.name, 'PUT', `/api/${token}/shop/${item.item}`, body);
      }}
      onDone={() => void items.refetch()}
    />
  );
}

function Page({ title, children }: { title: string; children: React.ReactNode }) {
  const token = useToken();
  const mayChange = useMay('admin');
  return (
    <>
      <Link
        to={`/c/${token}/admin/items`}
        className="mb-2 inline-flex min-h-11 items-center gap-1.5 text-sm font-medium text-accent"
      >
        <ArrowLeft className="size-4" aria-hidden />
        <Trans>All items</Trans>
      </Link>
      <PageTitle title={title} />
      {mayChange ? (
        children
      ) : (
        <Empty title={t`Admins change the shop`}>
          <Trans>Ask one of them, or the owner.</Trans>
        </Empty>
      )}
    </>
  );
}
