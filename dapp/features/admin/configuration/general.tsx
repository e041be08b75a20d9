import type { ConfigResponse } from '@guildmint/bot/api/routes/config.ts';
import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { Select } from '../select.tsx';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { Preset } from './preset.tsx';
import { SaveButton } from './save-button.tsx';
import { useConfiguration, useStatusWish } from './use-configuration.ts';

export const General = () => (
  <div className="flex flex-col gap-5">
    <Loaded what={t`the configuration`} query={useConfiguration()}>
      {(config) => <Form key={config.community} config={config} />}
    </Loaded>
    <StatusWish />
    <Preset />
  </div>
);

const HOURS = /^([1-9]|[1-9]\d|1[0-5]\d|16[0-8])?$/;
const DIGITS = ['', '4', '5', '6'] as const;

function Form({ config }: { config: ConfigResponse }) {
  const token = useToken();
  const [values, setValues] = useState({
    ...{ prefix: config.prefix, timeZone: config.timeZone, welcomeText: config.welcomeText ?? '' },
    ...{ alertHours: `${config.alertHours ?? ''}`, pinThreshold: config.pinThreshold ?? '' },
    pinDigits: `${config.pinDigits ?? ''}`,
  });
  const writing = useWrite();
  const zones = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
  const fault = HOURS.test(values.alertHours) ? undefined : t`Write hours from 1 to 168, or nothing for none.`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault) return;
    void writing.write(
      wish(t`Saved`, 'PUT', `/api/${token}/config`, {
        ...{ prefix: values.prefix, timeZone: values.timeZone, welcomeText: values.welcomeText.trim() || null },
        alertHours: values.alertHours === '' ? null : Number(values.alertHours),
        pinThreshold: values.pinThreshold.trim() || null,
        pinDigits: values.pinDigits === '' ? null : Number(values.pinDigits),
      }),
    );
  };
  const set = (name: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues((now) => ({ ...now, [name]: event.target.value }));
  return (
    <form className={cx(cardClass, 'grid gap-4 sm:grid-cols-2')} onSubmit={submit} noValidate>
      <Field label={t`Prefix of commands`} hint={t`Such as !, in front of what is typed.`}>
        {(control) => (
          <input {...control} value={values.prefix} maxLength={5} onChange={set('prefix')} className={inputClass} />
        )}
      </Field>
      <Field label={t`Time zone`}>
        {(control) => (
          <>
            <input
              {...control}
              value={values.timeZone}
              list="zones"
              maxLength={60}
              onChange={set('timeZone')}
              className={inputClass}
            />
            <datalist id="zones">
              {zones.map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label={t`Store alerts every so many hours`} hint={t`Empty: none.`} error={fault}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            value={values.alertHours}
            onChange={set('alertHours')}
            className={inputClass}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t`PIN above`} hint={t`Tokens; empty: the usual figure.`}>
          {(control) => (
            <input
              {...control}
              inputMode="decimal"
              value={values.pinThreshold}
              maxLength={40}
              onChange={set('pinThreshold')}
              className={inputClass}
            />
          )}
        </Field>
        <Field label={t`Digits of a PIN`}>
          {(control) => (
            <select {...control} value={values.pinDigits} onChange={set('pinDigits')} className={inputClass}>
              {DIGITS.map((digits) => (
                <option key={digits} value={digits}>
                  {digits || t`As they like`}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field label={t`Welcome`} hint={t`What newcomers read in the welcome channel.`} className="sm:col-span-2">
        {(control) => (
          <textarea
            {...control}
            value={values.welcomeText}
            maxLength={1500}
            onChange={set('welcomeText')}
            className={cx(inputClass, 'min-h-24')}
          />
        )}
      </Field>
      <SaveButton writing={writing} />
    </form>
  );
}

const WISHES = [
  { value: '', label: msg`No wish` },
  { value: 'online', label: msg`Online` },
  { value: 'idle', label: msg`Idle` },
  { value: 'dnd', label: msg`Do not disturb` },
  { value: 'invisible', label: msg`Invisible` },
] as const;

/** Discord knows one presence of a bot for all servers: a community can wish. */
function StatusWish() {
  const token = useToken();
  const status = useStatusWish();
  const mayChange = useMay('admin');
  const writing = useWrite();
  const [chosen, choose] = useState<(typeof WISHES)[number]['value'] | null>(null);
  if (!status.data) return null;
  const value = chosen ?? status.data.status ?? '';
  const choices = WISHES.map(({ value, label }) => ({ value, label: i18n._(label) }));
  const shown = choices.find((wish) => wish.value === status.data.shown)?.label;
  return (
    <section aria-label={t`Status of the bot`} className={cardClass}>
      <h2 className="font-semibold">
        <Trans>Status of the bot</Trans>
      </h2>
      <p className="mt-1 mb-3 text-sm text-muted">
        <Trans>
          Discord shows “{shown}” on all servers, which the operator chooses. What this community would like is kept for
          the operator to see.
        </Trans>
      </p>
      <div className="flex flex-wrap items-start gap-3">
        <Select label={t`Wished status`} value={value} choices={choices} onChoose={choose} />
        {mayChange && (
          <WriteButton
            writing={writing}
            variant="secondary"
            wish={wish(t`Wish kept`, 'PUT', `/api/${token}/status`, { status: value || null })}
          >
            <Trans>Keep the wish</Trans>
          </WriteButton>
        )}
      </div>
    </section>
  );
}
