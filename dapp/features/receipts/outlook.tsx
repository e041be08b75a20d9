import type { PurchaseResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { Plural, Trans } from '@lingui/react/macro';
import { Countdown } from '../../components/countdown.tsx';
import { Money } from '../../components/money.tsx';
import { formatCount } from '../../lib/amount.ts';

/** What runs out and when: its time, its uses, and what giving it back pays. */
export function Outlook({ purchase }: { purchase: PurchaseResponse }) {
  const { state, refund, expiresAt, usesLeft, uses } = purchase;
  const running = state === 'owned' || state === 'fulfilled';
  if (!refund && !(running && (expiresAt || uses > 0))) return null;
  return (
    <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
      {running && expiresAt && (
        <li>
          <Trans>
            Ends in <Countdown until={expiresAt} className="font-medium text-ink" />
          </Trans>
        </li>
      )}
      {running && uses > 0 && (
        <li className="tabular-nums">
          <Plural value={usesLeft} one="# use left" other="# uses left" />
        </li>
      )}
      {refund && (
        <li>
          <Trans>
            Giving it back pays <Money amount={refund.amount} className="font-medium text-ink" /> (
            {formatCount(refund.bps / 100)} %)
          </Trans>
          {refund.until && (
            <>
              {' '}
              <Trans>
                for another <Countdown until={refund.until} className="font-medium text-ink" />
              </Trans>
            </>
          )}
        </li>
      )}
    </ul>
  );
}
