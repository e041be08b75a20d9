import type { ChainResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { type ReactNode, startTransition, useEffect, useState } from 'react';
import { WagmiContext } from 'wagmi';
import { reconnect } from 'wagmi/actions';
import { loadSentences } from '../sentences.ts';
import { ActorProvider } from './actor.tsx';
import { configOf } from './config.ts';
import type { Config } from './follow.ts';
import { pending } from './pending.ts';

const opening = new WeakMap<ChainResponse, Promise<Config>>();
const opened = new WeakMap<ChainResponse, Config>();

/** The wallets for a chain, with the one that was used last: once, whoever asks again. */
export function openWallets(chain: ChainResponse): Promise<Config> {
  const known = opening.get(chain);
  if (known) return known;
  const made = (async () => {
    // Announced before anybody looks, so that a reload finds the wallet that was connected.
    if (chain.local && chain.rpcUrl) (await import('./local-wallet.ts')).announceLocalWallet(chain.rpcUrl);
    const config = configOf(chain);
    opened.set(chain, config);
    void comeBack(config);
    // Fetched only where something is on its way.
    if (pending.all().some(({ state }) => state === 'waiting'))
      void Promise.all([import('./follow.ts'), loadSentences('refusals')]).then(([{ resumePending }]) =>
        resumePending(config),
      );
    return config;
  })();
  opening.set(chain, made);
  made.catch(() => opening.delete(chain));
  return made;
}

/** Wallets for what is inside. */
export function WalletProvider({ chain, children }: { chain: ChainResponse; children: ReactNode }) {
  const [config, setConfig] = useState(opened.get(chain));
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    let wanted = true;
    openWallets(chain).then((made) => wanted && startTransition(() => setConfig(made)), setFailure);
    return () => {
      wanted = false;
    };
  }, [chain]);
  if (failure) throw failure;
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
