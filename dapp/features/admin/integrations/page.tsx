import { useChoice } from '../../../components/choices.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { useMay } from '../role.ts';
import { Tabs } from '../tabs.tsx';
import { Keys } from './keys.tsx';
import { Webhooks } from './webhooks.tsx';

const TABS = ['keys', 'webhooks'] as const;
const LABELS = { keys: 'API keys', webhooks: 'Webhooks' };

export function IntegrationsPage() {
  const mayUse = useMay('admin');
  const [tab, choose] = useChoice('part', TABS);
  return (
    <>
      <PageTitle title="Integrations" />
      {mayUse ? (
        <>
          <Tabs
            label="Parts"
            tabs={TABS.map((value) => ({ value, label: LABELS[value] }))}
            value={tab}
            onChoose={choose}
          />
          {tab === 'keys' ? <Keys /> : <Webhooks />}
        </>
      ) : (
        <Empty title="Admins connect other software">Ask one of them, or the owner.</Empty>
      )}
    </>
  );
}
