import { TriangleAlert } from 'lucide-react';
import { useConnection, useSwitchChain } from 'wagmi';
import { useChain } from '../../lib/api.ts';
import { isRejected } from '../../lib/wallet/errors.ts';
import { Button } from '../button.tsx';

/** Brings the wallet to our network; one that does not know it is told what it is (EIP-3085). */
export function useSwitchNetwork() {
  const chain = useChain().data;
  const { mutate, isPending, error } = useSwitchChain();
  return {
    change: () => chain && mutate({ chainId: chain.chainId }),
    isPending,
    sentence: error
      ? isRejected(error)
        ? 'You declined in your wallet: it stays on the other network.'
        : 'The wallet did not switch by itself: add the network there with the values below.'
      : null,
    refused: Boolean(error) && !isRejected(error),
  };
}

/** Shown on every page while the wallet is elsewhere. */
export function NetworkBanner() {
  const chain = useChain().data;
  const { isConnected, chainId } = useConnection();
  const network = useSwitchNetwork();
  if (!chain || !isConnected || chainId === chain.chainId) return null;
  const values = [
    ['Network name', chain.name],
    ['Chain ID', `${chain.chainId}`],
    ['Currency', chain.currency.symbol],
    ['RPC URL', chain.rpcUrl ?? 'ask the community’s staff'],
  ];
  return (
    <section aria-label="Wrong network" className="border-b border-line bg-gold-soft px-4 py-3 text-sm">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-x-4 gap-y-2">
        <p className="flex items-center gap-2 font-medium text-gold">
          <TriangleAlert className="size-4.5 shrink-0" aria-hidden />
          Your wallet is on another network. This community lives on {chain.name}.
        </p>
        <Button variant="accent" onClick={network.change} disabled={network.isPending}>
          {network.isPending ? 'Switch in your wallet …' : 'Switch network'}
        </Button>
        {network.sentence && (
          <p role="alert" className="w-full">
            {network.sentence}
          </p>
        )}
        {network.refused && (
          <dl className="grid w-full grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
            {values.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="font-mono break-all select-all">{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </section>
  );
}
