import { Money } from '../../components/money.tsx';
import type { GiftRules } from './use-gift-rules.ts';

/** What may still be sent today, before anybody runs into it. */
export function Limits({ rules: { tier, limit, left, perDay, giftsLeft, bonusBps } }: { rules: GiftRules }) {
  return (
    <dl className="flex flex-col gap-1.5 rounded-xl bg-field px-3.5 py-3 text-sm">
      <div className="flex flex-wrap justify-between gap-x-4">
        <dt className="text-muted">Today as a {tier} member</dt>
        <dd>
          {limit === null || left === null ? (
            'As much as you have'
          ) : (
            <>
              <Money amount={left} bare /> of <Money amount={limit} /> left
            </>
          )}
        </dd>
      </div>
      <div className="flex flex-wrap justify-between gap-x-4">
        <dt className="text-muted">Gifts today</dt>
        <dd className="tabular-nums">
          {giftsLeft} of {perDay} left
        </dd>
      </div>
      {bonusBps > 0 && (
        <div className="flex flex-wrap justify-between gap-x-4">
          <dt className="text-muted">Recipient’s bonus</dt>
          <dd className="tabular-nums">{bonusBps / 100} % on top</dd>
        </div>
      )}
    </dl>
  );
}
