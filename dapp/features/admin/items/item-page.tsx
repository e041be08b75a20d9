import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { ArrowLeft } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { useCommunity, useItems, useToken } from '../../../lib/api.ts';
import { useMay } from '../role.ts';
import { changeBody, itemBody, NEW, valuesOf } from './form-values.ts';
import { ItemForm } from './item-form.tsx';

export function NewItemPage() {
  const token = useToken();
  const items = useItems();
  const navigate = useNavigate();
  return (
    <Page title="New item">
      <ItemForm
        initial={NEW}
        isNew
        action="Put it into the shop"
        wishOf={(values) => ({
          label: values.name.trim(),
          method: 'POST',
          path: `/api/${token}/shop`,
          body: itemBody(values),
        })}
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
    <Page title={item?.name ?? 'Item'}>
      {item ? (
        <Edit key={item.item} item={item} />
      ) : items.data ? (
        <Empty title="There is no such item here">Go back to all items.</Empty>
      ) : items.isError ? (
        <LoadFailure what="the item" error={items.error} onRetry={() => items.refetch()} />
      ) : (
        <ListSkeleton label="the item" rows={3} height="h-40" />
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
      action="Change it"
      wishOf={(values) => {
        const body = changeBody(before, values);
        return body && { label: item.name, method: 'PUT', path: `/api/${token}/shop/${item.item}`, body };
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
        All items
      </Link>
      <PageTitle title={title} />
      {mayChange ? children : <Empty title="Admins change the shop">Ask one of them, or the owner.</Empty>}
    </>
  );
}
