import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '../../../components/button.tsx';
import { Choices, useChoice } from '../../../components/choices.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { usePenalties } from '../members/use-members.ts';
import { PenaltyList } from './penalty-list.tsx';

const SHOWN = ['all', 'standing', 'appealed', 'lifted'] as const;
const LABELS = {
  all: msg`All`,
  standing: msg({ message: 'Standing', context: 'penalties' }),
  appealed: msg`Appealed`,
  lifted: msg`Lifted`,
};

export function ConductPage() {
  const [show, choose] = useChoice('show', SHOWN);
  const penalties = usePenalties(show === 'all' ? '' : `state=${show}`);
  return (
    <>
      <PageTitle title={t`Conduct`}>
        <Choices
          label={t`Which penalties`}
          choices={SHOWN.map((value) => ({ value, label: i18n._(LABELS[value]) }))}
          value={show}
          onChoose={choose}
        />
      </PageTitle>
      {penalties.isError ? (
        <LoadFailure what={t`the penalties`} error={penalties.error} onRetry={() => penalties.refetch()} />
      ) : !penalties.data ? (
        <ListSkeleton label={t`the penalties`} rows={4} />
      ) : penalties.data.length === 0 ? (
        show === 'all' ? (
          <Empty title={t`No penalty was ever given`}>
            <Trans>They are given on a member’s page, each confirmed by a person.</Trans>
          </Empty>
        ) : (
          <Empty title={t`None of this kind`}>
            <Button className="mt-2" onClick={() => choose('all')}>
              <Trans>Show all</Trans>
            </Button>
          </Empty>
        )
      ) : (
        <section aria-label={t`Penalties`} className={`${cardClass} py-2`}>
          <PenaltyList penalties={penalties.data} empty="" named />
        </section>
      )}
    </>
  );
}
