import type { Logger } from 'pino';
import { createPublicClient, http } from 'viem';
import { FatalError } from '../errors.ts';
import type { Deployment } from './chain.ts';

const PATIENCE_MS = 5000;

/**
 * Looks at each of several nodes. One that does not answer may come back, and is told of.
 * @throws FatalError if one serves another chain: whatever it answered would be wrong
 */
export async function checkNodes(urls: string[], { chainId, genesis }: Deployment, log: Logger) {
  if (urls.length === 1) return;
  const looks = urls.map(async (url) => {
    // The rest of its URL may hold a key.
    const { host } = new URL(url);
    const client = createPublicClient({ transport: http(url, { timeout: PATIENCE_MS, retryCount: 0 }) });
    const look = () => Promise.all([client.getChainId(), client.getBlock({ blockNumber: 0n })]);
    const seen = await look().catch((error: unknown) => {
      log.warn({ node: host, err: error }, 'a node does not answer: it is asked again later');
      return null;
    });
    if (!seen) return;
    const [id, first] = seen;
    if (id !== chainId)
      throw new FatalError(
        `The node at ${host} serves chain ${id}, not ${chainId}: take it out of RPC_URL and RPC_URLS.`,
      );
    if (first.hash !== genesis)
      throw new FatalError(
        `The node at ${host} serves another chain of the same number: take it out of RPC_URL and RPC_URLS.`,
      );
  });
  await Promise.all(looks);
}
