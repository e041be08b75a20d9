import type { ChainResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { type Chain, defineChain } from 'viem';
import { createConfig, http } from 'wagmi';

/** The deployment's network, as wallets and viem want it described. */
const networkOf = (chain: ChainResponse): Chain =>
  defineChain({
    id: chain.chainId,
    name: chain.name,
    nativeCurrency: chain.currency,
    rpcUrls: { default: { http: chain.rpcUrl ? [chain.rpcUrl] : [] } },
    ...(chain.explorerTxUrl && {
      blockExplorers: { default: { name: 'Explorer', url: new URL(chain.explorerTxUrl).origin } },
    }),
    testnet: chain.local,
  });

/** Wallets are found by EIP-6963 alone; the chain is read through our own server, which forwards reads and nothing else. */
export const configOf = (chain: ChainResponse) =>
  createConfig({
    chains: [networkOf(chain)],
    transports: { [chain.chainId]: http('/api/rpc', { retryCount: 1, batch: { batchSize: 20 } }) },
    pollingInterval: 1_000,
    multiInjectedProviderDiscovery: true,
  });
