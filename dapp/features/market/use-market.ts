import type { ListingResponse } from '@guildmint/bot/api/routes/market.ts';
import type { CollectibleResponse, TradeResponse } from '@guildmint/bot/api/routes/walletHoldings.ts';
import { marketAbi, shopAbi } from '@guildmint/contracts/abi.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Address } from 'viem';
import { useClient } from 'wagmi';
import { get, useChain, useItems, useToken } from '../../lib/api.ts';
import { receiptOf } from '../../lib/use-limits.ts';
import type { At } from './steps.ts';

/** Where the market of the route's community is; null while it is not known. */
export function useMarketAt(): At | null {
  const token = useToken();
  const market = useChain().data?.contracts.market as Address | undefined;
  return useMemo(() => (market ? { token, market } : null), [token, market]);
}

/** What is up for sale, the newest first. @param seller theirs alone, also what can no longer be bought */
export function useListings(seller?: Address) {
  const token = useToken();
  return useInfiniteQuery({
    queryKey: ['listings', token, seller ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      get<{ listings: ListingResponse[]; next: string | null }>(
        `/api/${token}/market/listings?limit=100${seller ? `&seller=${seller}` : ''}${pageParam ? `&cursor=${pageParam}` : ''}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** What a member has proposed or was proposed, the latest first. */
export function useTrades(account: Address | undefined) {
  const token = useToken();
  return useQuery({
    queryKey: ['trades', token, account],
    queryFn: async ({ signal }) =>
      (await get<{ trades: TradeResponse[] }>(`/api/${token}/users/${account}/trades`, signal)).trades,
    enabled: account !== undefined,
  });
}

/** NFTs that the stash holds for a member. */
export function useCollectibles(account: Address | undefined) {
  const token = useToken();
  return useQuery({
    queryKey: ['collectibles', token, account],
    queryFn: async ({ signal }) =>
      (await get<{ collectibles: CollectibleResponse[] }>(`/api/${token}/users/${account}/collectibles`, signal))
        .collectibles,
    enabled: account !== undefined,
  });
}

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
