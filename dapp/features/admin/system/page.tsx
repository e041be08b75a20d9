import type { SystemStatus } from '@guildmint/bot/api/routes/bot.ts';
import { i18n } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cardClass, PageTitle } from '../../../components/page-title.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { cx } from '../../../lib/cx.ts';
import { staffGet, useSession } from '../../../lib/staff-api.ts';
import { relativeTime, useNow } from '../../../lib/time.ts';
import { Loaded } from '../loaded.tsx';
import { kindName, kindWord } from '../words.ts';
import { Installation } from './installation.tsx';
import { Logs } from './logs.tsx';

const LOOK_MS = 5_000;
const WORDS = {
  ok: msg`Everything answers`,
  degraded: msg`Something is slow or missing`,
  down: msg`Something does not answer`,
};
const ICONS = { ok: CircleCheck, degraded: TriangleAlert, down: CircleX };
const INKS = { ok: 'text-accent', degraded: 'text-gold', down: 'text-danger-ink' };

const useStatus = () =>
  useQuery({
    queryKey: ['system'],
    queryFn: ({ signal }) => staffGet('/api/status', signal),
    refetchInterval: LOOK_MS,
  });

/** How the whole system does; for its operator also what went wrong, and what may be changed. */
export function SystemPage() {
  const isOperator = useSession().data?.operator;
  return (
    <>
      <PageTitle title={t`System`} />
      <div className="flex flex-col gap-5">
        <Loaded what={t`the status`} query={useStatus()}>
          {(status) => <Status status={status} />}
        </Loaded>
        {isOperator ? (
          <>
            <Installation />
            <Logs />
          </>
        ) : (
          <p className="text-sm text-muted">
            <Trans>Settings and logs of the installation are its operator’s, who signs in with its password.</Trans>
          </p>
        )}
      </div>
    </>
  );
}

function Status({ status }: { status: SystemStatus }) {
  const now = useNow();
  const { chain, indexer, relayer, discord, parts, uptimeSeconds, version, communities } = status;
  const Icon = ICONS[status.status];
  const queue = Object.entries(relayer);
  return (
    <>
      <p role="status" className={cx('flex items-center gap-2 font-semibold', INKS[status.status])}>
        <Icon className="size-5" aria-hidden />
        {i18n._(WORDS[status.status])}
      </p>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Tile
          name={t`Indexer`}
          value={
            indexer.lag === null
              ? '–'
              : indexer.lag === 0
                ? t`At the head`
                : plural(indexer.lag, { one: '# block behind', other: '# blocks behind' })
          }
        >
          <Trans>
            block {indexer.block === null ? '–' : formatCount(indexer.block)} of{' '}
            {chain.block === null ? '–' : formatCount(chain.block)}
          </Trans>
        </Tile>
        <Tile name={t`Queue`} value={formatCount(queue.reduce((sum, [, count]) => sum + count, 0))}>
          {queue.length === 0
            ? t`nothing is on its way`
            : queue.map(([state, count]) => `${formatCount(count)} ${kindWord(state)}`).join(', ')}
        </Tile>
        <Tile name={t`Discord`} value={discord.connected ? t`Connected` : t`Away`}>
          {[
            discord.since && t`since ${relativeTime(Math.min(Date.parse(discord.since), now), now)}`,
            plural(discord.guilds ?? 0, { one: '# server', other: '# servers' }),
            discord.pingMs !== null && discord.pingMs >= 0 && `${discord.pingMs} ms`,
          ]
            .filter(Boolean)
            .join(', ')}
        </Tile>
        <Tile name={t`Network`} value={chain.name}>
          {t`chain ${chain.chainId}`}, {plural(communities, { one: '# community', other: '# communities' })}
        </Tile>
      </div>
      <section aria-label={t`Parts`} className={cardClass}>
        <h2 className="font-semibold">
          <Trans>Parts</Trans>
        </h2>
        <ul className="mt-2 divide-y divide-line">
          {Object.entries(parts).map(([name, { state, says }]) => {
            const Sign = ICONS[state];
            return (
              <li key={name} className="flex items-start gap-3 py-2.5 text-sm">
                <Sign className={cx('mt-0.5 size-4 shrink-0', INKS[state])} aria-label={i18n._(WORDS[state])} />
                <span className="w-28 shrink-0 font-medium">{kindName(name)}</span>
                <span className="min-w-0 break-words text-muted">{says}</span>
              </li>
            );
          })}
        </ul>
        <p className="mt-2 text-xs text-muted">
          <Trans>
            Version {version}, up since {relativeTime(now - uptimeSeconds * 1000, now)}.
          </Trans>
        </p>
      </section>
    </>
  );
}

const Tile = ({ name, value, children }: { name: string; value: ReactNode; children: ReactNode }) => (
  <section aria-label={name} className="min-w-0 rounded-2xl border border-line bg-raised p-4">
    <p className="text-sm text-muted">{name}</p>
    <p className="mt-1 truncate text-xl font-bold tracking-tight tabular-nums">{value}</p>
    <p className="mt-1 text-xs text-muted">{children}</p>
  </section>
);
