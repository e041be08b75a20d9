import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Choices, useChoice } from '../../components/choices.tsx';
import { HistoryList } from '../../components/history-list.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { useHistory } from '../../lib/api.ts';
import { entryKey } from '../../lib/entry-key.ts';
import { useSteady } from '../../lib/use-steady.ts';
import { useActor } from '../../lib/wallet/actor.tsx';

const FILTERS = {
  all: { label: msg`All`, types: null },
  earned: {
    label: msg`Earned`,
    types: [
      ...['earn', 'daily', 'weekly_streak', 'monthly_active', 'invite_friend', 'achievement', 'award'],
      ...['gift_bonus', 'task_reward', 'bonus', 'issue'],
    ],
  },
  transfers: { label: msg`Transfers`, types: ['gift', 'gift_received', 'transfer_send', 'transfer_receive'] },
  shop: { label: msg`Shop`, types: ['shop_purchase', 'refund', 'burn'] },
  market: {
    label: msg`Market`,
    types: [
      ...['market_purchase', 'market_sale', 'market_fee'],
      ...['trade_send', 'trade_receive', 'swap_send', 'swap_receive'],
    ],
  },
  tasks: { label: msg`Tasks`, types: ['task_escrow', 'task_return', 'task_reward'] },
} satisfies Record<string, { label: MessageDescriptor; types: string[] | null }>;
type Filter = keyof typeof FILTERS;
const NAMES = Object.keys(FILTERS) as Filter[];
const choices = () => NAMES.map((value) => ({ value, label: i18n._(FILTERS[value].label) }));

export function HistoryPage() {
  const actor = useActor();
  if (actor) return <Movements key={actor.address} address={actor.address} />;
  return (
    <>
      <PageTitle title={t`History`} />
      <Empty title={t`Connect to see what you earned and spent`}>
        <ConnectButton />
      </Empty>
    </>
  );
}

function Movements({ address }: { address: `0x${string}` }) {
  const [filter, choose] = useChoice('show', NAMES);
  const types: readonly string[] | null = FILTERS[filter].types;
  const history = useHistory(address, 25, types);
  const all = history.data?.pages.flatMap(({ entries }) => entries);
  // What the stream adds is of all kinds.
  const matching = all?.filter(({ type }) => !types || types.includes(type));
  const { shown, kept, hold } = useSteady(matching, entryKey, filter);
  return (
    <>
      <PageTitle title={t`History`}>
        <Choices label={t`Which movements`} choices={choices()} value={filter} onChoose={choose} />
      </PageTitle>
      <section aria-label={t`Movements`} className={`${cardClass} py-2`}>
        {shown && shown.length > 0 ? (
          <HistoryList entries={shown} {...hold} />
        ) : all && filter !== 'all' ? (
          <Empty title={t`Nothing of this kind so far`}>
            <Button onClick={() => choose('all')}>
              <Trans>Show everything</Trans>
            </Button>
          </Empty>
        ) : all ? (
          <Empty title={t`Nothing has moved yet`}>
            <Trans>Claim your daily reward to begin.</Trans>
          </Empty>
        ) : history.isError ? (
          <LoadFailure what={t`your history`} error={history.error} onRetry={() => history.refetch()} />
        ) : (
          <ListSkeleton label={t`your history`} rows={8} />
        )}
      </section>
      {kept && (
        <p className="mt-3 text-center text-sm text-muted">
          <Trans>Newer ones show once the pointer leaves the list.</Trans>
        </p>
      )}
      {history.hasNextPage && <Older history={history} />}
    </>
  );
}

/** The end of what is loaded. Whoever sees it wants what comes before: a page that failed is asked for by hand alone. */
function Older({ history }: { history: ReturnType<typeof useHistory> }) {
  const { isFetching, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = history;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current || isFetching || isFetchNextPageError) return;
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void fetchNextPage();
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [isFetching, isFetchNextPageError, fetchNextPage]);
  return (
    <div ref={end}>
      <Button className="mt-4 min-h-11 w-full" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
        {isFetchingNextPage ? t`Loading …` : t`Show older ones`}
      </Button>
    </div>
  );
}
