import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import { HistoryList } from '../../../components/history-list.tsx';
import { AddressButton } from '../../../components/identity.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useToken } from '../../../lib/api.ts';
import { tierName } from '../../../lib/tiers.ts';
import { formatTime } from '../../../lib/time.ts';
import { useMay } from '../role.ts';
import { kindName } from '../words.ts';
import { MemberAudit } from './audit.tsx';
import { Pay } from './pay.tsx';
import { Penalties } from './penalties.tsx';
import { useProfile } from './use-members.ts';

export function MemberPage() {
  const token = useToken();
  const { member = '' } = useParams();
  const profile = useProfile(member);
  const mayPay = useMay('admin');
  const known = profile.data;
  return (
    <>
      <Link
        to={`/c/${token}/admin/members`}
        className="mb-2 inline-flex min-h-11 items-center gap-1.5 text-sm font-medium text-accent"
      >
        <ArrowLeft className="size-4" aria-hidden />
        <Trans>All members</Trans>
      </Link>
      <PageTitle title={known?.name ?? t`Member`} />
      {known ? (
        <div className="grid items-start gap-5 lg:grid-cols-[1.4fr_1fr]">
          <div className="flex min-w-0 flex-col gap-5">
            <section aria-label={t`Standing`} className={cardClass}>
              <AddressButton address={known.address} />
              <dl className="mt-3 grid grid-cols-2 gap-4 sm:grid-cols-3">
                <Figure name={t`Balance`} value={<Money amount={known.balance} />} />
                <Figure name={t`Tier`} value={tierName(known.tier)} />
                <Figure name={t`Rank`} value={known.rank === null ? '–' : `#${formatCount(known.rank)}`} />
                <Figure name={t`Earned`} value={<Money amount={known.earned} />} />
                <Figure name={t`Spent`} value={<Money amount={known.spent} />} />
                <Figure name={t`Given`} value={<Money amount={known.gifted} />} />
              </dl>
              <p className="mt-3 text-sm text-muted">
                {known.userId ? t`Discord id ${known.userId}` : t`A wallet that is linked to nobody known here`}
                {known.leftAt && `; ${t`left the server ${formatTime(Date.parse(known.leftAt), 'd')}`}`}
              </p>
            </section>
            <section aria-label={t`Latest movements`} className={cardClass}>
              <div className="flex items-center justify-between gap-3">
                <h2 className="font-semibold">
                  <Trans>Latest movements</Trans>
                </h2>
                <Link
                  to={`/c/${token}/admin/transactions?q=${known.userId ?? known.address}`}
                  className="inline-flex min-h-11 items-center text-sm font-medium text-accent"
                >
                  <Trans>All of them</Trans>
                </Link>
              </div>
              {known.transactions.length === 0 ? (
                <Empty title={t`Nothing has moved yet`} />
              ) : (
                <HistoryList entries={known.transactions.map((entry) => ({ ...entry, operation: null }))} />
              )}
            </section>
            <Inventory items={known.inventory} />
          </div>
          <div className="flex min-w-0 flex-col gap-5">
            {mayPay && <Pay member={known.userId ?? known.address} />}
            <Penalties member={known.userId ?? known.address} />
            <MemberAudit member={known.userId ?? known.address} />
          </div>
        </div>
      ) : profile.isError ? (
        <LoadFailure what={t`this member`} error={profile.error} onRetry={() => profile.refetch()} />
      ) : (
        <ListSkeleton label={t`this member`} rows={3} height="h-40" />
      )}
    </>
  );
}

const Figure = ({ name, value }: { name: string; value: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-xs text-muted">{name}</dt>
    <dd className="truncate text-lg font-semibold tabular-nums">{value}</dd>
  </div>
);

const FIRST = 5;

function Inventory({
  items,
}: {
  items: { purchase: number; name: string; quantity: number; state: string; boughtAt: string }[];
}) {
  const [all, showAll] = useState(false);
  if (items.length === 0) return null;
  return (
    <section aria-label={t`Receipts`} className={cardClass}>
      <h2 className="font-semibold">
        <Trans>Receipts</Trans>
      </h2>
      <ul className="mt-2 divide-y divide-line text-sm">
        {(all ? items : items.slice(0, FIRST)).map(({ purchase, name, quantity, state, boughtAt }) => (
          <li key={purchase} className="flex flex-wrap justify-between gap-x-3 py-2.5">
            <span className="font-medium">
              {name}
              {quantity > 1 && ` × ${quantity}`}
            </span>
            <span className="text-muted">
              <Trans>
                {kindName(state)}, bought {formatTime(Date.parse(boughtAt), 'd')}
              </Trans>
            </span>
          </li>
        ))}
      </ul>
      {!all && items.length > FIRST && (
        <button type="button" className="min-h-11 text-sm font-medium text-accent" onClick={() => showAll(true)}>
          <Trans>Show all {items.length}</Trans>
        </button>
      )}
    </section>
  );
}
