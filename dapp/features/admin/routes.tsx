import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type ComponentType, lazy, type ReactNode } from 'react';

type Page = { path: string; title: MessageDescriptor; element: ReactNode };

/** A page whose code is fetched when it is opened. */
function page(path: string, title: MessageDescriptor, load: () => Promise<ComponentType>): Page {
  const Component = lazy(async () => ({ default: await load() }));
  return { path, title, element: <Component /> };
}

/** The staff's pages below `/c/:token/admin`. They are listed here and not with all others, so that no holder loads the list. */
export const PAGES: Page[] = [
  page('', msg`Dashboard`, async () => (await import('./overview/page.tsx')).AdminOverviewPage),
  page('members', msg`Members`, async () => (await import('./members/page.tsx')).MembersPage),
  page(
    'members/together',
    msg`Award or deduct together`,
    async () => (await import('./members/together/page.tsx')).PayTogetherPage,
  ),
  page('members/:member', msg`Member`, async () => (await import('./members/member-page.tsx')).MemberPage),
  page('transactions', msg`Transactions`, async () => (await import('./transactions/page.tsx')).TransactionsPage),
  page('conduct', msg`Conduct`, async () => (await import('./conduct/page.tsx')).ConductPage),
  page('items', msg`Items`, async () => (await import('./items/page.tsx')).ItemsPage),
  page('items/new', msg`New item`, async () => (await import('./items/item-page.tsx')).NewItemPage),
  page('items/:item', msg`Item`, async () => (await import('./items/item-page.tsx')).EditItemPage),
  page('tasks', msg`Tasks`, async () => (await import('./tasks/page.tsx')).AdminTasksPage),
  page('reviews', msg`Reviews`, async () => (await import('./reviews/page.tsx')).ReviewsPage),
  page('handovers', msg`Handovers`, async () => (await import('./handovers/page.tsx')).HandoversPage),
  page('simulator', msg`Simulator`, async () => (await import('./simulator/page.tsx')).SimulatorPage),
  page('configuration', msg`Configuration`, async () => (await import('./configuration/page.tsx')).ConfigurationPage),
  page('announcements', msg`Announcements`, async () => (await import('./announcements/page.tsx')).AnnouncementsPage),
  page('events', msg`Events`, async () => (await import('./events/page.tsx')).EventsPage),
  page('integrations', msg`Integrations`, async () => (await import('./integrations/page.tsx')).IntegrationsPage),
  page('system', msg`System`, async () => (await import('./system/page.tsx')).SystemPage),
];
