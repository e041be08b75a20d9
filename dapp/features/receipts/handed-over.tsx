import type { PurchaseResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Check, CircleDashed, Hourglass, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.ts';
import { clockWords } from '../../lib/item-words.ts';
import { useNow } from '../../lib/time.ts';

/** From the request to the member's hands: where it stands, and what follows. */
export function HandedOver({ purchase }: { purchase: PurchaseResponse }) {
  const now = useNow();
  const { state, fulfilBy } = purchase;
  if (state === 'returned') return null;
  const waits = state === 'requested' || state === 'overdue';
  const by = fulfilBy ? clockWords(Date.parse(fulfilBy), now) : '';
  return (
    <ol aria-label={t`How it is handed over`} className="mt-4 flex flex-wrap gap-x-5 gap-y-2 text-sm">
      <Step icon={<Check aria-hidden />} tone="done">
        <Trans>Requested</Trans>
      </Step>
      {state === 'requested' && (
        <Step icon={<Hourglass aria-hidden />} tone="now">
          <Trans>The bot hands it over, by {by} at the latest</Trans>
        </Step>
      )}
      {state === 'overdue' && (
        <Step icon={<X aria-hidden />} tone="now">
          <Trans>Not handed over by {by}: take everything back</Trans>
        </Step>
      )}
      {state === 'refused' ? (
        <Step icon={<X aria-hidden />} tone="past">
          <Trans>Refused: the full price is back in your balance</Trans>
        </Step>
      ) : (
        <Step icon={waits ? <CircleDashed aria-hidden /> : <Check aria-hidden />} tone={waits ? 'past' : 'done'}>
          <Trans>Handed over</Trans>
        </Step>
      )}
    </ol>
  );
}

const TONES = { done: 'text-accent', now: 'text-gold', past: 'text-muted' };

const Step = ({ icon, tone, children }: { icon: ReactNode; tone: keyof typeof TONES; children: ReactNode }) => (
  <li
    aria-current={tone === 'now' ? 'step' : undefined}
    className={cx('flex items-center gap-1.5 [&_svg]:size-4 [&_svg]:shrink-0', TONES[tone])}
  >
    {icon}
    {children}
  </li>
);
