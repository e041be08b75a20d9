import type { WalletResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Copy, MessagesSquare } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { getAddress } from 'viem';
import { Avatar } from '../../components/avatar.tsx';
import { IconButton } from '../../components/button.tsx';
import { Identicon } from '../../components/identity.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass, PageTitle, Skeleton } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { useBalance, useWallet } from '../../lib/api.ts';
import { type Actor, useActor } from '../../lib/wallet/actor.tsx';

/** Only who is about to graduate needs what signs and sends. */
const Graduation = lazy(async () => ({ default: (await import('./graduation.tsx')).Graduation }));

const Exit = lazy(async () => ({ default: (await import('./exit.tsx')).Exit }));

export function WalletPage() {
  const actor = useActor();
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle title={t`Account`} />
      {actor ? (
        <Accounts actor={actor} />
      ) : (
        <Empty title={t`Connect to see your wallet and your account on Discord`}>
          <ConnectButton />
        </Empty>
      )}
    </div>
  );
}

function Accounts({ actor }: { actor: Actor }) {
  const wallet = useWallet(actor.owner);
  return (
    <div className="flex flex-col gap-5">
      <Card title={t`Your wallet`} address={actor.owner} icon={<Identicon address={actor.owner} size={40} />}>
        <Trans>Its key is yours alone.</Trans>
      </Card>
      {wallet.isError ? (
        <LoadFailure what={t`your Discord account`} error={wallet.error} onRetry={() => wallet.refetch()} />
      ) : !wallet.data ? (
        <Skeleton className="h-32" />
      ) : wallet.data.user && wallet.data.account ? (
        <OnDiscord wallet={wallet.data} user={wallet.data.user} account={wallet.data.account} />
      ) : (
        <section aria-label={t`On Discord`} className={cardClass}>
          <h2 className="flex items-center gap-2 font-semibold">
            <MessagesSquare className="size-4.5 text-accent" aria-hidden />
            <Trans>Link your Discord account</Trans>
          </h2>
          <p className="mt-1.5 text-sm text-muted text-pretty">
            <Trans>
              Write <code className="rounded bg-field px-1.5 py-0.5 text-ink">/wallet link</code> on Discord and open
              the address that the bot gives you alone.
            </Trans>
          </p>
          <p className="mt-1.5 text-sm text-muted text-pretty">
            <Trans>
              Then rewards that are handed over there reach you, your name stands beside your wallet, and the account
              that the bot keeps for you can become your own.
            </Trans>
          </p>
        </section>
      )}
      <Suspense fallback={<Skeleton className="h-20" />}>
        <Exit key={actor.owner} own={actor.owner} />
      </Suspense>
    </div>
  );
}

type Linked = {
  wallet: WalletResponse;
  user: NonNullable<WalletResponse['user']>;
  account: NonNullable<WalletResponse['account']>;
};

function OnDiscord({ wallet, user, account }: Linked) {
  const own = account.owner === wallet.address;
  return (
    <Card
      title={own ? t`Your member account` : t`${user.name}’s account on Discord`}
      address={account.address}
      icon={<Avatar id={user.id} name={user.name} />}
    >
      {own
        ? t`${user.name}’s account. Your wallet owns it: the bot can no longer move anything.`
        : account.owner
          ? t`Another wallet owns this account.`
          : t`The bot acts for it, within limits that the contracts hold.`}
      {!account.owner && (
        <Suspense fallback={<Skeleton className="mt-4 h-24" />}>
          <Graduation wallet={wallet} account={account} />
        </Suspense>
      )}
    </Card>
  );
}

function Card(props: { title: string; address: string; icon: ReactNode; children: ReactNode }) {
  const { title, address, icon, children } = props;
  const balance = useBalance(address as `0x${string}`).data;
  const [copied, setCopied] = useState(false);
  const full = getAddress(address);
  return (
    <section aria-label={title} className={cardClass}>
      <div className="flex items-center gap-3">
        {icon}
        <h2 className="min-w-0 flex-1 font-semibold text-balance break-words">{title}</h2>
        {balance && <Money amount={balance.balance} className="font-semibold" />}
      </div>
      <div className="mt-3 flex items-center gap-1">
        <code className="min-w-0 text-xs break-all text-muted select-all">{full}</code>
        <IconButton
          size="small"
          label={copied ? t`Copied` : t`Copy the address`}
          onClick={() => navigator.clipboard?.writeText(full).then(() => setCopied(true))}
        >
          <Copy />
        </IconButton>
      </div>
      <div className="mt-2 text-sm text-muted">{children}</div>
    </section>
  );
}
