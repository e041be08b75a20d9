import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Navigate, Outlet } from 'react-router';
import { Empty, FullPage, LoadFailure, Loading } from '../components/states.tsx';
import { ConnectDialogProvider } from '../components/wallet/connect-dialog.tsx';
import { useChain, useCommunities } from '../lib/api.ts';
import { lastCommunity } from '../lib/last-community.ts';
import { WalletProvider } from '../lib/wallet/provider.tsx';

/** Everything for wallet holders stands inside this: wallets, and the chain that they shall be on. */
export function Holder() {
  const chain = useChain();
  if (chain.data)
    return (
      <WalletProvider chain={chain.data}>
        <ConnectDialogProvider>
          <Outlet />
        </ConnectDialogProvider>
      </WalletProvider>
    );
  return (
    <FullPage>
      {chain.isError ? (
        <LoadFailure what={t`the network`} error={chain.error} onRetry={() => chain.refetch()} />
      ) : (
        <Loading label={t`Loading Guildmint`} />
      )}
    </FullPage>
  );
}

/** `/c`: to the community that one was in last, or the first there is. */
export function AnyCommunity() {
  const communities = useCommunities();
  const last = lastCommunity();
  const found = communities.data?.find(({ token }) => token === last) ?? communities.data?.[0];
  if (found) return <Navigate to={`/c/${found.token}`} replace />;
  return (
    <FullPage>
      {communities.data ? (
        <Empty title={t`There is no community here yet`}>
          <Trans>The operator opens one with npm run deploy.</Trans>
        </Empty>
      ) : communities.isError ? (
        <LoadFailure what={t`the communities`} error={communities.error} onRetry={() => communities.refetch()} />
      ) : (
        <Loading label={t`Loading Guildmint`} />
      )}
    </FullPage>
  );
}
