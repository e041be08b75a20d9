import type { PurchaseResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { Button } from '../../components/button.tsx';
import { ItemPicture } from '../../components/item-picture.tsx';
import { Money } from '../../components/money.tsx';
import { TransactionLink } from '../../components/transaction-link.tsx';
import { useCommunity } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { formatTime } from '../../lib/time.ts';
import { HandedOver } from './handed-over.tsx';
import { Outlook } from './outlook.tsx';

const DrawLink = lazy(async () => ({ default: (await import('./draw-link.tsx')).DrawLink }));

const GOOD = 'bg-accent-soft text-accent';
const OPEN = 'bg-gold-soft text-gold';
const PAST = 'bg-field text-muted';
const STATES: Record<PurchaseResponse['state'], [string, string]> = {
  owned: ['Yours', GOOD],
  requested: ['Requested', OPEN],
  overdue: ['Not handed over in time', OPEN],
  fulfilled: ['Handed over', GOOD],
  refused: ['Refused and refunded', PAST],
  returned: ['Given back', PAST],
  expired: ['Ended', PAST],
};

export type Wish = 'refund' | 'use';

export function Receipt({ purchase, onWish }: { purchase: PurchaseResponse; onWish: (wish: Wish) => void }) {
  const { token } = useCommunity();
  const { item, quantity, returned, refund, state, uses, usesLeft } = purchase;
  const [words, colours] = STATES[state];
  const usable = uses > 0 && usesLeft > 0 && (state === 'owned' || state === 'fulfilled');
  const units = Math.max(1, quantity - returned);
  return (
    <li className="rounded-2xl border border-line bg-raised p-4 sm:p-5">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3 sm:flex-nowrap">
        <ItemPicture emoji={item.emoji} />
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 className="font-semibold">
              <Link to={`/c/${token}/shop/${item.key ?? item.item}`} className="hover:underline">
                {item.name}
              </Link>
              {units > 1 && <span className="tabular-nums"> × {units}</span>}
            </h2>
            <span role="status" className={cx('rounded-full px-2.5 py-0.5 text-xs font-medium', colours)}>
              {words}
            </span>
          </div>
          <p className="mt-1 text-sm text-muted">
            {purchase.granted ? (
              'A present of the staff'
            ) : (
              <>
                Paid <Money amount={purchase.paid} />
              </>
            )}{' '}
            · <time dateTime={purchase.boughtAt}>{formatTime(Date.parse(purchase.boughtAt), 'f')}</time>
            {returned > 0 && returned < quantity && ` · ${returned} of ${quantity} given back`}
          </p>
        </div>
        {(usable || refund) && (
          <div className="flex w-full gap-2 sm:w-auto">
            {usable && (
              <Button variant="accent" className="flex-1" onClick={() => onWish('use')}>
                Use
              </Button>
            )}
            {refund && (
              <Button className="flex-1" onClick={() => onWish('refund')}>
                Give back
              </Button>
            )}
          </div>
        )}
      </div>
      {purchase.kind !== 'none' && <HandedOver purchase={purchase} />}
      <Outlook purchase={purchase} />
      <p className="mt-3 flex flex-wrap gap-x-3 border-t border-line pt-3 text-xs text-muted">
        <span className="tabular-nums">Receipt {purchase.purchase}</span>
        <TransactionLink hash={purchase.txHash} />
        <Suspense>{purchase.kind === 'nft' && <DrawLink purchase={purchase.purchase} state={state} />}</Suspense>
      </p>
    </li>
  );
}
