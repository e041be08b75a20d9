import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useChoice } from '../../../components/choices.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { useMay } from '../role.ts';
import { Tabs } from '../tabs.tsx';
import { Keys } from './keys.tsx';
import { Webhooks } from './webhooks.tsx';

const TABS = ['keys', 'webhooks'] as const;
const LABELS = { keys: msg`API keys`, webhooks: msg`Webhooks` };

export function IntegrationsPage() {
  const mayUse = useMay('admin');
  const [tab, choose] = useChoice('part', TABS);
  return (
    <>
      <PageTitle title={t`Integrations`} />
      {mayUse ? (
        <>
          <Tabs
            label={t`Parts`}
            tabs={TABS.map((value) => ({ value, label: i18n._(LABELS[value]) }))}
            value={tab}
            onChoose={choose}
          />
          {tab === 'keys' ? <Keys /> : <Webhooks />}
        </>
      ) : (
        <Empty title={t`Admins connect other software`}>
          <Trans>Ask one of them, or the owner.</Trans>
        </Empty>
      )}
    </>
  );
}
