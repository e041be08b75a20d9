import type { TransactionResponse } from '@guildmint/bot/api/routes/transactions.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Archive, Download } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../components/button.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { Money } from '../../../components/money.tsx';
import { ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { Told } from '../../../components/told.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { staffGet } from '../../../lib/staff-api.ts';
import { formatTime, relativeTime, useNow } from '../../../lib/time.ts';
import { Person } from '../person.tsx';
import { useMay } from '../role.ts';
import { SearchField } from '../search-field.tsx';
import { Select } from '../select.tsx';
import { useAddress } from '../use-address.ts';
import { type Column, VirtualTable } from '../virtual-table.tsx';
import { kindName } from '../words.ts';
import { ArchiveDialog } from './archive-dialog.tsx';
import { Statistics } from './statistics.tsx';
import { TransactionDialog } from './transaction-dialog.tsx';
import { FILTERS, type Filter, queryOf, useTransactions } from './use-transactions.ts';

const TYPES = [
  ...['earn', 'daily', 'award', 'achievement', 'gift', 'gift_received', 'gift_bonus', 'task_escrow', 'task_reward'],
  ...['market_purchase', 'market_sale', 'shop_purchase', 'refund', 'deduction', 'reset', 'decay'],
  ...['transfer_send', 'transfer_receive', 'issue', 'burn'],
];
const choices = () => [
  { value: '', label: t`Of every kind` },
  ...TYPES.map((value) => ({ value, label: kindName(value) })),
];
/** Of the list: so near the end the next page is fetched. */
const NEAR = 20;

export function TransactionsPage() {
  const [filter, set] = useAddress(...FILTERS);
  const mayArchive = useMay('admin');
  const [archiving, setArchiving] = useState(false);
  return (
    <>
      <PageTitle title={t`Transactions`}>
        <div className="flex flex-wrap gap-2">
          <Export filter={filter} />
          {mayArchive && (
            <Button onClick={() => setArchiving(true)}>
              <Archive className="size-4" aria-hidden />
              <Trans>Archive</Trans>
            </Button>
          )}
        </div>
      </PageTitle>
      <Statistics member={filter.q.includes('.') ? '' : filter.q} />
      <Filters filter={filter} set={set} />
      <Table filter={filter} clear={() => set(Object.fromEntries(FILTERS.map((name) => [name, ''])))} />
      {archiving && <ArchiveDialog onClose={() => setArchiving(false)} />}
    </>
  );
}

type Set = (change: Partial<Filter>) => void;

function Filters({ filter, set }: { filter: Filter; set: Set }) {
  const search = useCallback((q: string) => set({ q }), [set]);
  const more = [filter.from, filter.to, filter.min, filter.max, filter.archived].some(Boolean);
  return (
    <div className="mb-4 flex flex-wrap items-start gap-2">
      <SearchField label={t`Discord id, address or transaction`} value={filter.q} onChange={search} />
      <Select label={t`Of which kind`} value={filter.type} choices={choices()} onChoose={(type) => set({ type })} />
      <details open={more} className="w-full">
        <summary className="flex min-h-9 w-fit cursor-pointer items-center text-sm text-muted underline underline-offset-4 pointer-coarse:min-h-11">
          <Trans>More filters</Trans>
        </summary>
        <div className="mt-2 grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
          {(['from', 'to'] as const).map((name) => (
            <Field key={name} label={name === 'from' ? t`From` : t`To`}>
              {(control) => (
                <input
                  {...control}
                  type="date"
                  value={filter[name]}
                  onChange={({ target }) => set({ [name]: target.value })}
                  className={inputClass}
                />
              )}
            </Field>
          ))}
          {(['min', 'max'] as const).map((name) => (
            <Field key={name} label={name === 'min' ? t`At least` : t`At most`}>
              {(control) => (
                <input
                  {...control}
                  inputMode="decimal"
                  value={filter[name]}
                  onChange={({ target }) =>
                    /^\d{0,15}(\.\d{0,18})?$/.test(target.value) && set({ [name]: target.value })
                  }
                  className={inputClass}
                />
              )}
            </Field>
          ))}
          <label className="flex min-h-11 items-center gap-2 self-end text-sm">
            <input
              type="checkbox"
              checked={filter.archived !== ''}
              onChange={({ target }) => set({ archived: target.checked ? '1' : '' })}
              className="size-5 accent-accent"
            />
            <Trans>With the archived ones</Trans>
          </label>
        </div>
      </details>
    </div>
  );
}

function Table({ filter, clear }: { filter: Filter; clear: () => void }) {
  const list = useTransactions(filter);
  const [opened, open] = useState<TransactionResponse | null>(null);
  const columns = useColumns(open);
  const rows = list.data?.pages.flatMap(({ transactions }) => transactions);
  const filtered = FILTERS.some((name) => filter[name]);
  if (list.isError && !rows)
    return <LoadFailure what={t`the transactions`} error={list.error} onRetry={() => list.refetch()} />;
  if (!rows) return <ListSkeleton label={t`the transactions`} />;
  if (rows.length === 0)
    return filtered ? (
      <Empty title={t`Nothing matches these filters`}>
        <Button className="mt-2" onClick={clear}>
          <Trans>Clear the filters</Trans>
        </Button>
      </Empty>
    ) : (
      <Empty title={t`Nothing has moved yet`}>
        <Trans>What members earn, give and spend is listed here as it happens.</Trans>
      </Empty>
    );
  return (
    <>
      <VirtualTable
        label={t`Transactions`}
        columns={columns}
        count={rows.length}
        rowAt={(place) => rows[place]}
        keyOf={({ id }) => id}
        onLook={(_, last) => {
          if (last > rows.length - NEAR && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
        }}
      />
      <p className="mt-2 text-sm text-muted">
        {list.hasNextPage
          ? t`${formatCount(rows.length)} so far; scroll for more`
          : t`${formatCount(rows.length)} in all`}
      </p>
      {opened && <TransactionDialog transaction={opened} onClose={() => open(null)} />}
    </>
  );
}

function useColumns(open: (row: TransactionResponse) => void): Column<TransactionResponse>[] {
  const token = useToken();
  const now = useNow();
  return [
    {
      name: t`Member`,
      width: 'minmax(0,1.6fr)',
      cell: ({ member }) => (
        <Link
          to={`/c/${token}/admin/members/${member.userId ?? member.address}`}
          className="flex min-h-11 min-w-0 items-center rounded-lg font-medium"
        >
          <Person {...member} />
        </Link>
      ),
    },
    {
      name: t`Kind`,
      width: 'minmax(0,1fr)',
      cell: (row) => (
        <button
          type="button"
          onClick={() => open(row)}
          className="min-h-11 max-w-full truncate text-left underline decoration-line underline-offset-4 hover:decoration-current"
        >
          {kindName(row.type)}
        </button>
      ),
    },
    {
      name: t`Amount`,
      width: 'minmax(5rem,1fr)',
      align: 'right',
      cell: ({ amount }) => (
        <Money
          amount={amount}
          signed
          bare
          className={cx('font-semibold', !amount.value.startsWith('-') && 'text-accent')}
        />
      ),
    },
    {
      name: t`Balance after`,
      width: 'minmax(0,1fr)',
      align: 'right',
      wide: true,
      cell: ({ balanceAfter }) => <Money amount={balanceAfter} bare className="text-muted" />,
    },
    {
      name: t`When`,
      width: 'minmax(0,1fr)',
      align: 'right',
      wide: true,
      cell: ({ at }) => (
        <time dateTime={at} title={formatTime(Date.parse(at), 'f')} className="text-muted">
          {relativeTime(Math.min(Date.parse(at), now), now)}
        </time>
      ),
    },
  ];
}

/** What is filtered, as a file. */
function Export({ filter }: { filter: Filter }) {
  const token = useToken();
  const [fault, setFault] = useState<string | null>(null);
  async function download() {
    setFault(null);
    try {
      // A download cannot renew a session that ran out: this does.
      await staffGet('/api/auth/me');
      window.location.assign(`/api/${token}/transactions/export?${queryOf(filter, 'user_id')}`);
    } catch (error) {
      setFault((error as Error).message);
    }
  }
  return (
    <div>
      <Button onClick={() => void download()}>
        <Download className="size-4" aria-hidden />
        CSV
      </Button>
      {fault && <Told tone="fault">{fault}</Told>}
    </div>
  );
}
