import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { get, useToken } from './api.ts';

const PAGE = 100;
const MOST_PAGES = 20;

/**
 * Members by what they hold. @param wanted a name to go on looking for
 * @returns those known so far, and whether more are on their way
 */
export function useMembers(wanted: string) {
  const token = useToken();
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: ['members', token],
    queryFn: ({ pageParam, signal }) =>
      get(`/api/leaderboard/tokens?community=${token}&by=balance&period=all&limit=${PAGE}&offset=${pageParam}`, signal),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) =>
      pages.length * PAGE < total && pages.length < MOST_PAGES ? pages.length * PAGE : undefined,
    staleTime: 60_000,
  });
  const members = data?.pages.flatMap(({ rows }) => rows) ?? [];
  const name = wanted.trim().replace(/^@/, '').toLowerCase();
  const missing = name.length > 1 && !/^0x/.test(name) && !members.some((each) => each.name?.toLowerCase() === name);
  useEffect(() => {
    if (missing && hasNextPage && !isFetching) void fetchNextPage();
  }, [missing, hasNextPage, isFetching, fetchNextPage]);
  return { members, more: isFetching || (missing && hasNextPage) };
}
