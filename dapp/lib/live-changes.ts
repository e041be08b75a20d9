import type { BalanceResponse } from '@guildmint/bot/api/routes/balance.ts';
import type { HistoryResponse } from '@guildmint/bot/api/routes/history.ts';
import type { ItemsResponse, OwnedResponse } from '@guildmint/bot/api/shopSchemas.ts';
import type { StreamEvent } from '@guildmint/bot/api/stream/events.ts';
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type { Address } from 'viem';
import { entryKey } from './entry-key.ts';

type Pages<T> = InfiniteData<T, string>;

/** Asking anew for the same thing waits so long, so that a busy community costs few requests. */
const PAUSE_MS = 400;

const KINDS = [
  ...['balance', 'history', 'leaderboard', 'items', 'owned', 'limits'],
  ...[
    'standing',
    'achievements',
    'tasks',
    'claims',
    'listings',
    'trades',
    'swaps',
    'holdings',
    'collectibles',
    'clans',
    'draws',
    'staff',
  ],
];

/** Puts events of the stream into what the page has loaded. */
export function liveChanges(client: QueryClient, token: Address) {
  const again = sparing((queryKey) => client.invalidateQueries({ queryKey }));

  function apply(event: StreamEvent) {
    // What the staff look at is kept under the event that changes it.
    again.ask(['staff', token, event.change_type]);
    switch (event.change_type) {
      case 'balance':
        client.setQueryData<BalanceResponse>(
          ['balance', token, event.address],
          (known) => known && { ...known, balance: event.balance },
        );
        again.ask(['standing', token, event.address]);
        again.ask(['achievements', token, event.address]);
        // Tier, streak and rank may have moved with it.
        return again.ask(['balance', token, event.address]);
      case 'entry':
        client.setQueriesData<Pages<HistoryResponse>>({ queryKey: ['history', token, event.address] }, (known) =>
          // Which operation caused it is told with the page alone.
          withEntry(known, { ...event.entry, operation: null }),
        );
        return;
      case 'leaderboard':
        return again.ask(['leaderboard', token]);
      case 'item':
        client.setQueryData<ItemsResponse>(['items', token], (known) => known && withStock(known, event));
        return again.ask(['items', token]);
      case 'purchase':
        client.setQueryData<Pages<OwnedResponse>>(['owned', token, event.address], (known) => withState(known, event));
        again.ask(['limits', token, event.address]);
        again.ask(['holdings', token, event.address]);
        again.ask(['collectibles', token, event.address]);
        again.ask(['draws', token]);
        return again.ask(['owned', token, event.address]);
      case 'task':
        return again.ask(['tasks', token]);
      case 'claim':
        again.ask(['tasks', token]);
        return again.ask(['claims', token, event.address]);
      case 'listing':
        again.ask(['listings', token]);
        return askForHoldings();
      case 'trade':
        again.ask(['trades', token]);
        return askForHoldings();
      case 'swap':
        return again.ask(['swaps', token]);
      case 'clan':
        return again.ask(['clans', token]);
      case 'resync':
        return askForAll();
    }
  }

  function askForHoldings() {
    again.ask(['holdings', token]);
    again.ask(['collectibles', token]);
  }

  function askForAll() {
    for (const kind of KINDS) again.ask([kind, token]);
  }

  return { apply, askForAll, stop: again.stop };
}

/** After a short break the stream tells again what is known already. */
function withEntry(known: Pages<HistoryResponse> | undefined, entry: HistoryResponse['entries'][number]) {
  const [first, ...others] = known?.pages ?? [];
  if (!known || !first || known.pages.some(({ entries }) => entries.some((each) => entryKey(each) === entryKey(entry))))
    return known;
  return { ...known, pages: [{ ...first, entries: [entry, ...first.entries] }, ...others] };
}

function withStock(known: ItemsResponse, { item, left, sold }: Extract<StreamEvent, { change_type: 'item' }>) {
  const items = known.items.map((each) => {
    if (each.item !== item) return each;
    const back = each.state === 'soldOut' ? 'open' : each.state;
    return { ...each, left, sold, state: left === 0 && back === 'open' ? ('soldOut' as const) : back };
  });
  return { ...known, items };
}

function withState(
  known: Pages<OwnedResponse> | undefined,
  { purchase, state }: Extract<StreamEvent, { change_type: 'purchase' }>,
) {
  const pages = known?.pages.map((page) => ({
    ...page,
    purchases: page.purchases.map((each) => (each.purchase === purchase ? { ...each, state } : each)),
  }));
  return known && pages && { ...known, pages };
}

/**
 * The first time at once; what is asked for again meanwhile, once more after the answer and a pause: answers older than the
 * event do not stay, and no answer is cancelled for ever.
 */
function sparing(ask: (key: QueryKey) => Promise<void>) {
  const running = new Map<string, { wanted: boolean }>();
  let stopped = false;
  async function run(key: QueryKey, state: { wanted: boolean }) {
    do {
      state.wanted = false;
      await Promise.all([ask(key), new Promise((resolve) => setTimeout(resolve, PAUSE_MS))]);
    } while (state.wanted && !stopped);
    running.delete(JSON.stringify(key));
  }
  return {
    ask(key: QueryKey) {
      const state = running.get(JSON.stringify(key));
      if (state) {
        state.wanted = true;
        return;
      }
      const begun = { wanted: false };
      running.set(JSON.stringify(key), begun);
      void run(key, begun);
    },
    stop() {
      stopped = true;
    },
  };
}
