import type { TemplateResponse } from '@guildmint/bot/api/routes/embeds.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { Select } from '../select.tsx';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { bodyOf, type Draft, draftOf, EMPTY, faultOf } from './draft.ts';
import { type Place, PlacingFields, placeBody } from './placing.tsx';
import { Preview } from './preview.tsx';
import type { Places } from './use-announcements.ts';

type Props = Places & { templates: TemplateResponse[] };

/** Writes an announcement or an embed to be used again, beside what Discord will show. */
export function Composer({ channels, usual, templates }: Props) {
  const token = useToken();
  const [draft, setDraft] = useState(EMPTY);
  const [place, setPlace] = useState<Place>({ channelId: usual ?? '', at: '', pinned: false });
  const [name, setName] = useState('');
  const posting = useWrite(() => setDraft(EMPTY));
  const keeping = useWrite(() => setName(''));
  const fault = faultOf(draft) ?? (place.channelId === '' ? t`Choose a channel.` : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault) return;
    void posting.write(
      wish(place.at ? t`Planned` : t`On its way`, 'POST', `/api/${token}/announcements`, {
        embed: bodyOf(draft),
        ...placeBody(place),
      }),
    );
  };
  const set = (name: Exclude<keyof Draft, 'fields'>) => (event: { target: { value: string } }) =>
    setDraft((now) => ({ ...now, [name]: event.target.value }));
  const known = templates.find((each) => each.name === name.trim());
  return (
    <div className="grid items-start gap-5 xl:grid-cols-2">
      <form
        aria-label={t`New announcement`}
        className={cx(cardClass, 'grid gap-4 sm:grid-cols-2')}
        onSubmit={submit}
        noValidate
      >
        {templates.length > 0 && (
          <div className="sm:col-span-2">
            <Select
              label={t`Begin with a kept one`}
              value=""
              choices={[
                { value: '', label: t`Begin with a kept one …` },
                ...templates.map((each) => ({ value: each.id, label: each.name })),
              ]}
              onChoose={(id) => {
                const chosen = templates.find((each) => each.id === id);
                if (!chosen) return;
                setDraft(draftOf(chosen));
                setName(chosen.name);
              }}
            />
          </div>
        )}
        <Field label={t`Title`} className="sm:col-span-2">
          {(control) => (
            <input {...control} value={draft.title} maxLength={256} onChange={set('title')} className={inputClass} />
          )}
        </Field>
        <Field label={t`Text`} hint={t`Discord’s Markdown, as in any message.`} className="sm:col-span-2">
          {(control) => (
            <textarea
              {...control}
              value={draft.text}
              maxLength={4000}
              onChange={set('text')}
              className={cx(inputClass, 'min-h-32')}
            />
          )}
        </Field>
        <Field label={t`Colour`}>
          {(control) => (
            <span className="flex gap-2">
              <input
                type="color"
                aria-label={t`Choose the colour`}
                value={/^#[\da-f]{6}$/i.test(draft.colour) ? draft.colour : '#5865f2'}
                onChange={set('colour')}
                className="h-10 w-12 shrink-0 cursor-pointer rounded-lg border border-line bg-field p-1 pointer-coarse:h-11"
              />
              <input
                {...control}
                value={draft.colour}
                maxLength={7}
                placeholder="#5865f2"
                onChange={set('colour')}
                className={inputClass}
              />
            </span>
          )}
        </Field>
        <Field label={t`Picture`} hint={t`Its address, with https.`}>
          {(control) => (
            <input {...control} value={draft.image} maxLength={500} onChange={set('image')} className={inputClass} />
          )}
        </Field>
        <Field label={t`Footer`} className="sm:col-span-2">
          {(control) => (
            <input {...control} value={draft.footer} maxLength={300} onChange={set('footer')} className={inputClass} />
          )}
        </Field>
        <Fields draft={draft} setDraft={setDraft} />
        <PlacingFields place={place} channels={channels} onChange={setPlace} />
        <div className="sm:col-span-2">
          <WriteButton writing={posting} blocked={fault}>
            {place.at ? t`Plan it` : t`Announce it`}
          </WriteButton>
        </div>
      </form>
      <div className="flex flex-col gap-5 xl:sticky xl:top-20">
        <Preview draft={draft} channels={new Map(channels.map((channel) => [channel.id, channel.name]))} />
        <section aria-label={t`Keep it`} className={cardClass}>
          <Field
            label={t`Keep it to be used again, as`}
            hint={known ? t`There is one of that name: it is written anew.` : undefined}
          >
            {(control) => (
              <input
                {...control}
                value={name}
                maxLength={32}
                onChange={({ target }) => setName(target.value)}
                className={inputClass}
              />
            )}
          </Field>
          <div className="mt-3">
            <WriteButton
              writing={keeping}
              variant="secondary"
              blocked={faultOf(draft) ?? (name.trim() === '' ? t`Give it a name.` : undefined)}
              wish={
                known
                  ? wish(t`Kept`, 'PUT', `/api/${token}/embeds/${encodeURIComponent(known.id)}`, bodyOf(draft))
                  : wish(t`Kept`, 'POST', `/api/${token}/embeds`, { ...bodyOf(draft), name: name.trim() })
              }
            >
              <Trans>Keep it</Trans>
            </WriteButton>
          </div>
        </section>
      </div>
    </div>
  );
}

const MOST_FIELDS = 25;

function Fields({ draft, setDraft }: { draft: Draft; setDraft: (change: (now: Draft) => Draft) => void }) {
  const change = (key: number, part: Partial<Draft['fields'][number]>) =>
    setDraft((now) => ({
      ...now,
      fields: now.fields.map((field) => (field.key === key ? { ...field, ...part } : field)),
    }));
  return (
    <fieldset className="flex flex-col gap-3 sm:col-span-2">
      <legend className="text-sm font-medium">
        <Trans>Fields</Trans>
      </legend>
      {draft.fields.map(({ key, name, value, inline }, place) => (
        <div key={key} className="grid gap-2 rounded-xl border border-line p-3 sm:grid-cols-[1fr_1.5fr]">
          <input
            aria-label={t`Name of field ${place + 1}`}
            value={name}
            maxLength={256}
            onChange={({ target }) => change(key, { name: target.value })}
            className={inputClass}
          />
          <input
            aria-label={t`Text of field ${place + 1}`}
            value={value}
            maxLength={1024}
            onChange={({ target }) => change(key, { value: target.value })}
            className={inputClass}
          />
          <label className="flex min-h-11 items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={inline}
              onChange={({ target }) => change(key, { inline: target.checked })}
              className="size-5 accent-accent"
            />
            <Trans>Beside others</Trans>
          </label>
          <Button
            className="justify-self-end"
            onClick={() => setDraft((now) => ({ ...now, fields: now.fields.filter((field) => field.key !== key) }))}
          >
            <Trans>
              Remove<span className="sr-only"> field {place + 1}</span>
            </Trans>
          </Button>
        </div>
      ))}
      {draft.fields.length < MOST_FIELDS && (
        <Button
          className="self-start"
          onClick={() =>
            setDraft((now) => ({
              ...now,
              fields: [
                ...now.fields,
                { key: Math.max(-1, ...now.fields.map(({ key }) => key)) + 1, name: '', value: '', inline: true },
              ],
            }))
          }
        >
          <Plus className="size-4" aria-hidden />
          <Trans>Add a field</Trans>
        </Button>
      )}
    </fieldset>
  );
}
