import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ArrowRight } from 'lucide-react';
import { Link } from 'react-router';
import type { Address } from 'viem';
import { HistoryList } from '../../components/history-list.tsx';
import { cardClass, ListSkeleton } from '../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../components/states.tsx';
import { useCommunity, useHistory } from '../../lib/api.ts';
import { entryKey } from '../../lib/entry-key.ts';
import { useSteady } from '../../lib/use-steady.ts';

const SHOWN = 5;

export function Newest({ address }: { address: Address }) {
  const { token } = useCommunity();
  const history = useHistory(address, SHOWN);
  const newest = history.data?.pages[0]?.entries.slice(0, SHOWN);
  const { shown, hold } = useSteady(newest, entryKey, address);
  return (
    <section aria-label={t`Newest movements`} className={`${cardClass} lg:col-span-2`}>
      <div className="mb-1 flex items-center justify-between">
        <h2 className="font-semibold">
          <Trans>Newest movements</Trans>
        </h2>
        <Link
          to={`/c/${token}/history`}
          className="flex min-h-9 items-center gap-1 text-sm font-medium text-accent pointer-coarse:min-h-11"
        >
          <Trans>All of them</Trans> <ArrowRight className="size-4" aria-hidden />
        </Link>
      </div>
      {shown && shown.length > 0 ? (
        <HistoryList entries={shown.slice(0, SHOWN)} {...hold} />
      ) : shown ? (
        <Empty title={t`Nothing has moved yet`}>
          <Trans>Claim your daily reward to begin.</Trans>
        </Empty>
      ) : history.isError ? (
        <LoadFailure what={t`your history`} error={history.error} onRetry={() => history.refetch()} />
      ) : (
        <ListSkeleton label={t`your history`} rows={3} />
      )}
    </section>
  );
}
