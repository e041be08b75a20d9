import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Field, inputClass } from '../../../components/field.tsx';
import { ChannelField } from '../channel-field.tsx';

/** Where and when something is posted; `at` as the browser's field has it, empty for at once. */
export type Place = { channelId: string; at: string; pinned: boolean };

/** As the API takes it. */
export const placeBody = ({ channelId, at, pinned }: Place) => ({
  ...{ channelId, pinned },
  ...(at && { at: new Date(at).toISOString() }),
});

type Props = { place: Place; channels: { id: string; name: string }[]; onChange: (place: Place) => void };

export const PlacingFields = ({ place, channels, onChange }: Props) => (
  <>
    <ChannelField
      channels={channels}
      value={place.channelId}
      onChange={(channelId) => onChange({ ...place, channelId })}
    />
    <Field label={t`When`} hint={t`Empty: at once.`}>
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          value={place.at}
          onChange={({ target }) => onChange({ ...place, at: target.value })}
          className={inputClass}
        />
      )}
    </Field>
    <label className="flex min-h-11 items-center gap-2 text-sm sm:col-span-2">
      <input
        type="checkbox"
        checked={place.pinned}
        onChange={({ target }) => onChange({ ...place, pinned: target.checked })}
        className="size-5 accent-accent"
      />
      <Trans>Pin it</Trans>
    </label>
  </>
);
