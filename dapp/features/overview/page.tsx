import { Trans } from '@lingui/react/macro';
import { DailyCard } from '../../components/daily-card.tsx';
import { useCommunity, useWallet } from '../../lib/api.ts';
import { type Actor, useActor } from '../../lib/wallet/actor.tsx';
import { BalanceCard } from './balance-card.tsx';
import { DiscordCard } from './discord-card.tsx';
import { Newest } from './newest.tsx';
import { Welcome } from './welcome.tsx';

export function OverviewPage() {
  const actor = useActor();
  const { name, guildName } = useCommunity();
  return (
    <>
      <h1 className="sr-only">
        <Trans>Overview of {guildName ?? name}</Trans>
      </h1>
      {actor ? <Standing key={actor.address} actor={actor} /> : <Welcome />}
    </>
  );
}

function Standing({ actor }: { actor: Actor }) {
  const { user, account } = useWallet(actor.owner).data ?? {};
  const custodial = user && account && !account.owner;
  return (
    <div className="grid gap-5 lg:grid-cols-[1.6fr_1fr]">
      <BalanceCard address={actor.address} />
      <div className="flex flex-col gap-5">
        <DailyCard />
        {custodial && <DiscordCard address={account.address as `0x${string}`} name={user.name} />}
      </div>
      <Newest address={actor.address} />
    </div>
  );
}
