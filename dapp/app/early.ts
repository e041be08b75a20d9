import type { QueryClient } from '@tanstack/react-query';
import { chainQuery, communitiesQuery } from '../lib/api.ts';

/** Takes what index.html has asked for, so that the first page is put together once, and not anew at every answer. */
export async function takeEarly(client: QueryClient): Promise<void> {
  if (!globalThis.early) return;
  await Promise.all([client.prefetchQuery(chainQuery), client.prefetchQuery(communitiesQuery)]);
  const chain = client.getQueryData(chainQuery.queryKey);
  const { openWallets } = await import('../lib/wallet/provider.tsx');
  // What fails here fails again on the page, which says so.
  if (chain) await openWallets(chain).catch(() => undefined);
}
