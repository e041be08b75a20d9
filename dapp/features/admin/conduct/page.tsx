import { Button } from '../../../components/button.tsx';
import { Choices, useChoice } from '../../../components/choices.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { usePenalties } from '../members/use-members.ts';
import { PenaltyList } from './penalty-list.tsx';

const SHOWN = ['all', 'standing', 'appealed', 'lifted'] as const;
const LABELS = { all: 'All', standing: 'Standing', appealed: 'Appealed', lifted: 'Lifted' };

export function ConductPage() {
  const [show, choose] = useChoice('show', SHOWN);
  const penalties = usePenalties(show === 'all' ? '' : `state=${show}`);
  return (
    <>
      <PageTitle title="Conduct">
        <Choices
          label="Which penalties"
          choices={SHOWN.map((value) => ({ value, label: LABELS[value] }))}
          value={show}
          onChoose={choose}
        />
      </PageTitle>
      {penalties.isError ? (
        <LoadFailure what="the penalties" error={penalties.error} onRetry={() => penalties.refetch()} />
      ) : !penalties.data ? (
        <ListSkeleton label="the penalties" rows={4} />
      ) : penalties.data.length === 0 ? (
        show === 'all' ? (
          <Empty title="No penalty was ever given">
            They are given on a member’s page, each confirmed by a person.
          </Empty>
        ) : (
          <Empty title="None of this kind">
            <Button className="mt-2" onClick={() => choose('all')}>
              Show all
            </Button>
          </Empty>
        )
      ) : (
        <section aria-label="Penalties" className={`${cardClass} py-2`}>
          <PenaltyList penalties={penalties.data} empty="" named />
        </section>
      )}
    </>
  );
}
