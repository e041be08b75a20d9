import { useChoice } from '../../../components/choices.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Tabs } from '../tabs.tsx';
import { Challenges } from './challenges.tsx';
import { Seasons } from './seasons.tsx';

const TABS = ['seasons', 'challenges'] as const;
const LABELS = { seasons: 'Seasons', challenges: 'Challenges of clans' };

export function EventsPage() {
  const [tab, choose] = useChoice('part', TABS);
  return (
    <>
      <PageTitle title="Events" />
      <Tabs label="Parts" tabs={TABS.map((value) => ({ value, label: LABELS[value] }))} value={tab} onChoose={choose} />
      {tab === 'seasons' ? <Seasons /> : <Challenges />}
    </>
  );
}
