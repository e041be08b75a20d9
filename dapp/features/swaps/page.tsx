import type { SwapResponse } from '@guildmint/bot/api/routes/market.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Repeat } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Address } from 'viem';
import { Button, buttonClass } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Identity } from '../../components/identity.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { useCommunities, useCommunity } from '../../lib/api.ts';
import { useRefreshAt } from '../../lib/use-refresh-at.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { useSwaps } from '../market/use-market.ts';
import { OfferDialog, TakeDialog, WithdrawDialog } from './dialogs.tsx';
import { Side } from './side.tsx';

/** Tokens of this community for another’s: offers that stand, one’s own and those that one may take. */
export function SwapsPage() {
  const actor = useActor();
  const { token } = useCommunity();
  const others = useCommunities().data?.filter((each) => each.token !== token);
  const [offering, offer] = useState(false);
  return (
    <>
      <PageTitle title={t`Swaps`}>
        {actor && others && others.length > 0 && (
          <Button variant="accent" className="min-h-10" onClick={() => offer(true)}>
            <Repeat className="size-4" aria-hidden />
            <Trans>Offer a swap</Trans>
          </Button>
        )}
      </PageTitle>
      {actor ? (
        <Swaps key={actor.address} own={actor.address} />
      ) : (
        <Empty title={t`Connect to swap with other communities`}>
          <p className="mb-3">
            <Trans>Tokens of this community for those of another; both change hands at once or not at all.</Trans>
          </p>
          <ConnectButton />
        </Empty>
      )}
      {offering && actor && others && <OfferDialog own={actor.address} others={others} close={() => offer(false)} />}
    </>
  );
}

type Wish = { verb: 'take' | 'withdraw'; swap: SwapResponse };

function Swaps({ own }: { own: Address }) {
  const swaps = useSwaps(own);
  const [wished, wish] = useState<Wish | null>(null);
  useRefreshAt(swaps.data?.map(({ expiresAt }) => expiresAt) ?? [], swaps.refetch);
  const all = swaps.data;
  const stands = wished !== null && all?.some(({ swap }) => swap === wished.swap.swap) === true;
  const close = () => wish(null);
  return (
    <>
      {all && all.length > 0 ? (
        <ul className="grid gap-4 lg:grid-cols-2">
          {all.map((swap) => (
            <SwapCard key={swap.swap} swap={swap} own={own} onWish={(verb) => wish({ verb, swap })} />
          ))}
        </ul>
      ) : all ? (
        <Empty title={t`No swap is offered`}>
          <Trans>Offer tokens of this community for another’s: they stay yours until somebody takes the offer.</Trans>
        </Empty>
      ) : swaps.isError ? (
        <LoadFailure what={t`the swaps`} error={swaps.error} onRetry={() => swaps.refetch()} />
      ) : (
        <ListSkeleton label={t`the swaps`} rows={3} height="h-40" />
      )}
      {wished?.verb === 'take' && <TakeDialog swap={wished.swap} stands={stands} own={own} close={close} />}
      {wished?.verb === 'withdraw' && <WithdrawDialog swap={wished.swap} close={close} />}
    </>
  );
}

type CardProps = { swap: SwapResponse; own: Address; onWish: (verb: Wish['verb']) => void };

function SwapCard({ swap: { swap, maker, gives, wants, taker, expiresAt }, own, onWish }: CardProps) {
  const { token } = useCommunity();
  const isMine = maker.address === own;
  return (
    <li className={`${cardClass} flex flex-col gap-3`}>
      <h2 className="sr-only">
        <Trans>Swap {swap}</Trans>
      </h2>
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
        {isMine ? (
          <span>{taker ? t`Your offer, for one member alone` : t`Your offer, for anybody`}</span>
        ) : (
          <Identity {...maker} />
        )}
        <span>
          <Trans>
            ends in <Countdown until={expiresAt} />
          </Trans>
        </span>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Side title={isMine ? t`You give` : t`You get`} unit={gives} />
        <Side title={isMine ? t`You get` : t`You give`} unit={wants} />
      </div>
      <div className="flex flex-wrap gap-2">
        {isMine ? (
          <Button className="min-h-10" onClick={() => onWish('withdraw')}>
            <Trans>Withdraw</Trans>
          </Button>
        ) : wants.community === token ? (
          <Button variant="accent" className="min-h-10" onClick={() => onWish('take')}>
            <Trans>Take it</Trans>
          </Button>
        ) : (
          <Link to={`/c/${wants.community}/swaps`} className={buttonClass('secondary', 'min-h-10')}>
            <Trans>Take it in {wants.name}</Trans>
          </Link>
        )}
      </div>
    </li>
  );
}
