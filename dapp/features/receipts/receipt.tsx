import type { PurchaseResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
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
const STATES: Record<PurchaseResponse['state'], [words: MessageDescriptor, colours: string]> = {
  owned: [msg`Yours`, GOOD],
  requested: [msg`Requested`, OPEN],
  overdue: [msg`Not handed over in time`, OPEN],
  fulfilled: [msg`Handed over`, GOOD],
  refused: [msg`Refused and refunded`, PAST],
  returned: [msg`Given back`, PAST],
  expired: [msg`Ended`, PAST],
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
              {i18n._(words)}
            </span>
          </div>
          <p className="mt-1 text-sm text-muted">
            {purchase.granted ? (
              t`A present of the staff`
            ) : (
              <Trans>
                Paid <Money amount={purchase.paid} />
              </Trans>
            )}{' '}
            · <time dateTime={purchase.boughtAt}>{formatTime(Date.parse(purchase.boughtAt), 'f')}</time>
            {returned > 0 && returned < quantity && <> · {t`${returned} of ${quantity} given back`}</>}
          </p>
        </div>
        {(usable || refund) && (
          <div className="flex w-full gap-2 sm:w-auto">
            {usable && (
              <Button variant="accent" className="flex-1" onClick={() => onWish('use')}>
                <Trans>Use</Trans>
              </Button>
            )}
            {refund && (
              <Button className="flex-1" onClick={() => onWish('refund')}>
                <Trans>Give back</Trans>
              </Button>
            )}
          </div>
        )}
      </div>
      {purchase.kind !== 'none' && <HandedOver purchase={purchase} />}
      <Outlook purchase={purchase} />
      <p className="mt-3 flex flex-wrap gap-x-3 border-t border-line pt-3 text-xs text-muted">
        <span className="tabular-nums">
          <Trans>Receipt {purchase.purchase}</Trans>
        </span>
        <TransactionLink hash={purchase.txHash} />
        <Suspense>{purchase.kind === 'nft' && <DrawLink purchase={purchase.purchase} state={state} />}</Suspense>
      </p>
    </li>
  );
}
