import { t } from '@lingui/core/macro';
import { Navigate } from 'react-router';
import { FullPage, LoadFailure, Loading } from '../components/states.tsx';
import { usePlaygroundInfo } from '../lib/playground-info.ts';
import { Landing } from './landing.tsx';

/** On the local network the Playground is the home page; anywhere else it is a short introduction. */
export function Home() {
  const info = usePlaygroundInfo();
  if (info.isPending) {
    return (
      <FullPage>
        <Loading label={t`Loading Guildmint`} />
      </FullPage>
    );
  }
  if (info.isError) {
    return (
      <FullPage>
        <LoadFailure what={t`Guildmint`} error={info.error} onRetry={() => info.refetch()} />
      </FullPage>
    );
  }
  return info.data ? <Navigate to="/playground" replace /> : <Landing />;
}
