import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { AffordableButton } from '../../components/affordable-button.tsx';
import { Button } from '../../components/button.tsx';
import { Choices, useChoice, useClearChoices } from '../../components/choices.tsx';
import { Money } from '../../components/money.tsx';
import { PageTitle, Skeleton } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { useBalance, useItems } from '../../lib/api.ts';
import { useRefreshAt } from '../../lib/use-refresh-at.ts';
import { useSteady } from '../../lib/use-steady.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { ItemCard } from './item-card.tsx';
import { capital } from './words.ts';

export function ShopPage() {
  const items = useItems();
  const actor = useActor();
  const balance = useBalance(actor?.address).data;
  const listed = items.data?.items.filter(({ state }) => state !== 'inactive');
  const categories = ['all', ...new Set(listed?.map((item) => item.category))];
  const [category, chooseCategory] = useChoice('category', categories);
  const [wanted, chooseWanted] = useChoice('price', ['any', 'affordable'] as const);
  const clear = useClearChoices();
  useRefreshAt(listed?.flatMap(({ saleCloses, opens, closes }) => [saleCloses, opens, closes]) ?? [], items.refetch);

  const have = balance ? BigInt(balance.balance.value) : null;
  const affordable = wanted === 'affordable' && have !== null;
  const matching = listed?.filter(
    (item) =>
      (category === 'all' || item.category === category) && (!affordable || BigInt(item.price.value) <= (have ?? 0n)),
  );
  const { shown, hold } = useSteady(matching, ({ item }) => `${item}`, `${category} ${affordable}`);
  return (
    <>
      <PageTitle title={t`Shop`}>
        {balance && (
          <p className="text-sm text-muted">
            <Trans>
              You have <Money amount={balance.balance} className="font-semibold text-ink" />
            </Trans>
          </p>
        )}
      </PageTitle>
      <div className="mb-5 flex flex-wrap items-center gap-2">
        {categories.length > 2 && (
          <Choices
            label={t`Category`}
            choices={categories.map((value) => ({ value, label: value === 'all' ? t`All` : capital(value) }))}
            value={category}
            onChoose={chooseCategory}
          />
        )}
        {balance && <AffordableButton on={affordable} toggle={() => chooseWanted(affordable ? 'any' : 'affordable')} />}
      </div>
      {shown && shown.length > 0 ? (
        <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3" {...hold}>
          {shown.map((item) => (
            <ItemCard key={item.item} item={item} tier={balance?.tier} have={have} />
          ))}
        </ul>
      ) : listed?.length ? (
        <Empty title={t`Nothing in the shop matches`}>
          <Button onClick={clear}>
            <Trans>Clear the filters</Trans>
          </Button>
        </Empty>
      ) : listed ? (
        <Empty title={t`The shop is empty`}>
          <Trans>The community’s staff have put nothing on its shelves yet.</Trans>
        </Empty>
      ) : items.isError ? (
        <LoadFailure what={t`the shop`} error={items.error} onRetry={() => items.refetch()} />
      ) : (
        <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
          <p role="status" className="sr-only">
            <Trans>Loading the shop</Trans>
          </p>
          {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
            <Skeleton key={key} className="h-46 rounded-2xl" />
          ))}
        </div>
      )}
    </>
  );
}
