import { msg } from '@lingui/core/macro';
import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { type Catalog, loadSentences } from '../lib/sentences.ts';
import { NotFound, RouteError } from './route-error.tsx';

const holder = () => import('./holder.tsx');
/** Its code and its sentences are fetched side by side. */
const page = (catalogs: Catalog[], load: () => Promise<ComponentType>) => async () => {
  const [Component] = await Promise.all([load(), ...catalogs.map(loadSentences)]);
  return { Component };
};

/** Each page's code is fetched when it is opened; what only the Playground or only wallets need stays out of the others. */
export const router = createBrowserRouter([
  {
    errorElement: <RouteError />,
    children: [
      { path: '/', lazy: page(['landing'], async () => (await import('./home.tsx')).Home) },
      {
        path: '/playground',
        lazy: async () => ({ Component: (await import('../features/playground/route.tsx')).PlaygroundRoute }),
      },
      {
        lazy: async () => ({ Component: (await holder()).Holder }),
        children: [
          { path: '/c', lazy: async () => ({ Component: (await holder()).AnyCommunity }) },
          {
            path: '/c/:token',
            lazy: async () => ({ Component: (await import('./community-layout.tsx')).CommunityLayout }),
            children: [
              {
                index: true,
                handle: { title: msg`Overview` },
                lazy: async () => ({ Component: (await import('../features/overview/page.tsx')).OverviewPage }),
              },
              {
                path: 'shop',
                handle: { title: msg`Shop` },
                lazy: page(['shop'], async () => (await import('../features/shop/page.tsx')).ShopPage),
              },
              {
                path: 'shop/:item',
                handle: { title: msg`Item` },
                lazy: page(['shop'], async () => (await import('../features/shop/item-page.tsx')).ItemPage),
              },
              {
                path: 'receipts',
                handle: { title: msg`Receipts` },
                lazy: page(['receipts'], async () => (await import('../features/receipts/page.tsx')).ReceiptsPage),
              },
              {
                path: 'leaderboard',
                handle: { title: msg`Leaderboard` },
                lazy: page(
                  ['leaderboard'],
                  async () => (await import('../features/leaderboard/page.tsx')).LeaderboardPage,
                ),
              },
              {
                path: 'history',
                handle: { title: msg`History` },
                lazy: page(['history'], async () => (await import('../features/history/page.tsx')).HistoryPage),
              },
              {
                path: 'send',
                handle: { title: msg`Send` },
                lazy: page(['send'], async () => (await import('../features/send/page.tsx')).SendPage),
              },
              {
                path: 'tasks',
                handle: { title: msg`Tasks` },
                lazy: page(['tasks'], async () => (await import('../features/tasks/page.tsx')).TasksPage),
              },
              {
                path: 'tasks/:task',
                handle: { title: msg`Task` },
                lazy: page(['tasks'], async () => (await import('../features/tasks/task-page.tsx')).TaskPage),
              },
              {
                path: 'market',
                handle: { title: msg`Market` },
                lazy: page(['market'], async () => (await import('../features/market/page.tsx')).MarketPage),
              },
              {
                path: 'trades',
                handle: { title: msg`Trades` },
                lazy: page(['trades', 'market'], async () => (await import('../features/trades/page.tsx')).TradesPage),
              },
              {
                path: 'trades/new',
                handle: { title: msg`Propose a trade` },
                lazy: page(
                  ['trades', 'market'],
                  async () => (await import('../features/trades/new-page.tsx')).NewTradePage,
                ),
              },
              {
                path: 'swaps',
                handle: { title: msg`Swaps` },
                lazy: page(['swaps', 'market'], async () => (await import('../features/swaps/page.tsx')).SwapsPage),
              },
              {
                path: 'clans',
                handle: { title: msg`Clans` },
                lazy: page(['clans'], async () => (await import('../features/clans/page.tsx')).ClansPage),
              },
              {
                path: 'clans/:clan',
                handle: { title: msg`Clan` },
                lazy: page(['clans'], async () => (await import('../features/clans/clan-page.tsx')).ClanPage),
              },
              {
                path: 'draws',
                handle: { title: msg`NFT draws` },
                lazy: page(['draws'], async () => (await import('../features/draws/page.tsx')).DrawsPage),
              },
              {
                path: 'draws/:draw',
                handle: { title: msg`Draw` },
                lazy: page(['draws'], async () => (await import('../features/draws/draw-page.tsx')).DrawPage),
              },
              {
                path: 'achievements',
                handle: { title: msg`Achievements` },
                lazy: page(
                  ['achievements'],
                  async () => (await import('../features/achievements/page.tsx')).AchievementsPage,
                ),
              },
              {
                path: 'audit',
                handle: { title: msg`Audit` },
                lazy: page(['audit'], async () => (await import('../features/audit/page.tsx')).AuditPage),
              },
              {
                path: 'wallet',
                handle: { title: msg`Account` },
                lazy: page(['wallet'], async () => (await import('../features/wallet/page.tsx')).WalletPage),
              },
            ],
          },
          {
            // Its own pages are listed in its own code: who only holds does without them.
            path: '/c/:token/admin/*',
            lazy: page(['admin'], async () => (await import('../features/admin/layout.tsx')).AdminLayout),
          },
          {
            path: '/link',
            lazy: page(['link', 'refusals'], async () => (await import('../features/link/page.tsx')).LinkPage),
          },
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
    hydrateFallbackElement: null,
  },
]);
