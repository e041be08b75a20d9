import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { cardClass } from '../../components/page-title.tsx';
import { formatCount } from '../../lib/amount.ts';
import { useCommunity } from '../../lib/api.ts';
import { durationWords, handedOver, refundWords } from '../../lib/item-words.ts';
import { tierName } from '../../lib/tiers.ts';
import { formatTime, useNow } from '../../lib/time.ts';

/** All that one agrees to by buying, in words. */
export function Terms({ item }: { item: ItemResponse }) {
  const { token } = useCommunity();
  const now = useNow();
  const { duration, uses, fulfilWithin, left, sold, perMember, minTier, heldItem, transferable, closes } = item;
  const terms: [string, ReactNode][] = [
    [t`How you get it`, handedOver(item)],
    [t`Lasts`, lastsWords(duration, fulfilWithin)],
  ];
  if (uses) terms.push([t`Uses`, t`${formatCount(uses)} each`]);
  terms.push([t`Giving it back`, refundWords(item, now)]);
  if (fulfilWithin)
    terms.push([t`If you do not get it`, t`Everything back, once ${durationWords(fulfilWithin)} have passed`]);
  terms.push([t`In stock`, left === null ? t`As many as wanted` : formatCount(left)]);
  terms.push([t`Sold`, formatCount(sold)]);
  if (closes) terms.push([t`On sale until`, formatTime(Date.parse(closes), 'f')]);
  if (perMember) terms.push([t`Per member`, t`${formatCount(perMember)} at most`]);
  if (minTier !== 'bronze') terms.push([t`For`, t`${tierName(minTier)} members and above`]);
  if (heldItem)
    terms.push([
      t`You must have`,
      <Link key="held" to={`/c/${token}/shop/${heldItem.item}`} className="text-accent underline underline-offset-4">
        {heldItem.name}
      </Link>,
    ]);
  terms.push([t`Passing it on`, transferable ? t`Allowed: its receipt can be sent` : t`Not possible: it stays yours`]);
  return (
    <section aria-label={t`Terms`} className={`${cardClass} self-start py-2`}>
      <dl className="divide-y divide-line text-sm">
        {terms.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-6 py-2.5">
            <dt className="shrink-0 text-muted">{name}</dt>
            <dd className="text-right font-medium tabular-nums text-pretty">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function lastsWords(duration: number | null, fulfilWithin: number | null) {
  if (!duration) return t`For ever`;
  const words = durationWords(duration);
  return fulfilWithin ? t`${words}, from when you have it` : words;
}
