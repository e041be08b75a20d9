import type { BalanceResponse } from '@guildmint/bot/api/routes/balance.ts';
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
  { to: '/shop', label: 'Spend', icon: Store, variant: 'accent' },
  { to: '/send', label: 'Send', icon: Send, variant: 'secondary' },
  { to: '/receipts', label: 'Receipts', icon: Receipt, variant: 'secondary' },
] as const;

/** What the acting account has, and where it stands. */
export function BalanceCard({ address }: { address: Address }) {
  const { token } = useCommunity();
  const balance = useBalance(address);
  return (
    <section aria-label="Balance" className={`${cardClass} flex flex-col`}>
      {balance.data ? (
        <Figures balance={balance.data} />
      ) : balance.isError ? (
        <LoadFailure what="your balance" error={balance.error} onRetry={() => balance.refetch()} />
      ) : (
        <>
          <p role="status" className="sr-only">
            Loading your balance
          </p>
          <Skeleton className="h-49 w-full" />
        </>
      )}
      <div className="mt-auto flex flex-wrap gap-2 pt-5">
        {SHORTCUTS.map(({ to, label, icon: Icon, variant }) => (
          <Link key={to} to={`/c/${token}${to}`} className={buttonClass(variant, 'min-h-10')}>
            <Icon className="size-4" aria-hidden />
            {label}
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
      <p className="text-sm text-muted">Balance</p>
      <p className="mt-0.5 text-4xl font-bold tracking-tight break-words sm:text-5xl" aria-live="polite">
        <Money amount={balance.balance} className="[&_span]:text-xl" />
      </p>
      {BigInt(pending.value) > 0n && (
        <p className="mt-1 text-sm text-muted">
          About <Money amount={pending} /> more wait to be settled
        </p>
      )}
      <TierProgress balance={balance} />
      <dl className="mt-5 grid grid-cols-3 gap-3 text-sm">
        <Figure name="Streak">
          {streak > 0 && <Flame className="size-4 shrink-0 text-gold" aria-hidden />}
          {streak} {streak === 1 ? 'day' : 'days'}
        </Figure>
        <Figure name="Rank">{rank ? `#${formatCount(rank)}` : 'None yet'}</Figure>
        <Figure name="Earned today">
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
