import { createPublicClient, defineChain, http, type PublicClient } from 'viem';
import type { Metrics } from '../metrics.ts';

/** MintMe's own chain; viem does not know it. */
const mintMe = defineChain({
  id: 24_734,
  name: 'MintMe.com Coin',
  nativeCurrency: { name: 'MintMe', symbol: 'MINTME', decimals: 18 },
  rpcUrls: { default: { http: ['https://node1.mintme.com'] } },
  blockExplorers: { default: { name: 'MintMe Explorer', url: 'https://www.mintme.com/explorer' } },
});

/** A client that reads. Questions asked in the same moment travel as one request. */
export function openClient(
  { rpcUrl, chainId, pollMs }: { rpcUrl: string; chainId: number; pollMs: number },
  metrics?: Metrics,
): PublicClient {
  const chain =
    chainId === mintMe.id
      ? mintMe
      : defineChain({
          id: chainId,
          name: `Chain ${chainId}`,
          nativeCurrency: { name: 'Coin', symbol: 'COIN', decimals: 18 },
          rpcUrls: { default: { http: [rpcUrl] } },
        });
  return createPublicClient({
    chain,
    transport: http(rpcUrl, {
      batch: { batchSize: 50 },
      retryCount: 2,
      timeout: 20_000,
      ...(metrics && { fetchFn: timed(metrics, new URL(rpcUrl).host) }),
    }),
    pollingInterval: pollMs,
    cacheTime: 0,
  });
}

/** Counts by host: the rest of a node's URL may hold a key. */
function timed({ rpcErrors, rpcSeconds }: Metrics, node: string): typeof fetch {
  return async (...request) => {
    const done = rpcSeconds.startTimer({ node });
    try {
      const response = await fetch(...request);
      if (!response.ok) rpcErrors.inc({ node });
      return response;
    } catch (error) {
      rpcErrors.inc({ node });
      throw error;
    } finally {
      done();
    }
  };
}
