import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { Address } from 'viem';
import { useConnection } from 'wagmi';
import { useWallet } from '../api.ts';

/** Who acts: the connected wallet itself, or the graduated member's account that it owns. Addresses are lower case. */
export type Actor = { kind: 'wallet' | 'account'; address: Address; owner: Address };

const ActorContext = createContext<{ actor: Actor | null; actors: Actor[]; choose(address: Address): void }>({
  actor: null,
  actors: [],
  choose: () => undefined,
});

export function ActorProvider({ children }: { children: ReactNode }) {
  const { address } = useConnection();
  const owner = address?.toLowerCase() as Address | undefined;
  const wallet = useWallet(owner).data;
  const [chosen, choose] = useState<Address | null>(null);
  const account = wallet?.account?.owner === owner ? (wallet?.account?.address as Address | undefined) : undefined;
  const value = useMemo(() => {
    const actors: Actor[] = owner
      ? [
          ...(account ? [{ kind: 'account', address: account, owner } as const] : []),
          { kind: 'wallet', address: owner, owner } as const,
        ]
      : [];
    return { actors, actor: actors.find((each) => each.address === chosen) ?? actors[0] ?? null, choose };
  }, [owner, account, chosen]);
  return <ActorContext value={value}>{children}</ActorContext>;
}

export const useActors = () => use(ActorContext);
/** Null while no wallet is connected. */
export const useActor = () => use(ActorContext).actor;
