import { Button } from '../../components/button.tsx';
import { Choices, useChoice } from '../../components/choices.tsx';
import { HistoryList } from '../../components/history-list.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { useHistory } from '../../lib/api.ts';
import { useActor } from '../../lib/wallet/actor.tsx';

const FILTERS = {
  all: { label: 'All', types: null },
  earned: { label: 'Earned', types: ['earn', 'daily', 'gift_bonus', 'issue'] },
  gifts: { label: 'Gifts and transfers', types: ['gift', 'gift_received', 'transfer_send', 'transfer_receive'] },
  shop: { label: 'Shop', types: ['shop_purchase', 'refund', 'burn'] },
} as const;
type Filter = keyof typeof FILTERS;
const NAMES = Object.keys(FILTERS) as Filter[];

export function HistoryPage() {
  const actor = useActor();
  const history = useHistory(actor?.address);
  const [filter, choose] = useChoice('show', NAMES);
  const types = FILTERS[filter].types as readonly string[] | null;
  const all = history.data?.pages.flatMap(({ entries }) => entries);
  const shown = all?.filter(({ type }) => !types || types.includes(type));
  return (
    <>
      <PageTitle title="History">
        <Choices
          label="Which movements"
          choices={NAMES.map((value) => ({ value, label: FILTERS[value].label }))}
          value={filter}
          onChoose={choose}
        />
      </PageTitle>
      <section aria-label="Movements" className={cardClass}>
        {!actor ? (
          <Empty title="Connect to see what you earned and spent">
            <ConnectButton />
          </Empty>
        ) : history.isError ? (
          <LoadFailure what="your history" error={history.error} onRetry={() => history.refetch()} />
        ) : !shown ? (
          <ListSkeleton label="your history" />
        ) : shown.length > 0 ? (
          <HistoryList entries={shown} />
        ) : all?.length ? (
          <Empty title="Nothing of this kind so far">
            <Button onClick={() => choose('all')}>Show everything</Button>
          </Empty>
        ) : (
          <Empty title="Nothing has moved yet">Claim your daily reward to begin.</Empty>
        )}
        {history.hasNextPage && (
          <Button className="mt-4 w-full" disabled={history.isFetchingNextPage} onClick={() => history.fetchNextPage()}>
            {history.isFetchingNextPage ? 'Loading …' : 'Show older ones'}
          </Button>
        )}
      </section>
    </>
  );
}
