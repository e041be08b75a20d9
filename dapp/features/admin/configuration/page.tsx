import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { useChoice } from '../../../components/choices.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Tabs } from '../tabs.tsx';
import { Caps } from './caps.tsx';
import { Channels } from './channels.tsx';
import { Commands } from './commands.tsx';
import { Features } from './features.tsx';
import { General } from './general.tsx';
import { Roles } from './roles.tsx';
import { Sync } from './sync.tsx';

const TABS = ['general', 'channels', 'features', 'caps', 'roles', 'commands', 'sync'] as const;
const LABELS = {
  ...{
    general: msg`General`,
    channels: msg`Channels`,
    features: msg`Features`,
    caps: msg`Caps and tiers`,
    roles: msg`Roles`,
  },
  ...{ commands: msg`Commands`, sync: msg`Sync` },
};
const PARTS: Record<(typeof TABS)[number], () => ReactNode> = {
  ...{ general: General, channels: Channels, features: Features, caps: Caps, roles: Roles },
  ...{ commands: Commands, sync: Sync },
};

export function ConfigurationPage() {
  const [tab, choose] = useChoice('part', TABS);
  const Part = PARTS[tab];
  return (
    <>
      <PageTitle title={t`Configuration`} />
      <Tabs
        label={t`Parts of the configuration`}
        tabs={TABS.map((value) => ({ value, label: i18n._(LABELS[value]) }))}
        value={tab}
        onChoose={choose}
      />
      <Part />
    </>
  );
}
