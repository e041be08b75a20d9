import type { DropResponse } from '@guildmint/bot/api/routes/drops.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Countdown } from '../../../components/countdown.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { formatAmount, formatCount, parseAmount } from '../../../lib/amount.ts';
import { useCommunity, useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { staffGet, useSession } from '../../../lib/staff-api.ts';
import { formatTime } from '../../../lib/time.ts';
import { ChannelField, writableOf } from '../channel-field.tsx';
import { useChannels } from '../configuration/use-configuration.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';

/** What is set out in a channel for the first members who take it. */
export function Drops() {
  const token = useToken();
  const mayDrop = useMay('admin');
  const channels = useChannels();
  const drops = useQuery({
    // Whatever is taken of it shows in its message, of which the stream tells.
    queryKey: ['staff', token, 'sync', 'drops'],
    queryFn: async ({ signal }) => (await staffGet(`/api/${token}/drops?limit=50`, signal)).drops,
  });
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[1.3fr_1fr]">
      <section aria-label={t`Drops`} className={cx(cardClass, 'py-2')}>
        <Loaded what={t`the drops`} query={drops}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t`There has been no drop yet`}>
                <Trans>It stands in a channel until it is taken or its time is over.</Trans>
              </Empty>
            ) : (
              <ul className="divide-y divide-line">
                {all.map((drop) => (
                  <Row
                    key={drop.drop}
                    drop={drop}
                    channel={channels.data?.channels.find(({ id }) => id === drop.channelId)?.name}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {mayDrop && (
        <Loaded what={t`the channels`} query={channels}>
          {(found) => <NewDrop channels={writableOf(found.channels)} />}
        </Loaded>
      )}
    </div>
  );
}

function Row({ drop, channel }: { drop: DropResponse; channel: string | undefined }) {
  const { amount, places, taken, message, over, createdAt, endsAt } = drop;
  return (
    <li className="py-3">
      <div className="flex flex-wrap justify-between gap-x-4">
        <h2 className="font-semibold">
          <Trans>
            <Money amount={amount} /> for each of {formatCount(places)}
          </Trans>
        </h2>
        <span className={cx('text-sm', over ? 'text-muted' : 'text-accent')}>
          {over ? (
            t`over`
          ) : (
            <Trans>
              ends in <Countdown until={endsAt} />
            </Trans>
          )}
        </span>
      </div>
      <p className="text-sm text-muted">
        <Trans>{formatCount(taken)} taken</Trans> · {formatTime(Date.parse(createdAt), 'f')}
        {channel && ` · #${channel}`}
      </p>
      {message && <p className="text-sm break-words">{message}</p>}
    </li>
  );
}

const PLACES = /^([1-9]\d?|[1-4]\d\d|500)$/;
const MINUTES = /^[1-9]\d{0,4}$/;
const MOST_MINUTES = 10_080;

function NewDrop({ channels }: { channels: { id: string; name: string }[] }) {
  const { token, symbol, decimals } = useCommunity();
  const [channelId, setChannel] = useState('');
  const [values, setValues] = useState({ amount: '', places: '10', minutes: '60', message: '' });
  const writing = useWrite(() => setValues((now) => ({ ...now, amount: '', message: '' })));
  const represented = useSession().data?.represented;
  const amount = parseAmount(values.amount, decimals);
  const fault =
    represented === false
      ? t`Parts are paid by the bot in your name while you are away: sign in with Discord for that.`
      : typeof amount === 'string'
        ? amount
        : !PLACES.test(values.places)
          ? t`It is for 1 to 500 members.`
          : !MINUTES.test(values.minutes) || Number(values.minutes) > MOST_MINUTES
            ? t`It lasts 1 to ${MOST_MINUTES} minutes.`
            : channelId === ''
              ? t`Choose a channel.`
              : undefined;
  const total =
    typeof amount === 'bigint' && PLACES.test(values.places)
      ? `${formatAmount(amount * BigInt(values.places), decimals)} ${symbol}`
      : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault) return;
    void writing.write(
      wish(t`Drop`, 'POST', `/api/${token}/drops`, {
        ...{ channelId, amount: values.amount.trim(), message: values.message.trim() || null },
        ...{ places: Number(values.places), minutes: Number(values.minutes) },
      }),
    );
  };
  const field = (name: keyof typeof values, label: string, most: number, mode: 'decimal' | 'numeric' | 'text') => (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          inputMode={mode}
          value={values[name]}
          maxLength={most}
          autoComplete="off"
          onChange={({ target }) => setValues((now) => ({ ...now, [name]: target.value }))}
          className={inputClass}
        />
      )}
    </Field>
  );
  return (
    <form aria-label={t`New drop`} className={cx(cardClass, 'flex flex-col gap-4')} onSubmit={submit} noValidate>
      {field('amount', t`For each, in ${symbol}`, 40, 'decimal')}
      {field('places', t`Members`, 3, 'numeric')}
      {field('minutes', t`Minutes`, 5, 'numeric')}
      {field('message', t`Message`, 200, 'text')}
      <ChannelField channels={channels} value={channelId} onChange={setChannel} />
      {total && (
        <p className="text-sm text-muted">
          <Trans>At most {total} in all, issued as it is taken, inside the budgets of the day.</Trans>
        </p>
      )}
      <WriteButton writing={writing} blocked={fault}>
        <Trans>Drop it</Trans>
      </WriteButton>
    </form>
  );
}
