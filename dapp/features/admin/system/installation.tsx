import type { InstallationSettings } from '@guildmint/bot/api/routes/bot.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { cx } from '../../../lib/cx.ts';
import { staffGet } from '../../../lib/staff-api.ts';
import { Loaded } from '../loaded.tsx';
import { useWrite, wish } from '../use-write.ts';
import { kindName } from '../words.ts';
import { WriteButton } from '../write-button.tsx';

const PRESENCES = ['online', 'idle', 'dnd', 'invisible'] as const;
const ACTIVITIES = ['custom', 'playing', 'listening', 'watching', 'competing'] as const;

/** What holds for all communities of this installation. */
export function Installation() {
  const settings = useQuery({
    queryKey: ['system', 'settings'],
    queryFn: ({ signal }) => staffGet('/api/settings', signal),
  });
  return (
    <Loaded what={t`the settings`} query={settings}>
      {(found) => <Form settings={found} />}
    </Loaded>
  );
}

function Form({ settings }: { settings: InstallationSettings }) {
  const [values, setValues] = useState({
    ...{ presence: settings.presence, activity: settings.activity, statusText: settings.statusText ?? '' },
    logDays: `${settings.logDays}`,
  });
  const writing = useWrite();
  const restarting = useWrite();
  const fault =
    /^[1-9]\d{0,2}$/.test(values.logDays) && Number(values.logDays) <= 365 ? undefined : t`Write days from 1 to 365.`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault) return;
    const { presence, activity, statusText, logDays } = values;
    void writing.write(
      wish(t`Saved`, 'PUT', '/api/settings', {
        presence,
        activity,
        statusText: statusText.trim() || null,
        logDays: Number(logDays),
      }),
    );
  };
  const choice = <K extends 'presence' | 'activity'>(name: K, label: string, all: readonly (typeof values)[K][]) => (
    <Field label={label}>
      {(control) => (
        <select
          {...control}
          value={values[name]}
          onChange={({ target }) => {
            const chosen = all.find((each) => each === target.value);
            if (chosen) setValues((now) => ({ ...now, [name]: chosen }));
          }}
          className={inputClass}
        >
          {all.map((each) => (
            <option key={each} value={each}>
              {each === 'dnd' ? t`Do not disturb` : kindName(each)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <section aria-label={t`Installation`} className={cardClass}>
      <h2 className="font-semibold">
        <Trans>Installation</Trans>
      </h2>
      <form className="mt-3 grid gap-4 sm:grid-cols-2" onSubmit={submit} noValidate>
        {choice('presence', t`The bot is shown as`, PRESENCES)}
        {choice('activity', t`What it does`, ACTIVITIES)}
        <Field label={t`In words`} hint={t`Empty: as BOT_STATUS has it.`}>
          {(control) => (
            <input
              {...control}
              value={values.statusText}
              maxLength={128}
              onChange={({ target }) => setValues((now) => ({ ...now, statusText: target.value }))}
              className={inputClass}
            />
          )}
        </Field>
        <Field label={t`Days that logs are kept`} error={fault}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              value={values.logDays}
              onChange={({ target }) => setValues((now) => ({ ...now, logDays: target.value }))}
              className={inputClass}
            />
          )}
        </Field>
        <WriteButton writing={writing}>
          <Trans>Save</Trans>
        </WriteButton>
      </form>
      <details className="mt-4 border-t border-line pt-1">
        <summary className="flex min-h-11 cursor-pointer items-center text-sm font-medium">
          <Trans>What the environment decides</Trans>
        </summary>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          {Object.entries(settings.environment).map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{kindName(name)}</dt>
              <dd className={cx('min-w-0 break-all', value === null && 'text-muted')}>{`${value ?? t`not set`}`}</dd>
            </div>
          ))}
        </dl>
      </details>
      <details className="border-t border-line pt-1">
        <summary className="flex min-h-11 cursor-pointer items-center text-sm font-medium">
          <Trans>Connect to Discord anew</Trans>
        </summary>
        <p className="mb-2 text-sm text-muted">
          <Trans>What the bot has begun is finished first; what is on its way to the chain is not touched.</Trans>
        </p>
        <WriteButton writing={restarting} variant="danger" wish={wish(t`Asked for`, 'POST', '/api/restart')}>
          <Trans>Connect anew</Trans>
        </WriteButton>
      </details>
    </section>
  );
}
