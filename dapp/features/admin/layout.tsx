import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { type ReactNode, Suspense, useEffect } from 'react';
import { Link, Route, Routes, useLocation } from 'react-router';
import { CommunityFrame } from '../../app/community-layout.tsx';
import { Button } from '../../components/button.tsx';
import { shortAddress } from '../../components/identity.tsx';
import { Empty, LoadFailure, Loading } from '../../components/states.tsx';
import { useCommunity, useToken } from '../../lib/api.ts';
import { atLeast, signOut, useRole, useSession } from '../../lib/staff-api.ts';
import { AdminBottom, AdminSide } from './navigation.tsx';
import { RoleContext } from './role.ts';
import { PAGES } from './routes.tsx';
import { SignIn } from './sign-in.tsx';
import { kindWord } from './words.ts';

/** Of the installation, not of a community: its operator needs no standing in one. */
const SYSTEM = '/admin/system';

/** The staff's part of a community: nobody enters it who has not signed in. */
export const AdminLayout = () => (
  <CommunityFrame Side={AdminSide} Bottom={AdminBottom}>
    <Door>
      <Suspense fallback={<Loading label={t`Loading the page`} />}>
        <Routes>
          {PAGES.map(({ path, title, element }) => (
            <Route key={path} path={path} element={<Titled title={i18n._(title)}>{element}</Titled>} />
          ))}
          <Route
            path="*"
            element={
              <Empty title={t`There is no page at this address`}>
                <Trans>Choose one in the navigation.</Trans>
              </Empty>
            }
          />
        </Routes>
      </Suspense>
    </Door>
  </CommunityFrame>
);

/** As tabs and histories show it. */
function Titled({ title, children }: { title: string; children: ReactNode }) {
  const { guildName, name } = useCommunity();
  useEffect(() => {
    document.title = `${title} · ${guildName ?? name} · Guildmint`;
  }, [title, guildName, name]);
  return children;
}

function Door({ children }: { children: ReactNode }) {
  const session = useSession();
  const role = useRole(Boolean(session.data));
  const { pathname } = useLocation();
  if (session.data === null) return <SignIn />;
  const failed = session.error ?? role.error;
  if (failed)
    return (
      <LoadFailure
        what={t`the dashboard`}
        error={failed}
        onRetry={() => void session.refetch().then(() => role.refetch())}
      />
    );
  if (!session.data || !role.data) return <Loading label={t`Loading the dashboard`} />;
  const who = session.data.name ?? (session.data.address ? shortAddress(session.data.address) : t`the operator`);
  return (
    <RoleContext value={role.data}>
      <div className="-mt-3 mb-2 flex items-center justify-end gap-1 text-sm text-muted">
        <span className="truncate">
          <Trans>
            Signed in as <strong className="font-medium text-ink">{who}</strong>
          </Trans>
          {atLeast(role.data, 'moderator') && `, ${kindWord(role.data)}`}
          {session.data.operator && `, ${t`operator`}`}
        </span>
        <SignOut />
      </div>
      {atLeast(role.data, 'moderator') || (session.data.operator && pathname.endsWith(SYSTEM)) ? (
        children
      ) : (
        <NoStaff who={who} operator={session.data.operator} />
      )}
    </RoleContext>
  );
}

function SignOut() {
  const client = useQueryClient();
  const leave = async () => {
    await signOut();
    client.removeQueries({ queryKey: ['staff'] });
    client.setQueryData(['session'], null);
    client.removeQueries({ queryKey: ['session', 'role'] });
  };
  return (
    <Button variant="ghost" className="shrink-0" onClick={() => void leave()}>
      <LogOut className="size-4" aria-hidden />
      <span className="max-sm:sr-only">
        <Trans>Sign out</Trans>
      </span>
    </Button>
  );
}

function NoStaff({ who, operator }: { who: string; operator: boolean }) {
  const token = useToken();
  return (
    <Empty title={t`This is for the community’s staff`}>
      <Trans>
        You are signed in as {who}, who is no moderator, admin or owner here. Sign out and come back as somebody who is,
        or ask the owner for the role.
      </Trans>
      {operator && (
        <p className="mt-3">
          <Link
            to={`/c/${token}${SYSTEM}`}
            className="inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-4"
          >
            <Trans>Look after the installation</Trans>
          </Link>
        </p>
      )}
    </Empty>
  );
}
