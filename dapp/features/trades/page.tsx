import type { TradeResponse } from '@guildmint/bot/api/routes/walletHoldings.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '../../components/button.tsx';
import { Choices, useChoice } from '../../components/choices.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Identity } from '../../components/identity.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { useCommunity } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { useNow } from '../../lib/time.ts';
import { useRefreshAt } from '../../lib/use-refresh-at.ts';
import { useActor } from '../../lib/wallet/actor.tsx';
import { useTrades } from '../market/use-market.ts';
import { AcceptDialog, EndDialog } from './dialogs.tsx';
import { SideList } from './side-list.tsx';
import { stateWords, type TradeState, viewOf } from './view.ts';

const SHOWN = ['open', 'past'] as const;
const isOver = (state: TradeState) => state === 'done' || state === 'cancelled';

export function TradesPage() {
  const { token } = useCommunity();
  const actor = useActor();
  return (
    <>
      <PageTitle title={t`Trades`}>
        {actor && (
          <Link to={`/c/${token}/trades/new`} className={buttonClass('accent', 'min-h-10')}>
            <ArrowLeftRight className="size-4" aria-hidden />
            <Trans>Propose a trade</Trans>
          </Link>
        )}
      </PageTitle>
      {actor ? (
        <Trades key={actor.address} own={actor.address} />
      ) : (
        <Empty title={t`Connect to trade with other members`}>
          <p className="mb-3">
            <Trans>Two members put tokens and items in; both sides change hands at once or not at all.</Trans>
          </p>
          <ConnectButton />
        </Empty>
      )}
    </>
  );
}

type Wish = { verb: 'accept' | 'end'; trade: TradeResponse };

function Trades({ own }: { own: `0x${string}` }) {
  const trades = useTrades(own);
  const now = useNow();
  const [show, choose] = useChoice('show', SHOWN);
  const [wished, wish] = useState<Wish | null>(null);
  useRefreshAt(trades.data?.map(({ expiresAt }) => expiresAt) ?? [], trades.refetch);
  const all = trades.data;
  const shown = all?.filter((trade) => isOver(viewOf(trade, own, now).state) === (show === 'past'));
  const current = wished && (all?.find(({ trade }) => trade === wished.trade.trade) ?? wished.trade);
  return (
    <>
      <div className="mb-4 flex">
        <Choices
          label={t`Which trades`}
          choices={[
            { value: 'open', label: t`Open` },
            { value: 'past', label: t`Past` },
          ]}
          value={show}
          onChoose={choose}
        />
      </div>
      {shown && shown.length > 0 ? (
        <ul className="grid gap-4 lg:grid-cols-2">
          {shown.map((trade) => (
            <TradeCard key={trade.trade} trade={trade} own={own} onWish={(verb) => wish({ verb, trade })} />
          ))}
        </ul>
      ) : all ? (
        show === 'open' ? (
          <Empty title={t`No trade is open`}>
            <Trans>Propose one to another member, or wait until somebody does.</Trans>
          </Empty>
        ) : (
          <Empty title={t`No trade is over yet`}>
            <Button onClick={() => choose('open')}>
              <Trans>Show those that are open</Trans>
            </Button>
          </Empty>
        )
      ) : trades.isError ? (
        <LoadFailure what={t`your trades`} error={trades.error} onRetry={() => trades.refetch()} />
      ) : (
        <ListSkeleton label={t`your trades`} rows={3} height="h-40" />
      )}
      {wished?.verb === 'accept' && current && (
        <AcceptDialog seen={wished.trade} current={current} own={own} close={() => wish(null)} />
      )}
      {wished?.verb === 'end' && current && <EndDialog trade={current} own={own} close={() => wish(null)} />}
    </>
  );
}

const COLOURS: Record<TradeState, string> = {
  forMe: 'bg-gold-soft text-gold',
  forThem: 'bg-accent-soft text-accent',
  expired: 'bg-field text-muted',
  done: 'bg-accent-soft text-accent',
  cancelled: 'bg-field text-muted',
};

type TradeCardProps = { trade: TradeResponse; own: string; onWish: (verb: Wish['verb']) => void };

function TradeCard({ trade, own, onWish }: TradeCardProps) {
  const { token } = useCommunity();
  const { mine, theirs, who, state } = viewOf(trade, own, useNow());
  const open = state === 'forMe' || state === 'forThem';
  return (
    <li className={cx(cardClass, 'flex flex-col gap-3.5')}>
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h2 className="sr-only">
          <Trans>Trade {trade.trade}</Trans>
        </h2>
        <Identity {...who} />
        <span role="status" className={cx('rounded-full px-2.5 py-0.5 text-xs font-medium', COLOURS[state])}>
          {stateWords(state)}
        </span>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <SideList title={t`You give`} side={mine} />
        <SideList title={t`You get`} side={theirs} />
      </div>
      {open && (
        <p className="text-xs text-muted">
          <Trans>
            Ends in <Countdown until={trade.expiresAt} />
          </Trans>
          {trade.version > 1 && <> · {t`version ${trade.version}`}</>}
        </p>
      )}
      {!isOver(state) && (
        <div className="mt-auto flex flex-wrap gap-2">
          {state === 'forMe' && (
            <Button variant="accent" className="flex-1" onClick={() => onWish('accept')}>
              <Trans>Accept</Trans>
            </Button>
          )}
          <Link to={`/c/${token}/trades/new?instead=${trade.trade}`} className={buttonClass('secondary', 'flex-1')}>
            {state === 'forMe' ? t`Other terms` : t`Change`}
          </Link>
          <Button className="flex-1" onClick={() => onWish('end')}>
            {state === 'forMe' ? t`Decline` : t`Call off`}
          </Button>
        </div>
      )}
    </li>
  );
}
