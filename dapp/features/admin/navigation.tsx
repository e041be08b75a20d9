import { msg } from '@lingui/core/macro';
import {
  Activity,
  ArrowLeftRight,
  ClipboardCheck,
  Gauge,
  House,
  ListChecks,
  Megaphone,
  PackageCheck,
  Plug,
  Settings,
  ShieldAlert,
  Store,
  Swords,
  Telescope,
  Users,
} from 'lucide-react';
import type { ComponentProps } from 'react';
import { BottomTabs, SideNavigation } from '../../app/navigation.tsx';

const TABS = [
  { to: '/admin', label: msg`Overview`, icon: Gauge },
  { to: '/admin/members', label: msg`Members`, icon: Users },
  { to: '/admin/reviews', label: msg`Reviews`, icon: ClipboardCheck },
  { to: '/admin/items', label: msg`Items`, icon: Store },
];
const MORE = [
  { to: '/admin/transactions', label: msg`Transactions`, icon: ArrowLeftRight },
  { to: '/admin/tasks', label: msg`Tasks`, icon: ListChecks },
  { to: '/admin/handovers', label: msg`Handovers`, icon: PackageCheck },
  { to: '/admin/conduct', label: msg`Conduct`, icon: ShieldAlert },
  { to: '/admin/announcements', label: msg`Announcements`, icon: Megaphone },
  { to: '/admin/events', label: msg`Events`, icon: Swords },
  { to: '/admin/simulator', label: msg`Simulator`, icon: Telescope },
  { to: '/admin/configuration', label: msg`Configuration`, icon: Settings },
  { to: '/admin/integrations', label: msg`Integrations`, icon: Plug },
  { to: '/admin/system', label: msg`System`, icon: Activity },
];
const APP = { to: '', label: msg`Back to the app`, icon: House };

export const AdminSide = (props: ComponentProps<typeof SideNavigation>) => (
  <SideNavigation {...props} links={[...TABS, ...MORE]} other={APP} />
);

export const AdminBottom = (props: ComponentProps<typeof BottomTabs>) => (
  <BottomTabs {...props} tabs={TABS} more={MORE} other={APP} />
);
