import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import {
  ArrowLeftRight,
  Award,
  Dices,
  Ellipsis,
  History,
  House,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  MessagesSquare,
  Receipt,
  ScanSearch,
  Send,
  Store,
  Tags,
  Trophy,
  Users,
  Wallet,
} from 'lucide-react';
import { NavLink, useLocation, useNavigate } from 'react-router';
import { LanguageChoices } from '../components/language-menu.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../components/menu.tsx';
import { useChain } from '../lib/api.ts';
import { cx } from '../lib/cx.ts';
import type { Connection } from '../lib/live.ts';
import { LiveState } from './live-state.tsx';

/** The first ones are the tabs on phones; the others stand behind “More” there. */
const TABS = [
  { to: '', label: msg`Overview`, icon: House },
  { to: '/shop', label: msg`Shop`, icon: Store },
  { to: '/receipts', label: msg`Receipts`, icon: Receipt },
  { to: '/leaderboard', label: msg`Leaderboard`, icon: Trophy },
];
const MORE = [
  { to: '/market', label: msg`Market`, icon: Tags },
  { to: '/trades', label: msg`Trades`, icon: ArrowLeftRight },
  { to: '/swaps', label: msg`Swaps`, icon: ArrowLeftRight },
  { to: '/clans', label: msg`Clans`, icon: Users },
  { to: '/draws', label: msg`NFT draws`, icon: Dices },
  { to: '/tasks', label: msg`Tasks`, icon: ListChecks },
  { to: '/achievements', label: msg`Achievements`, icon: Award },
  { to: '/history', label: msg`History`, icon: History },
  { to: '/send', label: msg`Send`, icon: Send },
  { to: '/audit', label: msg`Audit`, icon: ScanSearch },
  { to: '/wallet', label: msg`Account`, icon: Wallet },
];

type NavigationLink = { to: string; label: MessageDescriptor; icon: LucideIcon };
/** The start page of either part: it is not shown as open while another of its pages is. */
const isStart = (to: string) => to === '' || to === '/admin';
const DASHBOARD = { to: '/admin', label: msg`Dashboard`, icon: LayoutDashboard };

type SideProps = { token: string; connection: Connection; links?: NavigationLink[]; other?: NavigationLink };

/** @param other the way to the other part of a community's pages */
export function SideNavigation({ token, connection, links = [...TABS, ...MORE], other = DASHBOARD }: SideProps) {
  const local = useChain().data?.local;
  return (
    <nav
      aria-label={t`Pages`}
      className="sticky top-15 hidden h-[calc(100dvh-3.75rem)] w-52 shrink-0 flex-col gap-1 overflow-y-auto border-r border-line px-4 py-6 md:flex"
    >
      {links.map(({ to, label, icon: Icon }) => (
        <NavLink
          key={to}
          to={`/c/${token}${to}`}
          end={isStart(to)}
          className={({ isActive }) =>
            cx(
              'flex min-h-10 shrink-0 items-center gap-3 rounded-lg px-3 text-sm font-medium transition pointer-coarse:min-h-11',
              isActive ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-hover hover:text-ink',
            )
          }
        >
          <Icon className="size-4.5" aria-hidden />
          {i18n._(label)}
        </NavLink>
      ))}
      <span className="flex-1" />
      <NavLink
        to={`/c/${token}${other.to}`}
        className="flex min-h-10 shrink-0 items-center gap-3 rounded-lg px-3 text-sm font-medium text-muted transition hover:bg-hover hover:text-ink pointer-coarse:min-h-11"
      >
        <other.icon className="size-4.5" aria-hidden />
        {i18n._(other.label)}
      </NavLink>
      {local && (
        <NavLink
          to="/playground"
          className="mb-2 flex min-h-10 items-center gap-3 rounded-lg px-3 text-sm font-medium text-muted transition hover:bg-hover hover:text-ink pointer-coarse:min-h-11"
        >
          <MessagesSquare className="size-4.5" aria-hidden />
          Playground
        </NavLink>
      )}
      <LiveState connection={connection} />
    </nav>
  );
}

const tabClass = (active: boolean) =>
  cx(
    'flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[0.65rem] font-medium tracking-tight',
    active ? 'text-accent' : 'text-muted',
  );

type BottomProps = { token: string; tabs?: NavigationLink[]; more?: NavigationLink[]; other?: NavigationLink };

export function BottomTabs({ token, tabs = TABS, more = MORE, other = DASHBOARD }: BottomProps) {
  const local = useChain().data?.local;
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const inMore = more.some(({ to }) => pathname === `/c/${token}${to}`);
  return (
    <nav
      aria-label={t`Pages`}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-side pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {tabs.map(({ to, label, icon: Icon }) => (
        <NavLink key={to} to={`/c/${token}${to}`} end={isStart(to)} className={({ isActive }) => tabClass(isActive)}>
          <Icon className="size-5" aria-hidden />
          <span className="max-w-full truncate px-0.5">{i18n._(label)}</span>
        </NavLink>
      ))}
      <Menu
        align="end"
        side="top"
        trigger={
          <button type="button" className={tabClass(inMore)}>
            <Ellipsis className="size-5" aria-hidden />
            <Trans>More</Trans>
          </button>
        }
      >
        {more.map(({ to, label, icon: Icon }) => (
          <MenuItem key={to} onSelect={() => navigate(`/c/${token}${to}`)}>
            <Icon aria-hidden />
            {i18n._(label)}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => navigate(`/c/${token}${other.to}`)}>
          <other.icon aria-hidden />
          {i18n._(other.label)}
        </MenuItem>
        {local && (
          <MenuItem onSelect={() => navigate('/playground')}>
            <MessagesSquare aria-hidden />
            Playground
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuLabel>
          <Trans>Language</Trans>
        </MenuLabel>
        <LanguageChoices />
      </Menu>
    </nav>
  );
}
