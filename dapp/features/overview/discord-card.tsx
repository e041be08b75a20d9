import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { MessagesSquare } from 'lucide-react';
import { Link } from 'react-router';
import type { Address } from 'viem';
import { Money } from '../../components/money.tsx';
import { cardClass, Skeleton } from '../../components/page-title.tsx';
import { useBalance, useCommunity } from '../../lib/api.ts';

/** The account that the bot keeps for the wallet's owner, until it graduates. */
export function DiscordCard({ address, name }: { address: Address; name: string }) {
  const { token } = useCommunity();
  const balance = useBalance(address);
  return (
    <section aria-label={t`Your account on Discord`} className={cardClass}>
      <p className="flex items-center gap-2 font-semibold">
        <MessagesSquare className="size-4.5 text-accent" aria-hidden />
        <Trans>On Discord, as {name}</Trans>
      </p>
      {balance.data ? (
        <p className="mt-2 text-2xl font-bold tracking-tight">
          <Money amount={balance.data.balance} className="[&_span]:text-sm" />
        </p>
      ) : balance.isError ? (
        <p role="alert" className="mt-2 text-sm text-danger-ink">
          {balance.error.message}
        </p>
      ) : (
        <Skeleton className="mt-2 h-9 w-32" />
      )}
      <p className="mt-1 text-sm text-muted text-pretty">
        <Trans>
          An account of its own, beside this wallet; the bot acts for it.{' '}
          <Link to={`/c/${token}/wallet`} className="font-medium text-accent underline underline-offset-4">
            Make it your own
          </Link>
        </Trans>
      </p>
    </section>
  );
}
