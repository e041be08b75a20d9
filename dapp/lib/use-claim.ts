import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { useQuery } from '@tanstack/react-query';
import type { Address } from 'viem';
import { useClient } from 'wagmi';
import { useToken } from './api.ts';
import { useRefreshAt } from './use-refresh-at.ts';

const DAY_MS = 86_400_000;

/** Whether today's reward was claimed, as the token itself says, and when the next one opens, in ms. */
export function useClaim(address: Address | undefined) {
  const token = useToken();
  const client = useClient();
  const { data, refetch } = useQuery({
    queryKey: ['claim', token, address],
    queryFn: async () => {
      const { read } = await import('./read-contract.ts');
      const standing = { address: token, abi: tokenAbi, functionName: 'standingOf', args: [address!] } as const;
      return (await read(client!, standing)).claimedToday;
    },
    enabled: Boolean(address && client),
  });
  // Days are UTC for everybody.
  const nextAt = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS;
  useRefreshAt([new Date(nextAt).toISOString()], refetch);
  return { claimed: data ?? false, nextAt, refetch: () => void refetch() };
}
