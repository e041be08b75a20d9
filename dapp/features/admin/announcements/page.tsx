import type { AnnouncementResponse } from '@guildmint/bot/api/embedSchemas.ts';
import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '../../../components/button.tsx';
import { useChoice } from '../../../components/choices.tsx';
import { cardClass, PageTitle } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { Told } from '../../../components/told.tsx';
import { useToken } from '../../../lib/api.ts';
import { formatTime } from '../../../lib/time.ts';
import { useChannels } from '../configuration/use-configuration.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { Tabs } from '../tabs.tsx';
import { useWrite, wish } from '../use-write.ts';
import { Composer } from './composer.tsx';
import { Kept } from './kept.tsx';
import { useAnnouncements, usePlaces, useTemplates } from './use-announcements.ts';

const TABS = ['list', 'new', 'kept'] as const;
const LABELS = { list: msg`Announcements`, new: msg`Write one`, kept: msg`Kept embeds` };
const STATES = {
  draft: msg`Draft`,
  scheduled: msg`Planned`,
  failed: msg`Refused by Discord, tried again`,
  posted: msg`Posted`,
};

export function AnnouncementsPage() {
  const mayWrite = useMay('admin');
  const [tab, choose] = useChoice('part', TABS);
  const shown = TABS.filter((each) => each !== 'new' || mayWrite);
  return (
    <>
      <PageTitle title={t`Announcements`} />
      <Tabs
        label={t`Parts`}
        tabs={shown.map((value) => ({ value, label: i18n._(LABELS[value]) }))}
        value={tab}
        onChoose={choose}
      />
      {tab === 'list' ? <List /> : tab === 'new' && mayWrite ? <New /> : <Kept />}
    </>
  );
}

function New() {
  const templates = useTemplates();
  return (
    <Loaded what={t`the channels`} query={usePlaces()}>
      {(places) => <Composer {...places} templates={templates.data ?? []} />}
    </Loaded>
  );
}

function List() {
  return (
    <Loaded what={t`the announcements`} query={useAnnouncements()}>
      {(all) =>
        all.length === 0 ? (
          <Empty title={t`Nothing was announced yet`}>
            <Trans>Admins write announcements here or on Discord.</Trans>
          </Empty>
        ) : (
          <ul aria-label={t`Announcements`} className={`${cardClass} divide-y divide-line py-1`}>
            {all.map((each) => (
              <Row key={each.announcement} announcement={each} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function Row({ announcement }: { announcement: AnnouncementResponse }) {
  const token = useToken();
  const mayChange = useMay('admin');
  const channel = useChannels().data?.channels.find(({ id }) => id === announcement.channelId);
  const writing = useWrite();
  const { announcement: number, embed, state, at, pinned, error } = announcement;
  const path = `/api/${token}/announcements/${number}` as const;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="truncate font-semibold">{embed.title || embed.text}</h2>
        <p className="text-xs text-muted">
          {i18n._(STATES[state])} · {formatTime(Date.parse(at), 'f')}
          {channel && ` · #${channel.name}`}
          {pinned && ` · ${t`pinned`}`}
        </p>
        {error && <p className="text-sm text-danger-ink">{error}</p>}
        {writing.phase.at === 'failed' && <Told tone="fault">{writing.phase.sentence}</Told>}
      </div>
      {mayChange && (
        <div className="flex gap-2">
          <Button
            disabled={writing.busy}
            onClick={() => void writing.write(wish(t`Pins`, 'POST', `${path}/${pinned ? 'unpin' : 'pin'}`))}
          >
            {pinned ? t`Unpin` : t`Pin`}
          </Button>
          <Button disabled={writing.busy} onClick={() => void writing.write(wish(t`Deleted`, 'DELETE', path))}>
            <Trans>Delete</Trans>
          </Button>
        </div>
      )}
    </li>
  );
}
