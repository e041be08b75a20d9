import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { useQuery } from '@tanstack/react-query';
import type { Address } from 'viem';
import { useClient } from 'wagmi';
import { useToken } from './api.ts';

/** A member's standing as the token itself says, at the latest block. */
export function useStanding(address: Address | undefined) {
  const token = useToken();
  const client = useClient();
  return useQuery({
    queryKey: ['standing', token, address],
    queryFn: async () => {
      const { read } = await import('./read-contract.ts');
      return read(client!, { address: token, abi: tokenAbi, functionName: 'standingOf', args: [address!] });
    },
    enabled: Boolean(address && client),
  });
}
