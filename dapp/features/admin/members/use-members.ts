import type { PenaltiesResponse } from '@guildmint/bot/api/routes/penalties.ts';
import type { MembersResponse } from '@guildmint/bot/api/routes/users.ts';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useToken } from '../../../lib/api.ts';
import { staffGet } from '../../../lib/staff-api.ts';

export type Member = MembersResponse['users'][number];
export type Penalty = PenaltiesResponse['penalties'][number];

const PAGE = 100;
/** Browsers draw nothing taller than about thirty million pixels; by name and address everybody is found. */
export const MOST_LISTED = 500_000;

/** Members from one place to another, fetched by pages. */
export function useMembers({
  sort,
  search,
  first,
  last,
}: {
  sort: string;
  search: string;
  first: number;
  last: number;
}) {
  const token = useToken();
  const page = (number: number) => ({
    queryKey: ['staff', token, 'leaderboard', 'members', sort, search, number],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      staffGet(
        `/api/${token}/users?limit=${PAGE}&page=${number}&sort_by=${sort}&include_inactive=1${search ? `&search=${encodeURIComponent(search)}` : ''}`,
        signal,
      ),
  });
  // The first page tells how many there are, however far one looks: without it the table would begin anew at its top.
  const numbers = new Set([1]);
  for (let number = Math.floor(first / PAGE); number <= last / PAGE; number++) numbers.add(number + 1);
  const found = useQueries({ queries: Array.from(numbers, page) });
  const pages = new Map(Array.from(numbers, (number, i) => [number, found[i]!]));
  const failed = found.find(({ isError }) => isError);
  const known = pages.get(1)?.data;
  return {
    count: known && (search ? known.users.length : Math.min(known.total, MOST_LISTED)),
    total: known?.total,
    more: Boolean(search && known?.next),
    error: failed?.error ?? null,
    refetch: () => void failed?.refetch(),
    rowAt: (place: number): Member | undefined => pages.get(Math.floor(place / PAGE) + 1)?.data?.users[place % PAGE],
  };
}

export function useProfile(member: string) {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'entry', 'profile', member],
    queryFn: ({ signal }) => staffGet(`/api/${token}/users/${encodeURIComponent(member)}`, signal),
  });
}

/** The latest first. @param query of the API, such as `user_id=…` */
export function usePenalties(query: string) {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'penalty', query],
    queryFn: async ({ signal }) => (await staffGet(`/api/${token}/penalties?limit=100&${query}`, signal)).penalties,
  });
}

/** What the next penalty would be; null where the community has no policy. */
export function useConduct(member: string) {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'penalty', 'next', member],
    queryFn: ({ signal }) => staffGet(`/api/${token}/users/${encodeURIComponent(member)}/penalties/next`, signal),
  });
}

/** Who left the server. */
export function useInactive() {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'inactive'],
    queryFn: async ({ signal }) => (await staffGet(`/api/${token}/users/inactive?limit=100`, signal)).users,
  });
}
