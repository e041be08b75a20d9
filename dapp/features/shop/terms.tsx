import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { cardClass } from '../../components/page-title.tsx';
import { useCommunity } from '../../lib/api.ts';
import { durationWords, handedOver, refundWords } from '../../lib/item-words.ts';
import { TIER_NAMES } from '../../lib/tiers.ts';
import { formatTime, useNow } from '../../lib/time.ts';

/** All that one agrees to by buying, in words. */
export function Terms({ item }: { item: ItemResponse }) {
  const { token } = useCommunity();
  const now = useNow();
  const { duration, uses, fulfilWithin, left, sold, perMember, minTier, heldItem, transferable, closes } = item;
  const terms: [string, ReactNode][] = [
    ['How you get it', handedOver(item)],
    ['Lasts', duration ? `${durationWords(duration)}${fulfilWithin ? ', from when you have it' : ''}` : 'For ever'],
  ];
  if (uses) terms.push(['Uses', `${uses.toLocaleString()} each`]);
  terms.push(['Giving it back', refundWords(item, now)]);
  if (fulfilWithin)
    terms.push(['If you do not get it', `Everything back, once ${durationWords(fulfilWithin)} have passed`]);
  terms.push(['In stock', left === null ? 'As many as wanted' : left.toLocaleString()]);
  terms.push(['Sold', sold.toLocaleString()]);
  if (closes) terms.push(['On sale until', formatTime(Date.parse(closes), 'f')]);
  if (perMember) terms.push(['Per member', `${perMember.toLocaleString()} at most`]);
  if (minTier !== 'bronze') terms.push(['For', `${TIER_NAMES[minTier]} members and above`]);
  if (heldItem)
    terms.push([
      'You must have',
      <Link key="held" to={`/c/${token}/shop/${heldItem.item}`} className="text-accent underline underline-offset-4">
        {heldItem.name}
      </Link>,
    ]);
  terms.push(['Passing it on', transferable ? 'Allowed: its receipt can be sent' : 'Not possible: it stays yours']);
  return (
    <section aria-label="Terms" className={`${cardClass} self-start py-2`}>
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
