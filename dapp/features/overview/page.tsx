import type { BalanceResponse } from '@guildmint/bot/api/routes/balance.ts';
import { ArrowRight, Flame, MessagesSquare, Send, Store } from 'lucide-react';
import { Link } from 'react-router';
import { buttonClass } from '../../components/button.tsx';
import { DailyCard } from '../../components/daily-card.tsx';
import { HistoryList } from '../../components/history-list.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, ListSkeleton, Skeleton } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { useBalance, useCommunity, useHistory, useWallet } from '../../lib/api.ts';
import { TIER_NAMES, TIERS } from '../../lib/tiers.ts';
import { type Actor, useActor } from '../../lib/wallet/actor.tsx';

export function OverviewPage() {
  const actor = useActor();
  const { name, guildName } = useCommunity();
  return (
    <>
      <h1 className="sr-only">Overview of {guildName ?? name}</h1>
      {actor ? <Standing actor={actor} /> : <Welcome />}
    </>
  );
}

function Welcome() {
  const { guildName, name, symbol, token, supply } = useCommunity();
  return (
    <div className="flex flex-col gap-6">
      <section className={`${cardClass} flex flex-col items-start gap-4 sm:p-8`}>
        <p className="text-sm font-medium text-accent">{guildName ?? name}</p>
        <p className="max-w-xl text-3xl font-bold tracking-tight text-balance">
          Hold, send and spend {symbol} with a wallet of your own
        </p>
        <p className="max-w-xl text-muted text-pretty">
          Claim your daily reward, buy what the community offers, and give back what you do not want. On Discord the
          same works without a wallet.
        </p>
        <div className="flex flex-wrap items-center gap-3">
          <ConnectButton />
          <Link to={`/c/${token}/shop`} className={buttonClass('secondary', 'min-h-10')}>
            Look at the shop
          </Link>
        </div>
      </section>
      <p className="text-sm text-muted">
        In circulation: <Money amount={supply} className="font-medium text-ink" />
      </p>
    </div>
  );
}

function Standing({ actor }: { actor: Actor }) {
  const { token } = useCommunity();
  const balance = useBalance(actor.address);
  const wallet = useWallet(actor.owner).data;
  const custodial = wallet?.account && !wallet.account.owner ? wallet.account.address : null;
  return (
    <div className="grid gap-5 lg:grid-cols-[1.6fr_1fr]">
      <section aria-label="Balance" className={cardClass}>
        {balance.data ? (
          <Figures balance={balance.data} />
        ) : balance.isError ? (
          <LoadFailure what="your balance" error={balance.error} onRetry={() => balance.refetch()} />
        ) : (
          <Skeleton className="h-40 w-full" />
        )}
        <div className="mt-5 flex flex-wrap gap-2">
          <Link to={`/c/${token}/shop`} className={buttonClass('accent', 'min-h-10')}>
            <Store className="size-4" aria-hidden />
            Spend
          </Link>
          <Link to={`/c/${token}/send`} className={buttonClass('secondary', 'min-h-10')}>
            <Send className="size-4" aria-hidden />
            Send
          </Link>
        </div>
      </section>
      <div className="flex flex-col gap-5">
        <DailyCard />
        {custodial && <OnDiscord address={custodial as `0x${string}`} name={wallet?.user?.name ?? 'you'} />}
      </div>
      <Newest actor={actor} />
    </div>
  );
}

function Figures({ balance }: { balance: BalanceResponse }) {
  const { tier, nextTierAt, lifetimeEarned, streak, rank, pending } = balance;
  const earned = BigInt(lifetimeEarned.value);
  const goal = nextTierAt ? BigInt(nextTierAt.value) : null;
  const share = goal ? Number((earned * 1000n) / goal) / 10 : 100;
  const next = TIERS[TIERS.indexOf(tier) + 1];
  return (
    <>
      <p className="text-sm text-muted">Balance</p>
      <p className="mt-0.5 text-4xl font-bold tracking-tight break-words" aria-live="polite">
        <Money amount={balance.balance} />
      </p>
      {BigInt(pending.value) > 0n && (
        <p className="mt-1 text-sm text-muted">
          <Money amount={pending} signed /> waiting to be settled
        </p>
      )}
      <div className="mt-5">
        <div className="flex items-baseline justify-between gap-3 text-sm">
          <span className="font-medium">{TIER_NAMES[tier]}</span>
          <span className="text-muted">
            {goal && next ? (
              <>
                <Money amount={goal - earned} bare /> to {TIER_NAMES[next]}
              </>
            ) : (
              'Highest tier'
            )}
          </span>
        </div>
        <div
          role="progressbar"
          aria-label={next ? `Progress to ${TIER_NAMES[next]}` : 'Highest tier reached'}
          aria-valuenow={Math.round(share)}
          aria-valuemin={0}
          aria-valuemax={100}
          className="mt-1.5 h-2 overflow-hidden rounded-full bg-field"
        >
          <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${share}%` }} />
        </div>
      </div>
      <dl className="mt-5 grid grid-cols-3 gap-3 text-sm">
        <div>
          <dt className="text-muted">Streak</dt>
          <dd className="flex items-center gap-1 font-semibold">
            {streak > 0 && <Flame className="size-4 text-gold" aria-hidden />}
            {streak} {streak === 1 ? 'day' : 'days'}
          </dd>
        </div>
        <div>
          <dt className="text-muted">Rank</dt>
          <dd className="font-semibold">{rank ? `#${rank}` : '–'}</dd>
        </div>
        <div>
          <dt className="text-muted">Earned in all</dt>
          <dd className="font-semibold">
            <Money amount={lifetimeEarned} bare />
          </dd>
        </div>
      </dl>
    </>
  );
}

/** The account that the bot keeps for the member, until it graduates. */
function OnDiscord({ address, name }: { address: `0x${string}`; name: string }) {
  const { token } = useCommunity();
  const balance = useBalance(address).data;
  return (
    <section aria-label="On Discord" className={cardClass}>
      <p className="flex items-center gap-2 text-sm text-muted">
        <MessagesSquare className="size-4" aria-hidden />
        On Discord, as {name}
      </p>
      <p className="mt-1 text-xl font-semibold">{balance ? <Money amount={balance.balance} /> : '…'}</p>
      <p className="mt-1 text-sm text-muted">
        The bot acts for this account.{' '}
        <Link to={`/c/${token}/wallet`} className="text-accent underline underline-offset-4">
          Make it your own
        </Link>
      </p>
    </section>
  );
}

function Newest({ actor }: { actor: Actor }) {
  const { token } = useCommunity();
  const history = useHistory(actor.address, 5);
  const entries = history.data?.pages[0]?.entries;
  return (
    <section aria-label="Newest movements" className={`${cardClass} lg:col-span-2`}>
      <div className="mb-2 flex items-center justify-between">
        <h2 className="font-semibold">Newest movements</h2>
        <Link to={`/c/${token}/history`} className="flex min-h-9 items-center gap-1 text-sm text-accent">
          All <ArrowRight className="size-4" aria-hidden />
        </Link>
      </div>
      {entries ? (
        entries.length > 0 ? (
          <HistoryList entries={entries} />
        ) : (
          <Empty title="Nothing has moved yet">Claim your daily reward to begin.</Empty>
        )
      ) : history.isError ? (
        <LoadFailure what="your history" error={history.error} onRetry={() => history.refetch()} />
      ) : (
        <ListSkeleton label="your history" rows={3} />
      )}
    </section>
  );
}
