import type { BalanceResponse } from '@guildmint/bot/api/routes/balance.ts';
import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { Flame, Receipt, Send, Store } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Address } from 'viem';
import { buttonClass } from '../../components/button.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, Skeleton } from '../../components/page-title.tsx';
import { LoadFailure } from '../../components/states.tsx';
import { TierProgress } from '../../components/tier-progress.tsx';
import { formatCount } from '../../lib/amount.ts';
import { useBalance, useCommunity } from '../../lib/api.ts';

const SHORTCUTS = [
  { to: '/shop', label: msg`Spend`, icon: Store, variant: 'accent' },
  { to: '/send', label: msg`Send`, icon: Send, variant: 'secondary' },
  { to: '/receipts', label: msg`Receipts`, icon: Receipt, variant: 'secondary' },
] as const;

/** What the acting account has, and where it stands. */
export function BalanceCard({ address }: { address: Address }) {
  const { token } = useCommunity();
  const balance = useBalance(address);
  return (
    <section aria-label={t`Balance`} className={`${cardClass} flex flex-col`}>
      {balance.data ? (
        <Figures balance={balance.data} />
      ) : balance.isError ? (
        <LoadFailure what={t`your balance`} error={balance.error} onRetry={() => balance.refetch()} />
      ) : (
        <>
          <p role="status" className="sr-only">
            <Trans>Loading your balance</Trans>
          </p>
          <Skeleton className="h-49 w-full" />
        </>
      )}
      <div className="mt-auto flex flex-wrap gap-2 pt-5">
        {SHORTCUTS.map(({ to, label, icon: Icon, variant }) => (
          <Link key={to} to={`/c/${token}${to}`} className={buttonClass(variant, 'min-h-10')}>
            <Icon className="size-4" aria-hidden />
            {i18n._(label)}
          </Link>
        ))}
      </div>
    </section>
  );
}

function Figures({ balance }: { balance: BalanceResponse }) {
  const { streak, rank, pending, earnedToday } = balance;
  return (
    <>
      <p className="text-sm text-muted">
        <Trans>Balance</Trans>
      </p>
      <p className="mt-0.5 text-4xl font-bold tracking-tight break-words sm:text-5xl" aria-live="polite">
        <Money amount={balance.balance} className="[&_span]:text-xl" />
      </p>
      {BigInt(pending.value) > 0n && (
        <p className="mt-1 text-sm text-muted">
          <Trans>
            About <Money amount={pending} /> more wait to be settled
          </Trans>
        </p>
      )}
      <TierProgress balance={balance} />
      <dl className="mt-5 grid grid-cols-3 gap-3 text-sm">
        <Figure name={t`Streak`}>
          {streak > 0 && <Flame className="size-4 shrink-0 text-gold" aria-hidden />}
          <Plural value={streak} one="# day" other="# days" />
        </Figure>
        <Figure name={t`Rank`}>{rank ? `#${formatCount(rank)}` : t`None yet`}</Figure>
        <Figure name={t`Earned today`}>
          <Money amount={earnedToday} bare />
        </Figure>
      </dl>
    </>
  );
}

const Figure = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-muted">{name}</dt>
    <dd className="mt-0.5 flex items-center gap-1 text-base font-semibold tabular-nums">{children}</dd>
  </div>
);
