import type { ConfigResponse } from '@guildmint/bot/api/routes/config.ts';
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { useWrite, wish } from '../use-write.ts';
import { SaveButton } from './save-button.tsx';
import { useConfiguration } from './use-configuration.ts';

type Switch = keyof ConfigResponse['features'];
type Figure = keyof ConfigResponse['figures'];
const SWITCHES: [Switch, MessageDescriptor][] = [
  ['gifts', msg`Gifts`],
  ['shop', msg`Shop`],
  ['tasks', msg`Tasks`],
  ['market', msg`Market`],
  ['trades', msg`Trades`],
  ['clans', msg`Clans`],
  ['boards', msg`Leaderboards`],
  ['messages', msg`Messages and files earn`],
  ['reactions', msg`Reactions earn`],
  ['rooms', msg`Voice channels and threads earn`],
  ['invites', msg`Invitations earn`],
  ['expiry', msg`Tasks end past their deadline`],
  ['prefix', msg`Commands by prefix`],
  ['global_shop', msg`The operator’s shop is shown, too`],
  ['global_tasks', msg`The operator’s tasks are shown, too`],
];
const FIGURES: [Figure, MessageDescriptor][] = [
  ['popularReactors', msg`Reactions that make a message popular`],
  ['mediaAudience', msg`People who make media seen`],
  ['helpfulVotes', msg`Votes that make something helpful`],
  ['messageLength', msg`Letters that a message needs`],
  ['voiceSeconds', msg`Seconds that count as joining a room`],
  ['inviteActiveDays', msg`Days that an invited friend is active`],
  ['inviteAccountDays', msg`Days that a friend’s account must be old`],
];

export const Features = () => (
  <Loaded what={t`the configuration`} query={useConfiguration()}>
    {(config) => <Form config={config} />}
  </Loaded>
);

function Form({ config }: { config: ConfigResponse }) {
  const token = useToken();
  const mayChange = useMay('admin');
  const [features, setFeatures] = useState(config.features);
  const [figures, setFigures] = useState(() => new Map(FIGURES.map(([name]) => [name, `${config.figures[name]}`])));
  const writing = useWrite();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const changed = [...figures].filter(([name, text]) => text !== `${config.figures[name]}`);
    void writing.write(
      wish(t`Saved`, 'PUT', `/api/${token}/config`, {
        features,
        figures: Object.fromEntries(changed.map(([name, text]) => [name, Number(text)])),
      }),
    );
  };
  const wrong = [...figures.values()].some((text) => !/^\d{1,5}$/.test(text));
  return (
    <form className="flex flex-col gap-5" onSubmit={submit} noValidate>
      <fieldset className={cx(cardClass, 'grid gap-x-6 sm:grid-cols-2')}>
        <legend className="float-left mb-2 w-full font-semibold sm:col-span-2">
          <Trans>What is on</Trans>
        </legend>
        {SWITCHES.map(([name, label]) => (
          <label key={name} className="flex min-h-11 items-center gap-3 text-sm">
            <input
              type="checkbox"
              checked={features[name]}
              disabled={!mayChange}
              onChange={({ target }) => setFeatures((now) => ({ ...now, [name]: target.checked }))}
              className="size-5 accent-accent"
            />
            {i18n._(label)}
          </label>
        ))}
        <p className="mt-2 text-sm text-muted sm:col-span-2">
          <Trans>What stands on-chain stays its members’ own, and can still be given back or handed in.</Trans>
        </p>
      </fieldset>
      <fieldset className={cx(cardClass, 'grid gap-4 sm:grid-cols-2')}>
        <legend className="float-left mb-2 w-full font-semibold sm:col-span-2">
          <Trans>Figures</Trans>
        </legend>
        {FIGURES.map(([name, label]) => (
          <Field key={name} label={i18n._(label)}>
            {(control) => (
              <input
                {...control}
                inputMode="numeric"
                disabled={!mayChange}
                value={figures.get(name)}
                onChange={({ target }) => setFigures((now) => new Map(now).set(name, target.value))}
                className={inputClass}
              />
            )}
          </Field>
        ))}
      </fieldset>
      <SaveButton writing={writing} blocked={wrong ? t`Figures are whole numbers: correct them first.` : undefined} />
    </form>
  );
}
