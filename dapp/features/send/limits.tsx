import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Money } from '../../components/money.tsx';
import { formatCount } from '../../lib/amount.ts';
import { tierWord } from '../../lib/tiers.ts';
import type { GiftRules } from './use-gift-rules.ts';

/** What may still be sent today, before anybody runs into it. */
export function Limits({ rules: { tier, limit, left, perDay, giftsLeft, bonusBps } }: { rules: GiftRules }) {
  return (
    <dl className="flex flex-col gap-1.5 rounded-xl bg-field px-3.5 py-3 text-sm">
      <div className="flex flex-wrap justify-between gap-x-4">
        <dt className="text-muted">
          <Trans>Today as a {tierWord(tier)} member</Trans>
        </dt>
        <dd>
          {limit === null || left === null ? (
            t`As much as you have`
          ) : (
            <Trans>
              <Money amount={left} bare /> of <Money amount={limit} /> left
            </Trans>
          )}
        </dd>
      </div>
      <div className="flex flex-wrap justify-between gap-x-4">
        <dt className="text-muted">
          <Trans>Gifts today</Trans>
        </dt>
        <dd className="tabular-nums">
          <Trans>
            {giftsLeft} of {perDay} left
          </Trans>
        </dd>
      </div>
      {bonusBps > 0 && (
        <div className="flex flex-wrap justify-between gap-x-4">
          <dt className="text-muted">
            <Trans>Recipient’s bonus</Trans>
          </dt>
          <dd className="tabular-nums">
            <Trans>{formatCount(bonusBps / 100)} % on top</Trans>
          </dd>
        </div>
      )}
    </dl>
  );
}
