import type { ChainResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { type ReactNode, useEffect, useState } from 'react';
import { WagmiProvider } from 'wagmi';
import { ActorProvider } from './actor.tsx';
import { configOf } from './config.ts';
import { type Config, resumePending } from './follow.ts';

/** Wallets for what is inside. */
export function WalletProvider({ chain, children }: { chain: ChainResponse; children: ReactNode }) {
  const [config, setConfig] = useState<Config | null>(null);
  useEffect(() => {
    let wanted = true;
    // Announced before anybody looks, so that a reload finds the wallet that was connected.
    const announced =
      chain.local && chain.rpcUrl
        ? import('./local-wallet.ts').then(({ announceLocalWallet }) => announceLocalWallet(chain.rpcUrl!))
        : Promise.resolve();
    announced.then(() => {
      if (!wanted) return;
      const made = configOf(chain);
      setConfig(made);
      resumePending(made);
    });
    return () => {
      wanted = false;
    };
  }, [chain]);
  if (!config) return null;
  return (
    <WagmiProvider config={config}>
      <ActorProvider>{children}</ActorProvider>
    </WagmiProvider>
  );
}
