import type { TemplateResponse } from '@guildmint/bot/api/routes/embeds.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { useToken } from '../../../lib/api.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { draftOf } from './draft.ts';
import { type Place, PlacingFields, placeBody } from './placing.tsx';
import { Preview } from './preview.tsx';
import { type Places, usePlaces, useTemplates } from './use-announcements.ts';

const pathOf = (token: string, id: string) => `/api/${token}/embeds/${encodeURIComponent(id)}` as const;

/** Embeds that are kept: to be posted as they are, or forgotten. */
export function Kept() {
  const token = useToken();
  const mayChange = useMay('admin');
  const writing = useWrite();
  const [posted, post] = useState<TemplateResponse | null>(null);
  return (
    <Loaded what={t`the kept embeds`} query={useTemplates()}>
      {(all) =>
        all.length === 0 ? (
          <Empty title={t`No embed is kept yet`}>
            <Trans>Write one, and keep it to be used again.</Trans>
          </Empty>
        ) : (
          <>
            <ul aria-label={t`Kept embeds`} className={`${cardClass} divide-y divide-line py-1`}>
              {all.map((embed) => {
                const { id, name, title, text } = embed;
                return (
                  <li key={id} className="flex flex-wrap items-center gap-3 py-3">
                    <div className="min-w-0 flex-1 basis-40">
                      <h2 className="truncate font-semibold">{name}</h2>
                      <p className="truncate text-sm text-muted">{title || text}</p>
                    </div>
                    {mayChange && (
                      <div className="flex gap-2">
                        <Button onClick={() => post(embed)}>
                          <Trans>
                            Post<span className="sr-only"> {name}</span>
                          </Trans>
                        </Button>
                        <Button
                          disabled={writing.busy}
                          onClick={() => void writing.write(wish(t`Forgotten`, 'DELETE', pathOf(token, id)))}
                        >
                          <Trans>
                            Forget<span className="sr-only"> {name}</span>
                          </Trans>
                        </Button>
                      </div>
                    )}
                  </li>
                );
              })}
            </ul>
            {posted && <PostKept embed={posted} onClose={() => post(null)} />}
          </>
        )
      }
    </Loaded>
  );
}

type Props = { embed: TemplateResponse; onClose: () => void };

function PostKept({ embed, onClose }: Props) {
  const { name } = embed;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Post “${name}”`}
      description={t`As it is kept. What is posted stays, whatever becomes of the kept one.`}
      className="max-w-2xl"
    >
      <Loaded what={t`the channels`} query={usePlaces()}>
        {(places) => <PostForm embed={embed} places={places} />}
      </Loaded>
    </Dialog>
  );
}

function PostForm({ embed, places: { channels, usual } }: { embed: TemplateResponse; places: Places }) {
  const token = useToken();
  const [place, setPlace] = useState<Place>({ channelId: usual ?? '', at: '', pinned: false });
  const writing = useWrite();
  const fault = place.channelId === '' ? t`Choose a channel.` : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault) return;
    void writing.write(
      wish(place.at ? t`Planned` : t`On its way`, 'POST', `${pathOf(token, embed.id)}/post`, placeBody(place)),
    );
  };
  return (
    <form className="grid gap-4 sm:grid-cols-2" onSubmit={submit} noValidate>
      <div className="sm:col-span-2">
        <Preview draft={draftOf(embed)} channels={new Map(channels.map(({ id, name }) => [id, name]))} />
      </div>
      <PlacingFields place={place} channels={channels} onChange={setPlace} />
      <div className="sm:col-span-2">
        <WriteButton writing={writing} blocked={fault}>
          {place.at ? t`Plan it` : t`Announce it`}
        </WriteButton>
      </div>
    </form>
  );
}
