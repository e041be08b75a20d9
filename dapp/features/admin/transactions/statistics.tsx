import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Choices, useChoice } from '../../../components/choices.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass, Skeleton } from '../../../components/page-title.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { kindName } from '../words.ts';
import { useFlows } from './use-transactions.ts';

const PERIODS = ['week', 'day', 'month', 'all'] as const;
const LABELS = { day: msg`Today`, week: msg`This week`, month: msg`This month`, all: msg`Ever` };
const MOST = 6;

/** Sums of a time, of the community or of one member. @param member Discord id or address; empty: of all */
export function Statistics({ member }: { member: string }) {
  const [period, choose] = useChoice('period', PERIODS);
  const flows = useFlows(period, member);
  const found = flows.data;
  return (
    <section aria-label={t`Sums`} className={`${cardClass} mb-4`}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold">{member ? t`Sums of this member` : t`Sums`}</h2>
        <Choices
          label={t`Of which time`}
          choices={(['day', 'week', 'month', 'all'] as const).map((value) => ({ value, label: i18n._(LABELS[value]) }))}
          value={period}
          onChoose={choose}
        />
      </div>
      {flows.isError ? (
        <p role="alert" className="mt-3 text-sm text-danger-ink">
          {flows.error.message}
        </p>
      ) : !found ? (
        <Skeleton className="mt-3 h-20" />
      ) : (
        <>
          <dl className="mt-3 grid grid-cols-2 gap-3 xl:grid-cols-4">
            {[
              [t`Transactions`, formatCount(found.transactions)],
              [t`Came to members`, <Money key="in" amount={found.inflow} />],
              [t`Left members`, <Money key="out" amount={found.outflow} />],
              [t`Net`, <Money key="net" amount={found.net} signed />],
            ].map(([name, value]) => (
              <div key={`${name}`} className="min-w-0">
                <dt className="text-xs text-muted">{name}</dt>
                <dd className="text-lg break-words font-semibold tabular-nums">{value}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-2 text-sm text-muted">
            {found.byType.length === 0
              ? t`Nothing moved.`
              : found.byType
                  .slice(0, MOST)
                  .map(({ type, count }) => `${kindName(type)} ${formatCount(count)}×`)
                  .join(' · ')}
          </p>
        </>
      )}
    </section>
  );
}
