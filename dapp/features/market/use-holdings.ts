import { marketAbi, shopAbi } from '@guildmint/contracts/abi.ts';
import { useQuery } from '@tanstack/react-query';
import type { Address } from 'viem';
import { useClient } from 'wagmi';
import { useChain, useItems, useToken } from '../../lib/api.ts';
import { receiptOf } from '../../lib/use-limits.ts';
import { useCollectibles, useMarketAt } from './use-market.ts';

/** Something that may change hands, and how much of it there is. */
export type Holding = { collection: string | null; id: string; held: number };

/** What an account could sell or trade: transferable receipts, as the shop itself counts them, and collectibles. */
export function useHoldings(account: Address | undefined): Holding[] | undefined {
  const token = useToken();
  const client = useClient();
  const shop = useChain().data?.contracts.shop as Address | undefined;
  const items = useItems().data?.items.filter(({ transferable }) => transferable);
  const collectibles = useCollectibles(account).data;
  const receipts = useQuery({
    queryKey: ['holdings', token, account, items?.map(({ item }) => item).join()],
    queryFn: async () => {
      const { read } = await import('../../lib/read-contract.ts');
      return Promise.all(
        items!.map(async ({ item }) => ({
          ...{ collection: null, id: `${item}` },
          held: Number(
            await read(client!, {
              ...{ address: shop!, abi: shopAbi, functionName: 'balanceOf' },
              args: [account!, receiptOf(token, item)],
            }),
          ),
        })),
      );
    },
    enabled: Boolean(account && client && shop && items),
  }).data;
  if (!receipts || !collectibles) return undefined;
  return [
    ...receipts.filter(({ held }) => held > 0),
    ...collectibles.map(({ collection, id }) => ({ collection, id, held: 1 })),
  ];
}

/** Basis points of a price that are burned. */
export function useFee() {
  const at = useMarketAt();
  const client = useClient();
  return useQuery({
    queryKey: ['market-fee', at?.token],
    queryFn: async () => {
      const { read } = await import('../../lib/read-contract.ts');
      const { token, market } = at!;
      return read(client!, { address: market, abi: marketAbi, functionName: 'feeOf', args: [token] });
    },
    enabled: Boolean(at && client),
  }).data;
}
