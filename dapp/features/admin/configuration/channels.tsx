import type { ChannelResponse, ConfigResponse } from '@guildmint/bot/api/routes/config.ts';
import { type FormEvent, useState } from 'react';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { useWrite } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { useChannels, useConfiguration } from './use-configuration.ts';

type Place = keyof ConfigResponse['channels'];
const PLACES: [Place, string][] = [
  ['tasks', 'Tasks'],
  ['reviews', 'Submissions for the staff'],
  ['items', 'Items on sale'],
  ['staff', 'Staff'],
  ['log', 'Log'],
  ['alerts', 'Store alerts'],
  ['welcome', 'Welcome'],
  ['announcements', 'Announcements'],
  ['tiers', 'Rises in tier'],
];

export function Channels() {
  const channels = useChannels();
  return (
    <Loaded what="the configuration" query={useConfiguration()}>
      {(config) => (
        <Loaded what="the channels" query={channels}>
          {(found) => <Form config={config} channels={found.channels} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Form({ config, channels }: { config: ConfigResponse; channels: ChannelResponse[] }) {
  const token = useToken();
  const mayChange = useMay('admin');
  const [chosen, choose] = useState(config.channels);
  const writing = useWrite();
  const texts = channels.filter(({ kind }) => kind === 'text' || kind === 'announcement');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const changed = Object.fromEntries(
      PLACES.filter(([place]) => chosen[place] !== config.channels[place]).map(([place]) => [place, chosen[place]]),
    );
    void writing.write({ label: 'Saved', method: 'PUT', path: `/api/${token}/config`, body: { channels: changed } });
  };
  return (
    <form className={cx(cardClass, 'grid gap-4 sm:grid-cols-2')} onSubmit={submit}>
      {PLACES.map(([place, label]) => (
        <Field key={place} label={label}>
          {(control) => (
            <select
              {...control}
              value={chosen[place] ?? ''}
              onChange={({ target }) => choose((now) => ({ ...now, [place]: target.value || null }))}
              className={inputClass}
            >
              <option value="">None</option>
              {texts.map(({ id, name, category, writable }) => (
                <option key={id} value={id} disabled={!writable}>
                  #{name}
                  {category && ` (${category})`}
                  {!writable && ', closed to the bot'}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
      <div className="sm:col-span-2">
        {mayChange ? (
          <WriteButton writing={writing}>Save</WriteButton>
        ) : (
          <p className="text-sm text-muted">Admins change this.</p>
        )}
      </div>
    </form>
  );
}
