import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { cardClass } from '../../../components/page-title.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useCommunity } from '../../../lib/api.ts';
import { tierWord } from '../../../lib/tiers.ts';
import type { Report } from '../use-simulation.ts';
import { ARCHETYPES, figure, percent } from './words.ts';

const REACHED = ['silver', 'gold', 'platinum'] as const;

/** What each kind of member comes to: a row each, on phones a card each. */
export function Earners({ archetypes }: { archetypes: Report['archetypes'] }) {
  const { symbol } = useCommunity();
  const names = [
    ...[t`A week`, ...REACHED.map((tier) => t`Days to ${tierWord(tier)}`)],
    ...[t`Median balance`, t`Of all issued`],
  ];
  return (
    <section aria-label={t`Who earns what`} className={cardClass}>
      <h3 className="font-semibold">
        <Trans>Who earns what</Trans>
      </h3>
      <p className="text-sm text-muted">
        <Trans>
          In {symbol}, gifts from others left out; days until half of a kind had reached a tier, “–” where they did not.
        </Trans>
      </p>
      <div aria-hidden className="mt-3 hidden grid-cols-[1.6fr_repeat(6,1fr)] gap-x-3 text-xs text-muted lg:grid">
        <span />
        {names.map((name) => (
          <span key={name} className="text-right">
            {name}
          </span>
        ))}
      </div>
      <ul className="mt-1 divide-y divide-line text-sm">
        {ARCHETYPES.map(([key, name, habit]) => {
          const { members, weekly, daysTo, medianBalance, shareOfIssued } = archetypes[key];
          const values: ReactNode[] = [
            ...[figure(weekly), ...REACHED.map((tier) => (daysTo[tier] === null ? '–' : formatCount(daysTo[tier])))],
            ...[figure(medianBalance), percent(shareOfIssued)],
          ];
          return (
            <li key={key} className="grid items-baseline gap-x-3 py-2.5 lg:grid-cols-[1.6fr_6fr]">
              <div>
                <p className="font-medium">
                  {i18n._(name)} <span className="font-normal text-muted tabular-nums">× {formatCount(members)}</span>
                </p>
                <p className="text-xs text-muted">{i18n._(habit)}</p>
              </div>
              <dl className="mt-1.5 grid grid-cols-2 gap-x-3 gap-y-1.5 sm:grid-cols-3 lg:mt-0 lg:grid-cols-6">
                {names.map((label, place) => (
                  <div key={label} className="lg:text-right">
                    <dt className="text-xs text-muted lg:sr-only">{label}</dt>
                    <dd className="tabular-nums">{values[place]}</dd>
                  </div>
                ))}
              </dl>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
