import type { PurchaseResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Address, encodeFunctionData } from 'viem';
import { Button, buttonClass } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ItemPicture } from '../../components/item-picture.tsx';
import { Money } from '../../components/money.tsx';
import { ListSkeleton, PageTitle } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { TransactionLink } from '../../components/transaction-link.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { ConnectButton } from '../../components/wallet/connect-button.tsx';
import { useChain, useCommunity, useOwned } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { formatTime } from '../../lib/time.ts';
import { useActor } from '../../lib/wallet/actor.tsx';

export function ReceiptsPage() {
  const actor = useActor();
  const owned = useOwned(actor?.address);
  const { token } = useCommunity();
  const purchases = owned.data?.pages.flatMap((page) => page.purchases);
  return (
    <>
      <PageTitle title="Receipts" />
      {!actor ? (
        <Empty title="Connect to see what you bought">
          <ConnectButton />
        </Empty>
      ) : owned.isError ? (
        <LoadFailure what="your receipts" error={owned.error} onRetry={() => owned.refetch()} />
      ) : !purchases ? (
        <ListSkeleton label="your receipts" rows={4} />
      ) : purchases.length === 0 ? (
        <Empty title="You have bought nothing yet">
          <Link to={`/c/${token}/shop`} className={buttonClass('accent', 'min-h-10')}>
            Go to the shop
          </Link>
        </Empty>
      ) : (
        <ul className="flex flex-col gap-3">
          {purchases.map((purchase) => (
            <Receipt key={purchase.purchase} purchase={purchase} />
          ))}
        </ul>
      )}
      {owned.hasNextPage && (
        <Button className="mt-4 w-full" disabled={owned.isFetchingNextPage} onClick={() => owned.fetchNextPage()}>
          {owned.isFetchingNextPage ? 'Loading …' : 'Show older ones'}
        </Button>
      )}
    </>
  );
}

const STATES: Record<PurchaseResponse['state'], [string, string]> = {
  owned: ['Yours', 'bg-accent-soft text-accent'],
  requested: ['Requested', 'bg-gold-soft text-gold'],
  overdue: ['Not handed over in time', 'bg-gold-soft text-gold'],
  fulfilled: ['Handed over', 'bg-accent-soft text-accent'],
  refused: ['Refused and refunded', 'bg-field text-muted'],
  returned: ['Given back', 'bg-field text-muted'],
  expired: ['Ended', 'bg-field text-muted'],
};

function Receipt({ purchase }: { purchase: PurchaseResponse }) {
  const [asking, ask] = useState<'refund' | 'use' | null>(null);
  const { item, quantity, returned, refund, state, usesLeft } = purchase;
  const [words, colours] = STATES[state];
  const usable = purchase.uses > 0 && usesLeft > 0 && (state === 'owned' || state === 'fulfilled');
  return (
    <li className="rounded-2xl border border-line bg-raised p-5">
      <div className="flex flex-wrap items-start gap-4">
        <ItemPicture emoji={item.emoji} />
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 className="font-semibold">
              {item.name}
              {quantity - returned > 1 && ` × ${quantity - returned}`}
            </h2>
            <span className={cx('rounded-full px-2.5 py-0.5 text-xs font-medium', colours)}>{words}</span>
          </div>
          <p className="mt-1 text-sm text-muted">
            {purchase.granted ? (
              'A present of the staff'
            ) : (
              <>
                Paid <Money amount={purchase.paid} />
              </>
            )}{' '}
            · <time dateTime={purchase.boughtAt}>{formatTime(Date.parse(purchase.boughtAt), 'f')}</time> · No.{' '}
            {purchase.purchase} · <TransactionLink hash={purchase.txHash} />
          </p>
          <p className="mt-1 text-sm" aria-live="polite">
            <Next purchase={purchase} />
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {usable && (
            <Button variant="accent" onClick={() => ask('use')}>
              Use
            </Button>
          )}
          {refund && <Button onClick={() => ask('refund')}>Give back</Button>}
        </div>
      </div>
      {asking === 'refund' && <RefundDialog purchase={purchase} close={() => ask(null)} />}
      {asking === 'use' && <UseDialog purchase={purchase} close={() => ask(null)} />}
    </li>
  );
}

/** What happens with it next, and until when. */
function Next({ purchase }: { purchase: PurchaseResponse }) {
  const { state, refund, expiresAt, fulfilBy, usesLeft, uses } = purchase;
  const parts = [
    state === 'requested' && fulfilBy && (
      <span key="by">
        Being handed over; if it is not within <Countdown until={fulfilBy} />, you can take the full price back.
      </span>
    ),
    (state === 'owned' || state === 'fulfilled') && expiresAt && (
      <span key="ends">
        Ends in <Countdown until={expiresAt} />.
      </span>
    ),
    uses > 0 && (state === 'owned' || state === 'fulfilled') && <span key="uses">{usesLeft} uses left.</span>,
    refund && (
      <span key="refund" className="text-muted">
        Giving it back pays <Money amount={refund.amount} className="font-medium text-ink" />
        {refund.until && (
          <>
            {' '}
            for another <Countdown until={refund.until} />
          </>
        )}
        .
      </span>
    ),
  ].filter(Boolean);
  return <>{parts.flatMap((part, i) => (i ? [' ', part] : [part]))}</>;
}

function RefundDialog({ purchase, close }: { purchase: PurchaseResponse; close: () => void }) {
  const { token } = useCommunity();
  const chain = useChain().data;
  const [given, setGiven] = useState(false);
  const { item, refund } = purchase;
  const units = refund?.units ?? 0;
  return (
    <Dialog open onClose={close} title={given ? 'Given back' : `Give back ${item.name}?`}>
      {refund && !given && (
        <p className="text-sm">
          You get <Money amount={refund.amount} className="font-semibold" /> back
          {units > 1 && ` for all ${units} of them`}
          {refund.bps < 10_000 && `, ${refund.bps / 100} % of what you paid`}. It cannot be undone.
        </p>
      )}
      <ActionButton
        transaction={
          chain && (refund || given)
            ? {
                verb: 'refund',
                label: `Refund of ${item.name}`,
                token: token as Address,
                to: chain.contracts.shop as Address,
                data: encodeFunctionData({
                  abi: shopAbi,
                  functionName: 'refund',
                  args: [token as Address, BigInt(purchase.purchase), BigInt(units)],
                }),
                sponsorable: true,
              }
            : null
        }
        idle={given ? 'Done' : 'Give back'}
        blocked={given ? 'The price is back in your balance.' : refund ? undefined : 'Nothing is due for it any more.'}
        onConfirmed={() => setGiven(true)}
      />
    </Dialog>
  );
}

function UseDialog({ purchase, close }: { purchase: PurchaseResponse; close: () => void }) {
  const { token } = useCommunity();
  const chain = useChain().data;
  const { item, usesLeft } = purchase;
  return (
    <Dialog open onClose={close} title={`Use ${item.name}?`}>
      <p className="text-sm">
        {usesLeft === 1 ? 'It is the last use.' : `${usesLeft - 1} uses remain after it.`} What has been used cannot be
        given back.
      </p>
      <ActionButton
        transaction={
          chain
            ? {
                verb: 'use',
                label: `Use ${item.name}`,
                token: token as Address,
                to: chain.contracts.shop as Address,
                data: encodeFunctionData({
                  abi: shopAbi,
                  functionName: 'use',
                  args: [token as Address, BigInt(purchase.purchase), 1n],
                }),
                sponsorable: true,
              }
            : null
        }
        idle="Use it"
        onConfirmed={close}
      />
    </Dialog>
  );
}
