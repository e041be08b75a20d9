import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useRouteError } from 'react-router';
import { FullPage, LoadFailure } from '../components/states.tsx';

/** Shown when a route crashes or its code cannot be loaded. */
export function RouteError() {
  const error = useRouteError();
  return (
    <FullPage>
      <LoadFailure
        what={t`this page`}
        error={error instanceof Error ? error : new Error(t`An unexpected fault occurred.`)}
        onRetry={() => window.location.reload()}
      />
    </FullPage>
  );
}

export function NotFound() {
  return (
    <FullPage>
      <h1 className="text-xl font-semibold">
        <Trans>There is no page at this address</Trans>
      </h1>
      <Link to="/" className="inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-4">
        <Trans>Go to the start page</Trans>
      </Link>
    </FullPage>
  );
}
