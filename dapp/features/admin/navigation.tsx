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
  Users,
} from 'lucide-react';
import type { ComponentProps } from 'react';
import { BottomTabs, SideNavigation } from '../../app/navigation.tsx';

const TABS = [
  { to: '/admin', label: 'Overview', icon: Gauge },
  { to: '/admin/members', label: 'Members', icon: Users },
  { to: '/admin/reviews', label: 'Reviews', icon: ClipboardCheck },
  { to: '/admin/items', label: 'Items', icon: Store },
];
const MORE = [
  { to: '/admin/transactions', label: 'Transactions', icon: ArrowLeftRight },
  { to: '/admin/tasks', label: 'Tasks', icon: ListChecks },
  { to: '/admin/handovers', label: 'Handovers', icon: PackageCheck },
  { to: '/admin/conduct', label: 'Conduct', icon: ShieldAlert },
  { to: '/admin/announcements', label: 'Announcements', icon: Megaphone },
  { to: '/admin/events', label: 'Events', icon: Swords },
  { to: '/admin/configuration', label: 'Configuration', icon: Settings },
  { to: '/admin/integrations', label: 'Integrations', icon: Plug },
  { to: '/admin/system', label: 'System', icon: Activity },
];
const APP = { to: '', label: 'Back to the app', icon: House };

export const AdminSide = (props: ComponentProps<typeof SideNavigation>) => (
  <SideNavigation {...props} links={[...TABS, ...MORE]} other={APP} />
);

export const AdminBottom = (props: ComponentProps<typeof BottomTabs>) => (
  <BottomTabs {...props} tabs={TABS} more={MORE} other={APP} />
);
