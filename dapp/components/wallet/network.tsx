import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { TriangleAlert } from 'lucide-react';
import { useConnection, useSwitchChain } from 'wagmi';
import { useChain } from '../../lib/api.ts';
import { isRejected } from '../../lib/wallet/said.ts';
import { Button } from '../button.tsx';

/** Brings the wallet to our network; one that does not know it is told what it is (EIP-3085). */
export function useSwitchNetwork() {
  const chain = useChain().data;
  const { mutate, isPending, error } = useSwitchChain();
  const declined = error !== null && isRejected(error);
  return {
    change: () => chain && mutate({ chainId: chain.chainId }),
    isPending,
    sentence: !error
      ? null
      : declined
        ? t`You declined in your wallet: it stays on the other network.`
        : t`The wallet did not switch by itself: add the network there with the values above, or try again.`,
    refused: error !== null && !declined,
  };
}

/** Shown on every page while the wallet is elsewhere. */
export function NetworkBanner() {
  const chain = useChain().data;
  const { isConnected, chainId } = useConnection();
  const network = useSwitchNetwork();
  if (!chain || !isConnected || chainId === chain.chainId) return null;
  const values = [
    [t`Network name`, chain.name],
    [t`Chain ID`, `${chain.chainId}`],
    [t`Currency`, chain.currency.symbol],
    ['RPC URL', chain.rpcUrl ?? t`ask the community’s staff`],
  ];
  return (
    <section aria-label={t`Wrong network`} className="border-b border-line bg-gold-soft px-4 py-3 text-sm">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 gap-y-2">
        <p className="flex items-center gap-2 font-medium text-gold">
          <TriangleAlert className="size-4.5 shrink-0" aria-hidden />
          <Trans>Your wallet is on another network. This community lives on {chain.name}.</Trans>
        </p>
        <Button variant="accent" onClick={network.change} disabled={network.isPending}>
          {network.isPending ? t`Switch in your wallet …` : t`Switch network`}
        </Button>
        {/* Its own state: it opens by itself once the wallet has refused. */}
        <details key={`${network.refused}`} open={network.refused} className="w-full">
          <summary className="w-fit cursor-pointer py-1 text-xs underline underline-offset-4 pointer-coarse:py-3">
            <Trans>Add it by hand</Trans>
          </summary>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
            {values.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="font-mono break-all select-all">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
        {network.sentence && (
          <p role="alert" className="w-full">
            {network.sentence}
          </p>
        )}
      </div>
    </section>
  );
}
