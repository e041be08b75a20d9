import { tokenAbi } from '@guildmint/contracts/abi.ts';
import type { Address } from 'viem';
import { useReadContract } from 'wagmi';
import { useToken } from './api.ts';

const DAY_MS = 86_400_000;

/** Whether today's reward was claimed, as the token itself says. */
export function useClaim(address: Address | undefined) {
  const token = useToken();
  const { data, refetch } = useReadContract({
    address: token,
    abi: tokenAbi,
    functionName: 'standingOf',
    args: [address ?? '0x0000000000000000000000000000000000000000'],
    query: { enabled: address !== undefined },
  });
  const nextAt = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS;
  return { claimed: data?.claimedToday ?? false, nextAt, refetch: () => void refetch() };
}
