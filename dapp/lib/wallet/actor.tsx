import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { Address } from 'viem';
import { useConnection } from 'wagmi';
import { useWallet } from '../api.ts';

/** Who acts: the connected wallet itself, or the graduated member's account that it owns. Addresses are lower case. */
export type Actor = { kind: 'wallet' | 'account'; address: Address; owner: Address };

type Actors = {
  actor: Actor | null;
  actors: Actor[];
  choose(address: Address): void;
  /** False while it is not known yet whether the wallet owns an account: nobody shall act as the wrong one. */
  settled: boolean;
};

const ActorContext = createContext<Actors>({ actor: null, actors: [], choose: () => undefined, settled: false });

export function ActorProvider({ children }: { children: ReactNode }) {
  const { address } = useConnection();
  const owner = address?.toLowerCase() as Address | undefined;
  const { data: wallet, isPending } = useWallet(owner);
  const [chosen, choose] = useState<Address | null>(null);
  const account = wallet?.account?.owner === owner ? (wallet?.account?.address as Address | undefined) : undefined;
  const value = useMemo(() => {
    const actors: Actor[] = owner
      ? [
          ...(account ? [{ kind: 'account', address: account, owner } as const] : []),
          { kind: 'wallet', address: owner, owner } as const,
        ]
      : [];
    return {
      actors,
      actor: actors.find((each) => each.address === chosen) ?? actors[0] ?? null,
      choose,
      settled: !isPending,
    };
  }, [owner, account, chosen, isPending]);
  return <ActorContext value={value}>{children}</ActorContext>;
}

export const useActors = () => use(ActorContext);
/** Null while no wallet is connected. */
export const useActor = () => use(ActorContext).actor;
