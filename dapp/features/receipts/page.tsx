import type { PurchaseResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '../../components/button.tsx';
import { Choices, useChoice } from '../../components/choices.tsx';
import { ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { useCommunity, useOwned } from '../../lib/api.ts';
import { useRefreshAt } from '../../lib/use-refresh-at.ts';
import { useSteady } from '../../lib/use-steady.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { Receipt, type Wish } from './receipt.tsx';
import { RefundDialog } from './refund-dialog.tsx';
import { UseDialog } from './use-dialog.tsx';

const FILTERS = {
  all: { label: msg`All`, states: null },
  current: { label: msg`In use`, states: ['owned', 'fulfilled'] },
  open: { label: msg`Awaited`, states: ['requested', 'overdue'] },
  past: { label: msg`Past`, states: ['refused', 'returned', 'expired'] },
} satisfies Record<string, { label: MessageDescriptor; states: PurchaseResponse['state'][] | null }>;
type Filter = keyof typeof FILTERS;
const NAMES = Object.keys(FILTERS) as Filter[];
const choices = () => NAMES.map((value) => ({ value, label: i18n._(FILTERS[value].label) }));

export function ReceiptsPage() {
  const actor = useActor();
  if (actor) return <Receipts key={actor.address} address={actor.address} />;
  return (
    <>
      <PageTitle title={t`Receipts`} />
      <Empty title={t`Connect to see what you bought`}>
        <p className="mb-3">
          <Trans>Receipts of what you bought on Discord are in /inventory there.</Trans>
        </p>
        <ConnectButton />
      </Empty>
    </>
  );
}

function Receipts({ address }: { address: `0x${string}` }) {
  const { token } = useCommunity();
  const owned = useOwned(address);
  const [filter, choose] = useChoice('show', NAMES);
  // Here and not in the receipt, which may leave the list by what was wished.
  const [wished, wish] = useState<{ wish: Wish; purchase: PurchaseResponse } | null>(null);
  const all = owned.data?.pages.flatMap(({ purchases }) => purchases);
  useRefreshAt(
    all?.flatMap(({ expiresAt, fulfilBy, refund }) => [expiresAt, fulfilBy, refund?.until]) ?? [],
    owned.refetch,
  );
  const states: readonly string[] | null = FILTERS[filter].states;
  const matching = all?.filter(({ state }) => !states || states.includes(state));
  const { shown, kept, hold } = useSteady(matching, ({ purchase }) => `${purchase}`, `${address} ${filter}`);
  const about = wished && (all?.find(({ purchase }) => purchase === wished.purchase.purchase) ?? wished.purchase);
  return (
    <>
      <PageTitle title={t`Receipts`}>
        {all && all.length > 0 && (
          <Choices label={t`Which receipts`} choices={choices()} value={filter} onChoose={choose} />
        )}
      </PageTitle>
      {shown && shown.length > 0 ? (
        <ul className="flex flex-col gap-3" {...hold}>
          {shown.map((purchase) => (
            <Receipt
              key={purchase.purchase}
              purchase={purchase}
              onWish={(chosen) => wish({ wish: chosen, purchase })}
            />
          ))}
        </ul>
      ) : all?.length ? (
        <Empty title={t`No receipt of this kind so far`}>
          <Button onClick={() => choose('all')}>
            <Trans>Show all receipts</Trans>
          </Button>
        </Empty>
      ) : all ? (
        <Empty title={t`You have bought nothing yet`}>
          <Link to={`/c/${token}/shop`} className={buttonClass('accent', 'min-h-10')}>
            <Trans>Go to the shop</Trans>
          </Link>
        </Empty>
      ) : owned.isError ? (
        <LoadFailure what={t`your receipts`} error={owned.error} onRetry={() => owned.refetch()} />
      ) : (
        <ListSkeleton label={t`your receipts`} rows={4} height="h-30" />
      )}
      {kept && (
        <p className="mt-3 text-center text-sm text-muted">
          <Trans>Changes show once the pointer leaves the list.</Trans>
        </p>
      )}
      {about && wished?.wish === 'refund' && <RefundDialog purchase={about} close={() => wish(null)} />}
      {about && wished?.wish === 'use' && <UseDialog purchase={about} close={() => wish(null)} />}
      {owned.hasNextPage && (
        <Button
          className="mt-4 min-h-11 w-full"
          disabled={owned.isFetchingNextPage}
          onClick={() => owned.fetchNextPage()}
        >
          {owned.isFetchingNextPage ? t`Loading …` : t`Show older receipts`}
        </Button>
      )}
    </>
  );
}
