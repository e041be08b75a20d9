import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Field, inputClass } from '../../../components/field.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { formatCount, parseAmount } from '../../../lib/amount.ts';
import { get, useCommunity, useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';

const STATES = { open: msg`Open`, closed: msg`Closed`, cancelled: msg`Called off` };
const PLACES = 3;

/** What clans compete in for a pool. */
export function Challenges() {
  const token = useToken();
  const mayChange = useMay('admin');
  const challenges = useQuery({
    queryKey: ['staff', token, 'clan', 'challenges'],
    queryFn: async ({ signal }) => (await get(`/api/${token}/challenges?limit=50`, signal)).challenges,
    // Who earns something scores: the stream tells of no scores.
    refetchInterval: 5_000,
  });
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[1.3fr_1fr]">
      <section aria-label={t`Challenges`} className={cx(cardClass, 'py-2')}>
        <Loaded what={t`the challenges`} query={challenges}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t`There has been no challenge yet`}>
                <Trans>Clans compete by what their members earn; the pool is split by score.</Trans>
              </Empty>
            ) : (
              <ul className="divide-y divide-line">
                {all.map(({ challenge, title, state, pool, firstDay, lastDay, scores }) => (
                  <li key={challenge} className="py-3">
                    <div className="flex flex-wrap justify-between gap-x-4">
                      <h2 className="font-semibold break-words">{title ?? t`Challenge ${challenge}`}</h2>
                      <Money amount={pool} className="font-semibold" />
                    </div>
                    <p className="text-sm text-muted">
                      <Trans>
                        {i18n._(STATES[state])}, {firstDay} to {lastDay} (UTC)
                      </Trans>
                    </p>
                    {scores.length > 0 && (
                      <p className="text-sm">
                        {scores
                          .slice(0, PLACES)
                          .map(({ clan, name, score }) => `${name ?? t`Clan ${clan}`} ${formatCount(score)}`)
                          .join(' · ')}
                      </p>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {mayChange && <NewChallenge refetch={() => void challenges.refetch()} />}
    </div>
  );
}

const DAYS = /^([1-9]|1[0-4])$/;

function NewChallenge({ refetch }: { refetch: () => void }) {
  const { token, symbol, decimals } = useCommunity();
  const [title, setTitle] = useState('');
  const [pool, setPool] = useState('');
  const [days, setDays] = useState('7');
  const [issued, issue] = useState(true);
  const writing = useWrite(refetch);
  const amount = parseAmount(pool, decimals);
  const fault =
    title.trim() === ''
      ? t`Give it a title.`
      : typeof amount === 'string'
        ? amount
        : DAYS.test(days)
          ? undefined
          : t`It lasts 1 to 14 days.`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault) return;
    void writing.write(
      wish(title.trim(), 'POST', `/api/${token}/challenges`, {
        title: title.trim(),
        pool: pool.trim(),
        days: Number(days),
        issued,
      }),
    );
  };
  return (
    <form aria-label={t`New challenge`} className={cx(cardClass, 'flex flex-col gap-4')} onSubmit={submit} noValidate>
      <Field label={t`Title`}>
        {(control) => (
          <input
            {...control}
            value={title}
            maxLength={100}
            onChange={({ target }) => setTitle(target.value)}
            className={inputClass}
          />
        )}
      </Field>
      <Field label={t`Pool in ${symbol}`}>
        {(control) => (
          <input
            {...control}
            inputMode="decimal"
            value={pool}
            onChange={({ target }) => setPool(target.value)}
            className={inputClass}
          />
        )}
      </Field>
      <Field label={t`Days`} hint={t`It begins tomorrow, UTC.`}>
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
      <label className="flex min-h-11 items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={issued}
          onChange={({ target }) => issue(target.checked)}
          className="size-5 accent-accent"
        />
        <Trans>Paid by issuance, not from my balance</Trans>
      </label>
      <WriteButton writing={writing} blocked={fault}>
        <Trans>Announce it</Trans>
      </WriteButton>
    </form>
  );
}
