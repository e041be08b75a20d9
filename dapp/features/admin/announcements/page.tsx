import type { AnnouncementResponse } from '@guildmint/bot/api/embedSchemas.ts';
import type { TemplateResponse } from '@guildmint/bot/api/routes/embeds.ts';
import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../components/button.tsx';
import { useChoice } from '../../../components/choices.tsx';
import { cardClass, PageTitle } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { Told } from '../../../components/told.tsx';
import { useToken } from '../../../lib/api.ts';
import { staffGet } from '../../../lib/staff-api.ts';
import { formatTime } from '../../../lib/time.ts';
import { useChannels, useConfiguration } from '../configuration/use-configuration.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { Tabs } from '../tabs.tsx';
import { useWrite } from '../use-write.ts';
import { Composer } from './composer.tsx';

const TABS = ['list', 'new', 'kept'] as const;
const LABELS = { list: 'Announcements', new: 'Write one', kept: 'Kept embeds' };
const STATES = { draft: 'Draft', scheduled: 'Planned', failed: 'Refused by Discord, tried again', posted: 'Posted' };

function useAnnouncements() {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'announcements'],
    queryFn: async ({ signal }) =>
      (await staffGet<{ announcements: AnnouncementResponse[] }>(`/api/${token}/announcements?limit=100`, signal))
        .announcements,
    // Discord's part is told by no event: what is on its way is looked at again.
    refetchInterval: ({ state }) => (state.data?.some((each) => each.state !== 'posted') ? 2_000 : false),
  });
}

function useTemplates() {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'embeds'],
    queryFn: async ({ signal }) =>
      (await staffGet<{ embeds: TemplateResponse[] }>(`/api/${token}/embeds`, signal)).embeds,
  });
}

export function AnnouncementsPage() {
  const mayWrite = useMay('admin');
  const [tab, choose] = useChoice('part', TABS);
  const shown = TABS.filter((each) => each !== 'new' || mayWrite);
  return (
    <>
      <PageTitle title="Announcements" />
      <Tabs
        label="Parts"
        tabs={shown.map((value) => ({ value, label: LABELS[value] }))}
        value={tab}
        onChoose={choose}
      />
      {tab === 'list' ? <List /> : tab === 'new' && mayWrite ? <New /> : <Kept />}
    </>
  );
}

function New() {
  const [channels, config, templates] = [useChannels(), useConfiguration(), useTemplates()];
  return (
    <Loaded what="the channels" query={channels}>
      {(found) => (
        <Loaded what="the configuration" query={config}>
          {(chosen) => (
            <Composer
              channels={found.channels.filter(
                ({ kind, writable }) => writable && (kind === 'text' || kind === 'announcement'),
              )}
              usual={chosen.channels.announcements}
              templates={templates.data ?? []}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function List() {
  return (
    <Loaded what="the announcements" query={useAnnouncements()}>
      {(all) =>
        all.length === 0 ? (
          <Empty title="Nothing was announced yet">Admins write announcements here or on Discord.</Empty>
        ) : (
          <ul aria-label="Announcements" className={`${cardClass} divide-y divide-line py-1`}>
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
  const path = `/api/${token}/announcements/${number}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="truncate font-semibold">{embed.title || embed.text}</h2>
        <p className="text-xs text-muted">
          {STATES[state]} · {formatTime(Date.parse(at), 'f')}
          {channel && ` · #${channel.name}`}
          {pinned && ' · pinned'}
        </p>
        {error && <p className="text-sm text-danger-ink">{error}</p>}
        {writing.phase.at === 'failed' && <Told tone="fault">{writing.phase.sentence}</Told>}
      </div>
      {mayChange && (
        <div className="flex gap-2">
          <Button
            disabled={writing.busy}
            onClick={() =>
              void writing.write({ label: 'Pins', method: 'POST', path: `${path}/${pinned ? 'unpin' : 'pin'}` })
            }
          >
            {pinned ? 'Unpin' : 'Pin'}
          </Button>
          <Button
            disabled={writing.busy}
            onClick={() => void writing.write({ label: 'Deleted', method: 'DELETE', path })}
          >
            Delete
          </Button>
        </div>
      )}
    </li>
  );
}

function Kept() {
  const token = useToken();
  const mayChange = useMay('admin');
  const writing = useWrite();
  return (
    <Loaded what="the kept embeds" query={useTemplates()}>
      {(all) =>
        all.length === 0 ? (
          <Empty title="No embed is kept yet">Write one, and keep it to be used again.</Empty>
        ) : (
          <ul aria-label="Kept embeds" className={`${cardClass} divide-y divide-line py-1`}>
            {all.map(({ id, name, title, text }) => (
              <li key={id} className="flex items-center gap-3 py-3">
                <div className="min-w-0 flex-1">
                  <h2 className="truncate font-semibold">{name}</h2>
                  <p className="truncate text-sm text-muted">{title || text}</p>
                </div>
                {mayChange && (
                  <Button
                    disabled={writing.busy}
                    onClick={() =>
                      void writing.write({
                        label: 'Forgotten',
                        method: 'DELETE',
                        path: `/api/${token}/embeds/${encodeURIComponent(id)}`,
                      })
                    }
                  >
                    Forget<span className="sr-only"> {name}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
