import { i18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Gift, Send, Store, Trophy } from 'lucide-react';
import { Link } from 'react-router';
import { buttonClass } from '../../components/button.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass } from '../../components/page-title.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { useCommunity } from '../../lib/api.ts';

const CAN = [
  { to: '/shop', icon: Store, title: msg`Spend`, text: msg`Roles, codes and collectibles; most can be given back.` },
  { to: '/send', icon: Send, title: msg`Send`, text: msg`To a member by name, or to any address.` },
  { to: '/leaderboard', icon: Trophy, title: msg`Rank`, text: msg`Who earned, holds, spent and gave most, live.` },
];

/** What there is to do, for who has not connected a wallet. */
export function Welcome() {
  const { guildName, name, symbol, token, supply } = useCommunity();
  return (
    <div className="flex flex-col gap-5">
      <section className={`${cardClass} flex flex-col items-start gap-4 sm:p-8`}>
        <p className="text-sm font-medium text-accent">{guildName ?? name}</p>
        <p className="max-w-xl text-3xl font-bold tracking-tight text-balance">
          <Trans>Hold, send and spend {symbol} with a wallet of your own</Trans>
        </p>
        <p className="flex max-w-xl items-start gap-2.5 text-muted text-pretty">
          <Gift className="mt-0.5 size-5 shrink-0 text-accent" aria-hidden />
          <Trans>
            Claim a reward every day, buy what the community offers, and pay no network fees for it. On Discord all of
            it works without a wallet.
          </Trans>
        </p>
        <div className="flex flex-wrap items-center gap-3">
          <ConnectButton />
          <Link to={`/c/${token}/shop`} className={buttonClass('secondary', 'min-h-10')}>
            <Trans>Look at the shop</Trans>
          </Link>
        </div>
      </section>
      <ul className="grid gap-4 sm:grid-cols-3">
        {CAN.map(({ to, icon: Icon, title, text }) => (
          <li key={to} className="relative rounded-2xl border border-line p-5 transition hover:border-muted">
            <Icon className="size-5 text-accent" aria-hidden />
            <h2 className="mt-3 font-semibold">
              <Link to={`/c/${token}${to}`} className="after:absolute after:inset-0 after:rounded-2xl">
                {i18n._(title)}
              </Link>
            </h2>
            <p className="mt-1 text-sm text-muted text-pretty">{i18n._(text)}</p>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">
        <Trans>
          In circulation: <Money amount={supply} className="font-medium text-ink" />
        </Trans>
      </p>
    </div>
  );
}
