import { createBrowserRouter } from 'react-router';
import { Home } from './home.tsx';
import { NotFound, RouteError } from './route-error.tsx';

const holder = () => import('./holder.tsx');

/** Each page's code is fetched when it is opened; what only the Playground or only wallets need stays out of the others. */
export const router = createBrowserRouter([
  {
    errorElement: <RouteError />,
    children: [
      { path: '/', element: <Home /> },
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
                handle: { title: 'Overview' },
                lazy: async () => ({ Component: (await import('../features/overview/page.tsx')).OverviewPage }),
              },
              {
                path: 'shop',
                handle: { title: 'Shop' },
                lazy: async () => ({ Component: (await import('../features/shop/page.tsx')).ShopPage }),
              },
              {
                path: 'shop/:item',
                handle: { title: 'Item' },
                lazy: async () => ({ Component: (await import('../features/shop/item-page.tsx')).ItemPage }),
              },
              {
                path: 'receipts',
                handle: { title: 'Receipts' },
                lazy: async () => ({ Component: (await import('../features/receipts/page.tsx')).ReceiptsPage }),
              },
              {
                path: 'leaderboard',
                handle: { title: 'Leaderboard' },
                lazy: async () => ({ Component: (await import('../features/leaderboard/page.tsx')).LeaderboardPage }),
              },
              {
                path: 'history',
                handle: { title: 'History' },
                lazy: async () => ({ Component: (await import('../features/history/page.tsx')).HistoryPage }),
              },
              {
                path: 'send',
                handle: { title: 'Send' },
                lazy: async () => ({ Component: (await import('../features/send/page.tsx')).SendPage }),
              },
              {
                path: 'tasks',
                handle: { title: 'Tasks' },
                lazy: async () => ({ Component: (await import('../features/tasks/page.tsx')).TasksPage }),
              },
              {
                path: 'tasks/:task',
                handle: { title: 'Task' },
                lazy: async () => ({ Component: (await import('../features/tasks/task-page.tsx')).TaskPage }),
              },
              {
                path: 'market',
                handle: { title: 'Market' },
                lazy: async () => ({ Component: (await import('../features/market/page.tsx')).MarketPage }),
              },
              {
                path: 'trades',
                handle: { title: 'Trades' },
                lazy: async () => ({ Component: (await import('../features/trades/page.tsx')).TradesPage }),
              },
              {
                path: 'trades/new',
                handle: { title: 'Propose a trade' },
                lazy: async () => ({ Component: (await import('../features/trades/new-page.tsx')).NewTradePage }),
              },
              {
                path: 'clans',
                handle: { title: 'Clans' },
                lazy: async () => ({ Component: (await import('../features/clans/page.tsx')).ClansPage }),
              },
              {
                path: 'clans/:clan',
                handle: { title: 'Clan' },
                lazy: async () => ({ Component: (await import('../features/clans/clan-page.tsx')).ClanPage }),
              },
              {
                path: 'draws',
                handle: { title: 'NFT draws' },
                lazy: async () => ({ Component: (await import('../features/draws/page.tsx')).DrawsPage }),
              },
              {
                path: 'draws/:draw',
                handle: { title: 'Draw' },
                lazy: async () => ({ Component: (await import('../features/draws/draw-page.tsx')).DrawPage }),
              },
              {
                path: 'achievements',
                handle: { title: 'Achievements' },
                lazy: async () => ({
                  Component: (await import('../features/achievements/page.tsx')).AchievementsPage,
                }),
              },
              {
                path: 'audit',
                handle: { title: 'Audit' },
                lazy: async () => ({ Component: (await import('../features/audit/page.tsx')).AuditPage }),
              },
              {
                path: 'wallet',
                handle: { title: 'Account' },
                lazy: async () => ({ Component: (await import('../features/wallet/page.tsx')).WalletPage }),
              },
            ],
          },
          {
            // Its own pages are listed in its own code: who only holds does without them.
            path: '/c/:token/admin/*',
            lazy: async () => ({ Component: (await import('../features/admin/layout.tsx')).AdminLayout }),
          },
          { path: '/link', lazy: async () => ({ Component: (await import('../features/link/page.tsx')).LinkPage }) },
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
    hydrateFallbackElement: null,
  },
]);
