import { i18n, type MessageDescriptor } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ComponentType, type ReactNode, useEffect, useRef } from 'react';
import { Link, Outlet, ScrollRestoration, useLocation, useMatches } from 'react-router';
import { LanguageMenu } from '../components/language-menu.tsx';
import { Logo } from '../components/logo.tsx';
import { Empty, FullPage, LoadFailure, Loading } from '../components/states.tsx';
import { ThemeToggle } from '../components/theme-toggle.tsx';
import { ConnectButton } from '../components/wallet/connect-button.tsx';
import { NetworkBanner } from '../components/wallet/network.tsx';
import { PendingTray } from '../components/wallet/pending-tray.tsx';
import { type Community, useCommunities, useToken } from '../lib/api.ts';
import { rememberCommunity } from '../lib/last-community.ts';
import { type Connection, useLive } from '../lib/live.ts';
import { CommunitySwitcher } from './community-switcher.tsx';
import { LiveBar } from './live-state.tsx';
import { BottomTabs, SideNavigation } from './navigation.tsx';

type Parts = {
  Side: ComponentType<{ token: string; connection: Connection }>;
  Bottom: ComponentType<{ token: string }>;
  children?: ReactNode;
};

export function CommunityLayout() {
  return <CommunityFrame Side={SideNavigation} Bottom={BottomTabs} />;
}

/** Header, navigation and what lives in all pages of one community. */
export function CommunityFrame(parts: Parts) {
  const communities = useCommunities();
  const token = useToken();
  const community = communities.data?.find((each) => each.token === token);
  if (community) return <Inside key={token} community={community} all={communities.data ?? []} {...parts} />;
  return (
    <FullPage>
      {communities.isPending ? (
        <Loading label={t`Loading the community`} />
      ) : communities.isError ? (
        <LoadFailure what={t`the community`} error={communities.error} onRetry={() => communities.refetch()} />
      ) : (
        <Empty title={t`There is no such community here`}>
          <Link to="/c" className="inline-flex min-h-11 items-center text-accent underline underline-offset-4">
            <Trans>Go to one that there is</Trans>
          </Link>
        </Empty>
      )}
    </FullPage>
  );
}

type InsideProps = Parts & { community: Community; all: Community[] };

function Inside({ community, all, Side, Bottom, children = <Outlet /> }: InsideProps) {
  const connection = useLive(community.token as `0x${string}`);
  useEffect(() => rememberCommunity(community.token), [community.token]);
  useTitle(community);
  const main = useFocusOnNavigation();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-accent focus:px-4 focus:py-3 focus:text-on-accent"
      >
        <Trans>Skip to the content</Trans>
      </a>
      <header className="sticky top-0 z-20 border-b border-line bg-side">
        <div className="mx-auto flex h-15 w-full max-w-6xl items-center gap-1 px-3 sm:gap-2 sm:px-4">
          <Link
            to={`/c/${community.token}`}
            aria-label={t`Overview`}
            className="mr-1 shrink-0 rounded-lg p-1.5 max-sm:hidden"
          >
            <Logo className="size-8" />
          </Link>
          <CommunitySwitcher all={all} current={community} />
          <span className="flex-1" />
          <PendingTray />
          <LanguageMenu className="max-sm:hidden" />
          <ThemeToggle />
          <ConnectButton />
        </div>
      </header>
      <LiveBar connection={connection} />
      <NetworkBanner />
      <div className="mx-auto flex w-full max-w-6xl flex-1">
        <Side token={community.token} connection={connection} />
        <main
          ref={main}
          id="content"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 pt-6 pb-28 outline-none md:px-8 md:pb-12"
        >
          {children}
        </main>
      </div>
      <Bottom token={community.token} />
      <ScrollRestoration />
    </div>
  );
}

/** Who follows a link by keyboard or screen reader stands in the new page, not on a link of the old one. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

/** `Shop · Lounge · Guildmint`, as tabs and histories show it. */
function useTitle(community: Community) {
  const title = (useMatches().at(-1)?.handle as { title?: MessageDescriptor } | undefined)?.title;
  const page = title && i18n._(title);
  useEffect(() => {
    document.title = [page, community.guildName ?? community.name, 'Guildmint'].filter(Boolean).join(' · ');
  }, [page, community]);
}
