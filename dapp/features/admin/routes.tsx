import { type ComponentType, lazy, type ReactNode } from 'react';

type Page = { path: string; title: string; element: ReactNode };

/** A page whose code is fetched when it is opened. */
function page(path: string, title: string, load: () => Promise<ComponentType>): Page {
  const Component = lazy(async () => ({ default: await load() }));
  return { path, title, element: <Component /> };
}

/** The staff's pages below `/c/:token/admin`. They are listed here and not with all others, so that no holder loads the list. */
export const PAGES: Page[] = [
  page('', 'Dashboard', async () => (await import('./overview/page.tsx')).AdminOverviewPage),
  page('members', 'Members', async () => (await import('./members/page.tsx')).MembersPage),
  page('members/:member', 'Member', async () => (await import('./members/member-page.tsx')).MemberPage),
  page('transactions', 'Transactions', async () => (await import('./transactions/page.tsx')).TransactionsPage),
  page('conduct', 'Conduct', async () => (await import('./conduct/page.tsx')).ConductPage),
  page('items', 'Items', async () => (await import('./items/page.tsx')).ItemsPage),
  page('items/new', 'New item', async () => (await import('./items/item-page.tsx')).NewItemPage),
  page('items/:item', 'Item', async () => (await import('./items/item-page.tsx')).EditItemPage),
  page('tasks', 'Tasks', async () => (await import('./tasks/page.tsx')).AdminTasksPage),
  page('reviews', 'Reviews', async () => (await import('./reviews/page.tsx')).ReviewsPage),
  page('handovers', 'Handovers', async () => (await import('./handovers/page.tsx')).HandoversPage),
  page('configuration', 'Configuration', async () => (await import('./configuration/page.tsx')).ConfigurationPage),
  page('announcements', 'Announcements', async () => (await import('./announcements/page.tsx')).AnnouncementsPage),
  page('events', 'Events', async () => (await import('./events/page.tsx')).EventsPage),
  page('integrations', 'Integrations', async () => (await import('./integrations/page.tsx')).IntegrationsPage),
  page('system', 'System', async () => (await import('./system/page.tsx')).SystemPage),
];
