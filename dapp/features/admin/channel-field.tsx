import type { ChannelResponse } from '@guildmint/bot/api/routes/config.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Field, inputClass } from '../../components/field.tsx';

/** Those that the bot may write in. */
export const writableOf = (channels: ChannelResponse[]) =>
  channels.filter(({ kind, writable }) => writable && (kind === 'text' || kind === 'announcement'));

type Props = { channels: { id: string; name: string }[]; value: string; onChange: (id: string) => void };

/** In which channel something is to stand. */
export const ChannelField = ({ channels, value, onChange }: Props) => (
  <Field label={t`Channel`}>
    {(control) => (
      <select {...control} value={value} onChange={({ target }) => onChange(target.value)} className={inputClass}>
        <option value="">
          <Trans>Choose one</Trans>
        </option>
        {channels.map(({ id, name }) => (
          <option key={id} value={id}>
            #{name}
          </option>
        ))}
      </select>
    )}
  </Field>
);
