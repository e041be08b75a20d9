import type { ReactNode } from 'react';
import { ListSkeleton } from '../../components/page-title.tsx';
import { LoadFailure } from '../../components/states.tsx';

type Query<T> = { data: T | undefined; error: Error | null; refetch: () => unknown };

/** What was loaded, or how far that is. */
export function Loaded<T>({
  what,
  query,
  children,
}: {
  what: string;
  query: Query<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <LoadFailure what={what} error={query.error} onRetry={() => void query.refetch()} />;
  return <ListSkeleton label={what} rows={4} />;
}
