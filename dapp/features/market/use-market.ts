import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Address } from 'viem';
import { get, useChain, useToken } from '../../lib/api.ts';
import type { At } from './steps.ts';

/** Where the market of the route's community is; null while it is not known. */
export function useMarketAt(): At | null {
  const token = useToken();
  const market = useChain().data?.contracts.market as Address | undefined;
  return useMemo(() => (market ? { token, market } : null), [token, market]);
}

/** What is up for sale, the newest first. @param seller theirs alone, also what can no longer be bought */
export function useListings(seller?: Address) {
  const token = useToken();
  return useInfiniteQuery({
    queryKey: ['listings', token, seller ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      get(
        `/api/${token}/market/listings?limit=100${seller ? `&seller=${seller}` : ''}${pageParam ? `&cursor=${pageParam}` : ''}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** What a member has proposed or was proposed, the latest first. */
export function useTrades(account: Address | undefined) {
  const token = useToken();
  return useQuery({
    queryKey: ['trades', token, account],
    queryFn: async ({ signal }) => (await get(`/api/${token}/users/${account}/trades`, signal)).trades,
    enabled: account !== undefined,
  });
}

/** Offers of tokens for another community’s that a member may take or has made, the newest first. */
export function useSwaps(account: Address | undefined) {
  const token = useToken();
  return useQuery({
    queryKey: ['swaps', token, account],
    queryFn: async ({ signal }) => (await get(`/api/${token}/users/${account}/swaps`, signal)).swaps,
    enabled: account !== undefined,
  });
}

/** NFTs that the stash holds for a member. */
export function useCollectibles(account: Address | undefined) {
  const token = useToken();
  return useQuery({
    queryKey: ['collectibles', token, account],
    queryFn: async ({ signal }) => (await get(`/api/${token}/users/${account}/collectibles`, signal)).collectibles,
    enabled: account !== undefined,
  });
}
