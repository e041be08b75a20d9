import { shopAbi, stashAbi } from '@guildmint/contracts/abi.ts';
import { useQuery } from '@tanstack/react-query';
import type { Address } from 'viem';
import { useClient } from 'wagmi';
import { useChain, useToken } from '../../lib/api.ts';
import { read } from '../../lib/read-contract.ts';
import { readProof, STATES } from './proof.ts';

export const PAGE = 20;
/** The stream tells of purchases, and not of a draw that ends without one: what is open is asked for again. */
const AGAIN_MS = 5_000;

/** Draws, the newest first, and how many there are, as the contracts say. @param page from 0 */
export function useDraws(page: number) {
  const token = useToken();
  const client = useClient();
  const contracts = useChain().data?.contracts;
  return useQuery({
    queryKey: ['draws', token, 'list', page],
    queryFn: async () => {
      const stash = { address: contracts!.stash as Address, abi: stashAbi } as const;
      const shop = { address: contracts!.shop as Address, abi: shopAbi } as const;
      const total = Number(await read(client!, { ...stash, functionName: 'drawCount', args: [token] }));
      const first = total - page * PAGE;
      const numbers = Array.from({ length: Math.max(0, Math.min(PAGE, first)) }, (_, i) => first - i);
      const draws = await Promise.all(
        numbers.map(async (draw) => {
          const found = await read(client!, { ...stash, functionName: 'drawOf', args: [token, BigInt(draw)] });
          const args = [token, found.purchase] as const;
          const { buyer, item, boughtAt } = await read(client!, { ...shop, functionName: 'purchaseOf', args });
          const state = STATES[found.state] ?? 'none';
          return { draw, state, units: found.units, buyer, item: Number(item), boughtAt: Number(boughtAt) * 1000 };
        }),
      );
      return { total, draws };
    },
    enabled: Boolean(client && contracts),
  });
}

/** One draw with all that proves it; null where there is none of this number. */
export function useProof(draw: number) {
  const token = useToken();
  const client = useClient();
  const chain = useChain().data;
  return useQuery({
    queryKey: ['draws', token, 'one', draw],
    queryFn: ({ signal }) => {
      const { contracts, fromBlock } = chain!;
      const [stash, shop] = [contracts.stash as Address, contracts.shop as Address];
      return readProof({ client: client!, stash, shop, token, draw, fromBlock }, signal);
    },
    enabled: Boolean(client && chain && Number.isSafeInteger(draw) && draw > 0),
    refetchInterval: ({ state: { data } }) => (data?.state === 'open' || data?.state === 'revealed' ? AGAIN_MS : false),
  });
}
