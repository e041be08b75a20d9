import { i18n } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '../../../components/button.tsx';
import { Choices, useChoice } from '../../../components/choices.tsx';
import { Money } from '../../../components/money.tsx';
import { ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useToken } from '../../../lib/api.ts';
import { tierName } from '../../../lib/tiers.ts';
import { relativeTime, useNow } from '../../../lib/time.ts';
import { Person } from '../person.tsx';
import { useMay } from '../role.ts';
import { SearchField } from '../search-field.tsx';
import { Select } from '../select.tsx';
import { useAddress } from '../use-address.ts';
import { type Column, VirtualTable } from '../virtual-table.tsx';
import { Inactive } from './inactive.tsx';
import { type Member, MOST_LISTED, useMembers } from './use-members.ts';

const SHOWN = ['all', 'left'] as const;
const SORTS = ['balance', 'earned', 'spent', 'gifted', 'name'] as const;
const SORT_LABELS = {
  ...{ balance: msg`By balance`, earned: msg`By what they earned`, spent: msg`By what they spent` },
  ...{ gifted: msg`By what they gave`, name: msg`By name` },
};

export function MembersPage() {
  const token = useToken();
  const mayPay = useMay('admin');
  const [show, choose] = useChoice('show', SHOWN);
  return (
    <>
      <PageTitle title={t`Members`}>
        <Choices
          label={t`Which members`}
          choices={[
            { value: 'all', label: t`All` },
            { value: 'left', label: t`Left the server` },
          ]}
          value={show}
          onChoose={choose}
        />
        {mayPay && (
          <Link to={`/c/${token}/admin/members/together`} className={buttonClass('secondary', 'min-h-10')}>
            <Trans>Award to several</Trans>
          </Link>
        )}
      </PageTitle>
      {show === 'left' ? <Inactive /> : <All />}
    </>
  );
}

function All() {
  const [{ q }, set] = useAddress('q');
  const [sort, chooseSort] = useChoice('sort', SORTS);
  const [{ first, last }, look] = useState({ first: 0, last: 0 });
  const members = useMembers({ sort, search: q, first, last });
  const columns = useColumns();
  const search = useCallback((value: string) => set({ q: value }), [set]);
  return (
    <>
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchField label={t`Name, Discord id or address`} value={q} onChange={search} />
        <Select
          label={t`In which order`}
          value={sort}
          choices={SORTS.map((value) => ({ value, label: i18n._(SORT_LABELS[value]) }))}
          onChoose={chooseSort}
        />
      </div>
      {members.error ? (
        <LoadFailure what={t`the members`} error={members.error} onRetry={members.refetch} />
      ) : members.count === undefined ? (
        <ListSkeleton label={t`the members`} />
      ) : members.count === 0 ? (
        q ? (
          <Empty title={t`Nobody is found by “${q}”`}>
            <Button className="mt-2" onClick={() => set({ q: '' })}>
              <Trans>Clear the search</Trans>
            </Button>
          </Empty>
        ) : (
          <Empty title={t`Nobody has earned anything yet`}>
            <Trans>Members are listed from their first tokens on.</Trans>
          </Empty>
        )
      ) : (
        <>
          <VirtualTable
            key={`${sort} ${q}`}
            label={t`Members`}
            columns={columns}
            count={members.count}
            rowAt={members.rowAt}
            keyOf={({ address }) => address}
            onLook={(from, to) => look({ first: from, last: to })}
          />
          <p className="mt-2 text-sm text-muted" aria-live="polite">
            {q
              ? members.more
                ? t`The first hundred that are found: write more of the name.`
                : t`${formatCount(members.count)} found`
              : plural(members.total ?? 0, { one: '# member', other: '# members' })}
            {!q &&
              (members.total ?? 0) > MOST_LISTED &&
              `, ${t`of which ${formatCount(MOST_LISTED)} are listed: search for the others`}`}
          </p>
        </>
      )}
    </>
  );
}

function useColumns(): Column<Member>[] {
  const token = useToken();
  const now = useNow();
  return [
    {
      name: t`Member`,
      width: 'minmax(0,2.2fr)',
      cell: (member) => (
        <Link
          to={`/c/${token}/admin/members/${member.userId ?? member.address}`}
          className="flex min-h-11 min-w-0 items-center gap-2.5 rounded-lg font-medium"
        >
          <Person {...member} />
          {!member.active && (
            <span className="rounded bg-field px-1.5 text-xs font-normal text-muted">
              <Trans>left</Trans>
            </span>
          )}
        </Link>
      ),
    },
    { name: t`Tier`, width: 'minmax(0,0.8fr)', wide: true, cell: ({ tier }) => tierName(tier) },
    {
      name: t`Balance`,
      width: 'minmax(5rem,1fr)',
      align: 'right',
      cell: ({ balance }) => <Money amount={balance} bare className="font-semibold" />,
    },
    {
      name: t`Earned`,
      width: 'minmax(0,1fr)',
      align: 'right',
      wide: true,
      cell: ({ earned }) => <Money amount={earned} bare />,
    },
    {
      name: t`Spent`,
      width: 'minmax(0,1fr)',
      align: 'right',
      wide: true,
      cell: ({ spent }) => <Money amount={spent} bare />,
    },
    {
      name: t`Last seen`,
      width: 'minmax(0,1fr)',
      align: 'right',
      wide: true,
      cell: ({ seenAt }) => (
        <span className="text-muted">{seenAt ? relativeTime(Math.min(Date.parse(seenAt), now), now) : '–'}</span>
      ),
    },
  ];
}
