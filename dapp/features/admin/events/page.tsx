import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { useChoice } from '../../../components/choices.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Tabs } from '../tabs.tsx';
import { Challenges } from './challenges.tsx';
import { Drops } from './drops.tsx';
import { Seasons } from './seasons.tsx';

const TABS = ['seasons', 'challenges', 'drops'] as const;
const LABELS = { seasons: msg`Seasons`, challenges: msg`Challenges of clans`, drops: msg`Drops` };

export function EventsPage() {
  const [tab, choose] = useChoice('part', TABS);
  return (
    <>
      <PageTitle title={t`Events`} />
      <Tabs
        label={t`Parts`}
        tabs={TABS.map((value) => ({ value, label: i18n._(LABELS[value]) }))}
        value={tab}
        onChoose={choose}
      />
      {tab === 'seasons' ? <Seasons /> : tab === 'challenges' ? <Challenges /> : <Drops />}
    </>
  );
}
