import type { ChannelResponse, ConfigResponse } from '@guildmint/bot/api/routes/config.ts';
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { Loaded } from '../loaded.tsx';
import { useWrite, wish } from '../use-write.ts';
import { SaveButton } from './save-button.tsx';
import { useChannels, useConfiguration } from './use-configuration.ts';

type Place = keyof ConfigResponse['channels'];
const PLACES: [Place, MessageDescriptor][] = [
  ['tasks', msg`Tasks`],
  ['reviews', msg`Submissions for the staff`],
  ['items', msg`Items on sale`],
  ['staff', msg`Staff`],
  ['log', msg`Log`],
  ['alerts', msg`Store alerts`],
  ['welcome', msg`Welcome`],
  ['announcements', msg`Announcements`],
  ['tiers', msg`Rises in tier`],
];

export function Channels() {
  const channels = useChannels();
  return (
    <Loaded what={t`the configuration`} query={useConfiguration()}>
      {(config) => (
        <Loaded what={t`the channels`} query={channels}>
          {(found) => <Form config={config} channels={found.channels} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Form({ config, channels }: { config: ConfigResponse; channels: ChannelResponse[] }) {
  const token = useToken();
  const [chosen, choose] = useState(config.channels);
  const writing = useWrite();
  const texts = channels.filter(({ kind }) => kind === 'text' || kind === 'announcement');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const changed = Object.fromEntries(
      PLACES.filter(([place]) => chosen[place] !== config.channels[place]).map(([place]) => [place, chosen[place]]),
    );
    void writing.write(wish(t`Saved`, 'PUT', `/api/${token}/config`, { channels: changed }));
  };
  return (
    <form className={cx(cardClass, 'grid gap-4 sm:grid-cols-2')} onSubmit={submit}>
      {PLACES.map(([place, label]) => (
        <Field key={place} label={i18n._(label)}>
          {(control) => (
            <select
              {...control}
              value={chosen[place] ?? ''}
              onChange={({ target }) => choose((now) => ({ ...now, [place]: target.value || null }))}
              className={inputClass}
            >
              <option value="">
                <Trans>None</Trans>
              </option>
              {texts.map(({ id, name, category, writable }) => (
                <option key={id} value={id} disabled={!writable}>
                  #{name}
                  {category && ` (${category})`}
                  {!writable && `, ${t`closed to the bot`}`}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
      <div className="sm:col-span-2">
        <SaveButton writing={writing} />
      </div>
    </form>
  );
}
