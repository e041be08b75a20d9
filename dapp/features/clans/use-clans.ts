import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Address } from 'viem';
import { get, useChain, useToken } from '../../lib/api.ts';
import type { At } from './steps.ts';

/** The stream tells of clans, but not of what their members earn for them. */
const AGAIN_MS = 5_000;

type Sort = 'size' | 'earned';

/** Where the clans of the route's community are; null while it is not known. */
export function useClansAt(): At | null {
  const token = useToken();
  const clans = useChain().data?.contracts.clans as Address | undefined;
  return useMemo(() => (clans ? { token, clans } : null), [token, clans]);
}

/** Clans that live, by members or by what they earned this week. */
export function useClans(sort: Sort) {
  const token = useToken();
  return useInfiniteQuery({
    queryKey: ['clans', token, 'list', sort],
    queryFn: ({ pageParam, signal }) =>
      get(`/api/${token}/clans?sort=${sort}&limit=50${pageParam ? `&cursor=${pageParam}` : ''}`, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: AGAIN_MS,
  });
}

/** A clan with its members, the longest first. */
export function useClan(clan: string) {
  const token = useToken();
  return useQuery({
    queryKey: ['clans', token, 'one', clan],
    queryFn: ({ signal }) => get(`/api/${token}/clans/${encodeURIComponent(clan)}`, signal),
    refetchInterval: AGAIN_MS,
  });
}

/** The clan that an account is in, and those that invited it. */
export function useClanStanding(account: Address | undefined) {
  const token = useToken();
  return useQuery({
    queryKey: ['clans', token, 'of', account],
    queryFn: ({ signal }) => get(`/api/${token}/users/${account}/clan`, signal),
    enabled: account !== undefined,
  });
}

/** Challenges, the newest first. */
export function useChallenges() {
  const token = useToken();
  return useInfiniteQuery({
    queryKey: ['clans', token, 'challenges'],
    queryFn: ({ pageParam, signal }) =>
      get(`/api/${token}/challenges?limit=20${pageParam ? `&cursor=${pageParam}` : ''}`, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: AGAIN_MS,
  });
}
