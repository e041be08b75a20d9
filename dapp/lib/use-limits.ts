import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { useQuery } from '@tanstack/react-query';
import type { Address } from 'viem';
import { useClient } from 'wagmi';
import { useChain, useToken } from './api.ts';

/** What the shop itself counts of a buyer: units bought of this item, and whether the item that it asks for is held. */
export function useLimits({ item, perMember, heldItem }: ItemResponse, buyer: Address | undefined) {
  const token = useToken();
  const shop = useChain().data?.contracts.shop as Address | undefined;
  const client = useClient();
  return useQuery({
    queryKey: ['limits', token, buyer, item],
    queryFn: async () => {
      const { read } = await import('./read-contract.ts');
      const at = { address: shop!, abi: shopAbi } as const;
      const [bought, held] = await Promise.all([
        read(client!, { ...at, functionName: 'boughtBy', args: [token, BigInt(item), buyer!] }),
        heldItem
          ? read(client!, {
              ...at,
              functionName: 'balanceOf',
              args: [buyer!, receiptOf(token, heldItem.item)],
            })
          : 0n,
      ]);
      return { bought: Number(bought), holds: heldItem === null || held > 0n };
    },
    enabled: Boolean(buyer && shop && client) && (perMember !== null || heldItem !== null),
  });
}

/** Id of a receipt, as in IShop. */
export const receiptOf = (token: Address, item: number) => (BigInt(token) << 96n) | BigInt(item);
