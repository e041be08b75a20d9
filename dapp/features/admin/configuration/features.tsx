import type { ConfigResponse } from '@guildmint/bot/api/routes/config.ts';
import { type FormEvent, useState } from 'react';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { useWrite } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { useConfiguration } from './use-configuration.ts';

type Switch = keyof ConfigResponse['features'];
type Figure = keyof ConfigResponse['figures'];
const SWITCHES: [Switch, string][] = [
  ['gifts', 'Gifts'],
  ['shop', 'Shop'],
  ['tasks', 'Tasks'],
  ['market', 'Market'],
  ['trades', 'Trades'],
  ['clans', 'Clans'],
  ['boards', 'Leaderboards'],
  ['messages', 'Messages and files earn'],
  ['reactions', 'Reactions earn'],
  ['rooms', 'Voice channels and threads earn'],
  ['invites', 'Invitations earn'],
  ['expiry', 'Tasks end past their deadline'],
  ['prefix', 'Commands by prefix'],
  ['global_shop', 'The operator’s shop is shown, too'],
  ['global_tasks', 'The operator’s tasks are shown, too'],
];
const FIGURES: [Figure, string][] = [
  ['popularReactors', 'Reactions that make a message popular'],
  ['mediaAudience', 'People who make media seen'],
  ['helpfulVotes', 'Votes that make something helpful'],
  ['messageLength', 'Letters that a message needs'],
  ['voiceSeconds', 'Seconds that count as joining a room'],
  ['inviteActiveDays', 'Days that an invited friend is active'],
  ['inviteAccountDays', 'Days that a friend’s account must be old'],
];

export const Features = () => (
  <Loaded what="the configuration" query={useConfiguration()}>
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
    void writing.write({
      ...{ label: 'Saved', method: 'PUT', path: `/api/${token}/config` },
      body: { features, figures: Object.fromEntries(changed.map(([name, text]) => [name, Number(text)])) },
    });
  };
  const wrong = [...figures.values()].some((text) => !/^\d{1,5}$/.test(text));
  return (
    <form className="flex flex-col gap-5" onSubmit={submit} noValidate>
      <fieldset className={cx(cardClass, 'grid gap-x-6 sm:grid-cols-2')}>
        <legend className="float-left mb-2 w-full font-semibold sm:col-span-2">What is on</legend>
        {SWITCHES.map(([name, label]) => (
          <label key={name} className="flex min-h-11 items-center gap-3 text-sm">
            <input
              type="checkbox"
              checked={features[name]}
              disabled={!mayChange}
              onChange={({ target }) => setFeatures((now) => ({ ...now, [name]: target.checked }))}
              className="size-5 accent-accent"
            />
            {label}
          </label>
        ))}
        <p className="mt-2 text-sm text-muted sm:col-span-2">
          What stands on-chain stays its members’ own, and can still be given back or handed in.
        </p>
      </fieldset>
      <fieldset className={cx(cardClass, 'grid gap-4 sm:grid-cols-2')}>
        <legend className="float-left mb-2 w-full font-semibold sm:col-span-2">Figures</legend>
        {FIGURES.map(([name, label]) => (
          <Field key={name} label={label}>
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
      {mayChange ? (
        <WriteButton writing={writing} blocked={wrong ? 'Figures are whole numbers: correct them first.' : undefined}>
          Save
        </WriteButton>
      ) : (
        <p className="text-sm text-muted">Admins change this.</p>
      )}
    </form>
  );
}
