import type { SystemStatus } from '@guildmint/bot/api/routes/bot.ts';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cardClass, PageTitle } from '../../../components/page-title.tsx';
import { cx } from '../../../lib/cx.ts';
import { staffGet, useSession } from '../../../lib/staff-api.ts';
import { relativeTime, useNow } from '../../../lib/time.ts';
import { Loaded } from '../loaded.tsx';
import { kindName } from '../words.ts';
import { Installation } from './installation.tsx';
import { Logs } from './logs.tsx';

const LOOK_MS = 5_000;
const WORDS = { ok: 'Everything answers', degraded: 'Something is slow or missing', down: 'Something does not answer' };
const ICONS = { ok: CircleCheck, degraded: TriangleAlert, down: CircleX };
const INKS = { ok: 'text-accent', degraded: 'text-gold', down: 'text-danger-ink' };

const useStatus = () =>
  useQuery({
    queryKey: ['system'],
    queryFn: ({ signal }) => staffGet<SystemStatus>('/api/status', signal),
    refetchInterval: LOOK_MS,
  });

/** How the whole system does; for its operator also what went wrong, and what may be changed. */
export function SystemPage() {
  const isOperator = useSession().data?.operator;
  return (
    <>
      <PageTitle title="System" />
      <div className="flex flex-col gap-5">
        <Loaded what="the status" query={useStatus()}>
          {(status) => <Status status={status} />}
        </Loaded>
        {isOperator ? (
          <>
            <Installation />
            <Logs />
          </>
        ) : (
          <p className="text-sm text-muted">
            Settings and logs of the installation are its operator’s, who signs in with its password.
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
        {WORDS[status.status]}
      </p>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Tile
          name="Indexer"
          value={
            indexer.lag === null
              ? '–'
              : indexer.lag === 0
                ? 'At the head'
                : `${indexer.lag.toLocaleString()} blocks behind`
          }
        >
          block {indexer.block?.toLocaleString() ?? '–'} of {chain.block?.toLocaleString() ?? '–'}
        </Tile>
        <Tile name="Queue" value={queue.reduce((sum, [, count]) => sum + count, 0).toLocaleString()}>
          {queue.length === 0
            ? 'nothing is on its way'
            : queue.map(([state, count]) => `${count.toLocaleString()} ${state}`).join(', ')}
        </Tile>
        <Tile name="Discord" value={discord.connected ? 'Connected' : 'Away'}>
          {discord.since && `since ${relativeTime(Math.min(Date.parse(discord.since), now), now)}, `}
          {discord.guilds ?? 0} servers{discord.pingMs !== null && discord.pingMs >= 0 && `, ${discord.pingMs} ms`}
        </Tile>
        <Tile name="Network" value={chain.name}>
          chain {chain.chainId}, {communities} communities
        </Tile>
      </div>
      <section aria-label="Parts" className={cardClass}>
        <h2 className="font-semibold">Parts</h2>
        <ul className="mt-2 divide-y divide-line">
          {Object.entries(parts).map(([name, { state, says }]) => {
            const Sign = ICONS[state];
            return (
              <li key={name} className="flex items-start gap-3 py-2.5 text-sm">
                <Sign className={cx('mt-0.5 size-4 shrink-0', INKS[state])} aria-label={state} />
                <span className="w-28 shrink-0 font-medium">{kindName(name)}</span>
                <span className="min-w-0 break-words text-muted">{says}</span>
              </li>
            );
          })}
        </ul>
        <p className="mt-2 text-xs text-muted">
          Version {version}, up since {relativeTime(now - uptimeSeconds * 1000, now)}.
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
