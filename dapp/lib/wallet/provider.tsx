import type { ChainResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { type ReactNode, useEffect, useMemo } from 'react';
import { WagmiProvider } from 'wagmi';
import { ActorProvider } from './actor.tsx';
import { configOf } from './config.ts';
import { resumePending } from './follow.ts';

/** Wallets for what is inside. */
export function WalletProvider({ chain, children }: { chain: ChainResponse; children: ReactNode }) {
  const config = useMemo(() => configOf(chain), [chain]);
  useEffect(() => {
    if (chain.local && chain.rpcUrl) {
      const url = chain.rpcUrl;
      import('./local-wallet.ts').then(({ announceLocalWallet }) => announceLocalWallet(url));
    }
  }, [chain]);
  useEffect(() => resumePending(config), [config]);
  return (
    <WagmiProvider config={config}>
      <ActorProvider>{children}</ActorProvider>
    </WagmiProvider>
  );
}
