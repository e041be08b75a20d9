import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { FullPage, LoadFailure, Loading } from '../../components/states.tsx';
import { usePlaygroundInfo } from '../../lib/playground-info.ts';
import { fetchState } from './client.ts';
import { PlaygroundAs } from './playground.tsx';
import { usePlace } from './use-place.ts';

/** Chooses the first member where the address names none. */
function FirstMember({ origin }: { origin: string }) {
  const { go } = usePlace();
  const first = useQuery({
    queryKey: ['playground-first', origin],
    queryFn: () => fetchState(origin, null),
    retryDelay: 1000,
  });
  const id = first.data?.users[0]?.id;
  useEffect(() => {
    if (id) go({ as: id }, true);
  }, [id, go]);
  return (
    <FullPage>
      {first.isError ? (
        <LoadFailure what="the local Discord" error={first.error} onRetry={() => first.refetch()} />
      ) : (
        <Loading label="Entering the Playground" />
      )}
    </FullPage>
  );
}

/** `/playground`, on the local network only. */
export function PlaygroundRoute() {
  const info = usePlaygroundInfo();
  const { as } = usePlace();
  if (info.data) {
    const { discordUrl } = info.data;
    return as ? (
      <PlaygroundAs key={`${discordUrl} ${as}`} origin={discordUrl} me={as} />
    ) : (
      <FirstMember origin={discordUrl} />
    );
  }
  if (info.isPending) {
    return (
      <FullPage>
        <Loading label="Loading the Playground" />
      </FullPage>
    );
  }
  if (info.isError) {
    return (
      <FullPage>
        <LoadFailure what="the Playground" error={info.error} onRetry={() => info.refetch()} />
      </FullPage>
    );
  }
  return <NotLocal />;
}

function NotLocal() {
  return (
    <FullPage>
      <h1 className="text-xl font-semibold">The Playground runs on the local network only</h1>
      <p className="max-w-md text-muted">
        Start Guildmint on your own computer with npm start to try it with a Discord of your own.
      </p>
      <a href="/" className="inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-4">
        Go to the start page
      </a>
    </FullPage>
  );
}
