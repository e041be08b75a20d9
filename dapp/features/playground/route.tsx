import { useEffect } from 'react';
import { FullPage, LoadFailure } from '../../components/states.tsx';
import { language } from '../../lib/language.ts';
import { usePlaygroundInfo } from '../../lib/playground-info.ts';
import { PlaygroundAs } from './playground.tsx';
import { PlaygroundSkeleton } from './skeleton.tsx';
import { usePlace } from './use-place.ts';

/** Alice of the local Discord's seed: who one is until one chooses. */
const FIRST_MEMBER = '1100000000000000001';

/** `/playground`, on the local network only. */
export function PlaygroundRoute() {
  const info = usePlaygroundInfo();
  const as = usePlace().as ?? FIRST_MEMBER;
  useEffect(() => {
    // A page for developers, in English whatever the rest is in.
    document.documentElement.lang = 'en';
    return () => {
      document.documentElement.lang = language;
    };
  }, []);
  if (info.data) {
    const { discordUrl } = info.data;
    return <PlaygroundAs key={`${discordUrl} ${as}`} origin={discordUrl} me={as} />;
  }
  if (info.isPending) {
    return <PlaygroundSkeleton label="Loading the Playground" />;
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
