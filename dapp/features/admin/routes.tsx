import type { RouteObject } from 'react-router';

/** The staff's pages below `/c/:token/admin`, each fetched when it is opened. */
export const adminRoutes: RouteObject[] = [
  {
    index: true,
    handle: { title: 'Dashboard' },
    lazy: async () => ({ Component: (await import('./overview/page.tsx')).AdminOverviewPage }),
  },
  {
    path: 'members',
    handle: { title: 'Members' },
    lazy: async () => ({ Component: (await import('./members/page.tsx')).MembersPage }),
  },
  {
    path: 'members/:member',
    handle: { title: 'Member' },
    lazy: async () => ({ Component: (await import('./members/member-page.tsx')).MemberPage }),
  },
  {
    path: 'transactions',
    handle: { title: 'Transactions' },
    lazy: async () => ({ Component: (await import('./transactions/page.tsx')).TransactionsPage }),
  },
  {
    path: 'conduct',
    handle: { title: 'Conduct' },
    lazy: async () => ({ Component: (await import('./conduct/page.tsx')).ConductPage }),
  },
  {
    path: 'items',
    handle: { title: 'Items' },
    lazy: async () => ({ Component: (await import('./items/page.tsx')).ItemsPage }),
  },
  {
    path: 'items/new',
    handle: { title: 'New item' },
    lazy: async () => ({ Component: (await import('./items/item-page.tsx')).NewItemPage }),
  },
  {
    path: 'items/:item',
    handle: { title: 'Item' },
    lazy: async () => ({ Component: (await import('./items/item-page.tsx')).EditItemPage }),
  },
  {
    path: 'tasks',
    handle: { title: 'Tasks' },
    lazy: async () => ({ Component: (await import('./tasks/page.tsx')).AdminTasksPage }),
  },
  {
    path: 'reviews',
    handle: { title: 'Reviews' },
    lazy: async () => ({ Component: (await import('./reviews/page.tsx')).ReviewsPage }),
  },
  {
    path: 'handovers',
    handle: { title: 'Handovers' },
    lazy: async () => ({ Component: (await import('./handovers/page.tsx')).HandoversPage }),
  },
  {
    path: 'configuration',
    handle: { title: 'Configuration' },
    lazy: async () => ({ Component: (await import('./configuration/page.tsx')).ConfigurationPage }),
  },
  {
    path: 'announcements',
    handle: { title: 'Announcements' },
    lazy: async () => ({ Component: (await import('./announcements/page.tsx')).AnnouncementsPage }),
  },
  {
    path: 'events',
    handle: { title: 'Events' },
    lazy: async () => ({ Component: (await import('./events/page.tsx')).EventsPage }),
  },
  {
    path: 'integrations',
    handle: { title: 'Integrations' },
    lazy: async () => ({ Component: (await import('./integrations/page.tsx')).IntegrationsPage }),
  },
  {
    path: 'system',
    handle: { title: 'System' },
    lazy: async () => ({ Component: (await import('./system/page.tsx')).SystemPage }),
  },
];
