import type { ChainResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { type ReactNode, useEffect, useState } from 'react';
import { WagmiContext } from 'wagmi';
import { reconnect } from 'wagmi/actions';
import { loadSentences } from '../sentences.ts';
import { ActorProvider } from './actor.tsx';
import { configOf } from './config.ts';
import type { Config } from './follow.ts';
import { pending } from './pending.ts';

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
      void comeBack(made);
      setConfig(made);
      // Fetched only where something is on its way.
      if (pending.all().some(({ state }) => state === 'waiting'))
        void Promise.all([import('./follow.ts'), loadSentences('refusals')]).then(([{ resumePending }]) =>
          resumePending(made),
        );
    });
    return () => {
      wanted = false;
    };
  }, [chain]);
  if (!config) return null;
  return (
    // Not WagmiProvider, which would connect to every wallet that knows this page.
    <WagmiContext value={config}>
      <ActorProvider>{children}</ActorProvider>
    </WagmiContext>
  );
}

/** After a reload: the wallet that was used last, and no other that may know this page from another day. */
async function comeBack(config: Config) {
  // What storage remembers of connections are names alone, which cannot be asked anything.
  config.setState((state) => ({ ...state, connections: new Map(), current: null, status: 'disconnected' }));
  const recent = await config.storage?.getItem('recentConnectorId');
  const connectors = config.connectors.filter(({ id }) => id === recent);
  if (connectors.length > 0) await reconnect(config, { connectors });
}
