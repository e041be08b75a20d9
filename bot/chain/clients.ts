import { createPublicClient, defineChain, type Hex, type PublicClient } from 'viem';
import { type Answered, openNodes, type Warn } from './nodes.ts';

/** MintMe's own chain; viem does not know it. */
const mintMe = defineChain({
  id: 24_734,
  name: 'MintMe.com Coin',
  nativeCurrency: { name: 'MintMe', symbol: 'MINTME', decimals: 18 },
  rpcUrls: { default: { http: ['https://node1.mintme.com'] } },
  blockExplorers: { default: { name: 'MintMe Explorer', url: 'https://www.mintme.com/explorer' } },
});

/** A client that reads, and hands signed transactions over. Questions asked in the same moment travel as one request. */
export function openClient(
  { rpcUrls, chainId, pollMs }: { rpcUrls: string[]; chainId: number; pollMs: number },
  { answered, warn, genesis }: { answered?: Answered; warn?: Warn; genesis?: Hex } = {},
): PublicClient {
  const chain =
    chainId === mintMe.id
      ? mintMe
      : defineChain({
          id: chainId,
          name: `Chain ${chainId}`,
          nativeCurrency: { name: 'Coin', symbol: 'COIN', decimals: 18 },
          rpcUrls: { default: { http: rpcUrls } },
        });
  return createPublicClient({
    chain,
    transport: openNodes({ urls: rpcUrls, chain: { id: chainId, genesis }, warn, answered }),
    pollingInterval: pollMs,
    cacheTime: 0,
  });
}
