import type { WebhookResponse } from '@guildmint/bot/api/routes/webhooks.ts';
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { Told } from '../../../components/told.tsx';
import { useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { staffGet } from '../../../lib/staff-api.ts';
import { formatTime } from '../../../lib/time.ts';
import { Loaded } from '../loaded.tsx';
import { useWrite, type Write, wish } from '../use-write.ts';
import { kindWord } from '../words.ts';
import { WriteButton } from '../write-button.tsx';
import { Secret } from './secret.tsx';

type EventName = WebhookResponse['events'][number];

const EVENTS: Record<EventName, MessageDescriptor> = {
  ...{ entry: msg`Movements of balances`, item: msg`Items and their stock`, purchase: msg`Purchases` },
  ...{ task: msg`Tasks`, claim: msg`Claims of tasks`, listing: msg`Listings on the market`, trade: msg`Trades` },
  ...{ swap: msg`Swaps with other communities`, penalty: msg`Penalties`, clan: msg`Clans and challenges` },
  ...{ caps: msg`Caps and the time-lock`, season: msg`Seasons` },
};
const NAMES = Object.keys(EVENTS) as EventName[];

/** Servers that are told of what happens here. */
export function Webhooks() {
  const token = useToken();
  const hooks = useQuery({
    queryKey: ['staff', token, 'webhooks'],
    queryFn: async ({ signal }) => (await staffGet(`/api/${token}/webhooks`, signal)).webhooks,
  });
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[1.3fr_1fr]">
      <section aria-label={t`Webhooks`} className={cx(cardClass, 'py-2')}>
        <Loaded what={t`the webhooks`} query={hooks}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t`Nobody is told yet`}>
                <Trans>Name a server: each event is posted there once it is final.</Trans>
              </Empty>
            ) : (
              <ul className="divide-y divide-line">
                {all.map((hook) => (
                  <Hook key={hook.id} hook={hook} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      <NewHook />
    </div>
  );
}

function Hook({ hook }: { hook: WebhookResponse }) {
  const token = useToken();
  const [open, setOpen] = useState(false);
  const writing = useWrite();
  const { id, url, events, active, note } = hook;
  const path = `/api/${token}/webhooks/${id}` as const;
  const act = (wished: Write) => (
    <Button disabled={writing.busy} onClick={() => void writing.write(wished)}>
      {wished.label}
    </Button>
  );
  return (
    <li className="py-3">
      <h2 className="font-semibold break-all">{url}</h2>
      <p className="text-xs text-muted">
        {events.length === 0 ? t`All events` : events.map((name) => i18n._(EVENTS[name])).join(', ')} ·{' '}
        {active ? t`told` : note ? t`not told: ${note}` : t`not told`}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        {act(wish(t`Test`, 'POST', `${path}/test`))}
        {act(wish(active ? t`Pause` : t`Resume`, 'PUT', path, { active: !active }))}
        {act(wish(t`Remove`, 'DELETE', path))}
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          <Trans>What it was told</Trans>
        </Button>
      </div>
      {writing.phase.at === 'failed' && <Told tone="fault">{writing.phase.sentence}</Told>}
      {open && <Deliveries path={path} />}
    </li>
  );
}

function Deliveries({ path }: { path: `/api/${string}/webhooks/${string}` }) {
  const token = useToken();
  const writing = useWrite();
  const list = useQuery({
    queryKey: ['staff', token, 'webhooks', path],
    queryFn: async ({ signal }) => (await staffGet(`${path}/deliveries?limit=20`, signal)).deliveries,
    refetchInterval: ({ state }) => (state.data?.some((each) => each.state === 'waiting') ? 2_000 : false),
  });
  return (
    <Loaded what={t`what it was told`} query={list}>
      {(all) =>
        all.length === 0 ? (
          <p className="mt-2 text-sm text-muted">
            <Trans>Nothing in the last week.</Trans>
          </p>
        ) : (
          <ul className="mt-2 divide-y divide-line rounded-xl border border-line px-3 text-sm">
            {all.map(({ id, type, state, status, attempts, createdAt }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
                <span className="font-medium">{type}</span>
                <span className={cx('flex-1', state === 'failed' ? 'text-danger-ink' : 'text-muted')}>
                  {[
                    kindWord(state),
                    status !== null && t`answered ${status}`,
                    attempts > 1 && t`${attempts} attempts`,
                    formatTime(Date.parse(createdAt), 'f'),
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
                <Button
                  disabled={writing.busy}
                  onClick={() => void writing.write(wish(t`Sent again`, 'POST', `${path}/deliveries/${id}/redeliver`))}
                >
                  <Trans>Send again</Trans>
                </Button>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function NewHook() {
  const token = useToken();
  const [url, setUrl] = useState('');
  const [events, choose] = useState<EventName[]>([]);
  const [secret, setSecret] = useState<string | null>(null);
  const writing = useWrite((answered) => {
    setSecret((answered as { secret: string }).secret);
    setUrl('');
  });
  const fault = /^https:\/\/\S+$/.test(url.trim()) ? undefined : t`Write an address that begins with https://.`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault) return;
    setSecret(null);
    void writing.write(wish(t`Made`, 'POST', `/api/${token}/webhooks`, { url: url.trim(), events }));
  };
  return (
    <form aria-label={t`New webhook`} className={cx(cardClass, 'flex flex-col gap-4')} onSubmit={submit} noValidate>
      <Field label={t`Address`}>
        {(control) => (
          <input
            {...control}
            type="url"
            value={url}
            maxLength={500}
            onChange={({ target }) => setUrl(target.value)}
            className={inputClass}
          />
        )}
      </Field>
      <fieldset>
        <legend className="mb-1 text-sm font-medium">
          <Trans>Which events</Trans>
        </legend>
        <p className="text-xs text-muted">
          <Trans>None chosen: all of them.</Trans>
        </p>
        <div className="grid grid-cols-2 gap-x-3">
          {NAMES.map((name) => (
            <label key={name} className="flex min-h-9 items-center gap-2 text-sm pointer-coarse:min-h-11">
              <input
                type="checkbox"
                checked={events.includes(name)}
                onChange={({ target }) =>
                  choose((now) => (target.checked ? [...now, name] : now.filter((each) => each !== name)))
                }
                className="size-4.5 accent-accent"
              />
              {i18n._(EVENTS[name])}
            </label>
          ))}
        </div>
      </fieldset>
      <WriteButton writing={writing} blocked={url === '' ? undefined : fault}>
        <Trans>Have it told</Trans>
      </WriteButton>
      {secret && <Secret what={t`By this secret it checks what it is told.`} value={secret} />}
    </form>
  );
}
