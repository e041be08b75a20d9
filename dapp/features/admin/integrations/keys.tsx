import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { staffGet } from '../../../lib/staff-api.ts';
import { formatTime } from '../../../lib/time.ts';
import { Loaded } from '../loaded.tsx';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { Secret } from './secret.tsx';

const SCOPES = [
  'members:read',
  'members:write',
  'transactions:read',
  'transactions:write',
  'tokens:read',
  'tokens:write',
  'achievements:write',
  'activity:write',
  'shop:write',
  'tasks:read',
  'tasks:write',
  'market:write',
  'clans:write',
  'conduct:read',
  'conduct:write',
  'announcements:read',
  'announcements:write',
  'config:read',
  'config:write',
  'webhooks:read',
  'webhooks:write',
] as const;

/** Keys by which other software acts in this community. */
export function Keys() {
  const token = useToken();
  const keys = useQuery({
    queryKey: ['staff', token, 'keys'],
    queryFn: async ({ signal }) => (await staffGet(`/api/${token}/keys`, signal)).keys,
  });
  const ending = useWrite();
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[1.3fr_1fr]">
      <section aria-label={t`API keys`} className={cx(cardClass, 'py-2')}>
        <Loaded what={t`the keys`} query={keys}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t`No key was made yet`}>
                <Trans>With one, a chat app or a game acts in this community alone.</Trans>
              </Empty>
            ) : (
              <ul className="divide-y divide-line">
                {all.map(({ id, name, scopes, expiresAt, usedAt }) => (
                  <li key={id} className="flex items-start gap-3 py-3">
                    <div className="min-w-0 flex-1">
                      <h2 className="font-semibold break-words">{name}</h2>
                      <p className="text-xs break-words text-muted">{scopes.join(', ')}</p>
                      <p className="text-xs text-muted">
                        {expiresAt ? t`Good until ${formatTime(Date.parse(expiresAt), 'd')}` : t`Good for ever`} ·{' '}
                        {usedAt ? t`used ${formatTime(Date.parse(usedAt), 'd')}` : t`never used`}
                      </p>
                    </div>
                    <Button
                      disabled={ending.busy}
                      onClick={() => void ending.write(wish(t`Ended`, 'DELETE', `/api/${token}/keys/${id}`))}
                    >
                      <Trans>
                        End<span className="sr-only"> {name}</span>
                      </Trans>
                    </Button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      <NewKey />
    </div>
  );
}

function NewKey() {
  const token = useToken();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [scopes, choose] = useState<(typeof SCOPES)[number][]>([]);
  const [made, setMade] = useState<string | null>(null);
  const writing = useWrite((answered) => {
    setMade((answered as { key: string }).key);
    setName('');
    choose([]);
  });
  const fault =
    name.trim() === ''
      ? t`Give it a name.`
      : scopes.length === 0
        ? t`Choose what it is good for.`
        : days !== '' && !/^[1-9]\d{0,3}$/.test(days)
          ? t`Write days as a whole number, or nothing.`
          : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault) return;
    setMade(null);
    void writing.write(
      wish(t`Made`, 'POST', `/api/${token}/keys`, {
        name: name.trim(),
        scopes,
        days: days === '' ? null : Number(days),
      }),
    );
  };
  return (
    <form aria-label={t`New key`} className={cx(cardClass, 'flex flex-col gap-4')} onSubmit={submit} noValidate>
      <Field label={t`Name`}>
        {(control) => (
          <input
            {...control}
            value={name}
            maxLength={64}
            autoComplete="off"
            onChange={({ target }) => setName(target.value)}
            className={inputClass}
          />
        )}
      </Field>
      <fieldset>
        <legend className="mb-1 text-sm font-medium">
          <Trans>Good for</Trans>
        </legend>
        <div className="grid gap-x-3 sm:grid-cols-[repeat(auto-fill,minmax(11.5rem,1fr))]">
          {SCOPES.map((scope) => (
            <label key={scope} className="flex min-h-9 items-center gap-2 text-sm pointer-coarse:min-h-11">
              <input
                type="checkbox"
                checked={scopes.includes(scope)}
                onChange={({ target }) =>
                  choose((now) => (target.checked ? [...now, scope] : now.filter((each) => each !== scope)))
                }
                className="size-4.5 accent-accent"
              />
              {scope}
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={t`Days until it expires`} hint={t`Empty: never.`}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            value={days}
            onChange={({ target }) => setDays(target.value)}
            className={inputClass}
          />
        )}
      </Field>
      <WriteButton writing={writing} blocked={fault}>
        <Trans>Make a key</Trans>
      </WriteButton>
      {made && <Secret what={t`This is the key.`} value={made} />}
    </form>
  );
}
