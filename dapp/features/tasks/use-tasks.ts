import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Address } from 'viem';
import { useClient } from 'wagmi';
import { get, useChain, useToken } from '../../lib/api.ts';

export function useTasks(open: boolean) {
  const token = useToken();
  return useInfiniteQuery({
    queryKey: ['tasks', token, open],
    queryFn: ({ pageParam, signal }) =>
      get(
        `/api/${token}/tasks?limit=30${open ? '&state=open' : ''}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

export function useTask(task: string) {
  const token = useToken();
  return useQuery({
    queryKey: ['tasks', token, 'one', task],
    queryFn: ({ signal }) => get(`/api/${token}/tasks/${encodeURIComponent(task)}`, signal),
  });
}

/** What an account has claimed, the newest first. */
export function useClaims(account: Address | undefined) {
  const token = useToken();
  return useQuery({
    queryKey: ['claims', token, account],
    queryFn: async ({ signal }) => (await get(`/api/${token}/users/${account}/claims`, signal)).claims,
    enabled: account !== undefined,
  });
}

/** Seconds that reviewers have before the claimant may turn to the staff. */
export function useReviewPeriod() {
  const token = useToken();
  const tasks = useChain().data?.contracts.tasks as Address | undefined;
  const client = useClient();
  return useQuery({
    queryKey: ['reviewPeriod', token],
    queryFn: async () => {
      const { read } = await import('../../lib/read-contract.ts');
      const policy = await read(client!, {
        address: tasks!,
        abi: tasksAbi,
        functionName: 'policyOf',
        args: [token],
      });
      return policy.reviewPeriod;
    },
    enabled: Boolean(tasks && client),
    staleTime: 60_000,
  }).data;
}
