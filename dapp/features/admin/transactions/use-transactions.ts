import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useToken } from '../../../lib/api.ts';
import { staffGet } from '../../../lib/staff-api.ts';

export type Filter = { q: string; type: string; from: string; to: string; min: string; max: string; archived: string };
export const FILTERS = ['q', 'type', 'from', 'to', 'min', 'max', 'archived'] as const;

/** As the API's query has it. */
export function queryOf({ q, type, from, to, min, max, archived }: Filter, search: 'search' | 'user_id'): string {
  const named = {
    ...{ [search]: q, type, from, to, min_amount: min, max_amount: max },
    include_archived: archived && '1',
  };
  return new URLSearchParams(Object.entries(named).filter(([, value]) => value)).toString();
}

export function useTransactions(filter: Filter) {
  const token = useToken();
  const query = queryOf(filter, 'search');
  return useInfiniteQuery({
    queryKey: ['staff', token, 'entry', 'transactions', query],
    queryFn: ({ pageParam, signal }) =>
      staffGet(
        `/api/${token}/transactions?limit=100&${query}${pageParam && `&cursor=${encodeURIComponent(pageParam)}`}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

export function useFlows(period: string, member: string) {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'entry', 'flows', period, member],
    queryFn: ({ signal }) =>
      staffGet(
        `/api/${token}/transactions/statistics?period=${period}${member && `&user_id=${encodeURIComponent(member)}`}`,
        signal,
      ),
  });
}
