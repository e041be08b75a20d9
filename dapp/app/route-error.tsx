import { Link, useRouteError } from 'react-router';
import { FullPage, LoadFailure } from '../components/states.tsx';

/** Shown when a route crashes or its code cannot be loaded. */
export function RouteError() {
  const error = useRouteError();
  return (
    <FullPage>
      <LoadFailure
        what="this page"
        error={error instanceof Error ? error : new Error('An unexpected fault occurred.')}
        onRetry={() => window.location.reload()}
      />
    </FullPage>
  );
}

export function NotFound() {
  return (
    <FullPage>
      <h1 className="text-xl font-semibold">There is no page at this address</h1>
      <Link to="/" className="inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-4">
        Go to the start page
      </Link>
    </FullPage>
  );
}
