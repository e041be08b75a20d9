import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { RefreshCw } from 'lucide-react';
import { cardClass } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useToken } from '../../../lib/api.ts';
import { relativeTime, useNow } from '../../../lib/time.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { useWrite, wish } from '../use-write.ts';
import { kindName } from '../words.ts';
import { WriteButton } from '../write-button.tsx';
import { useSync } from './use-configuration.ts';

const STATES: Record<string, MessageDescriptor> = {
  synced: msg`in step`,
  pending_sync: msg`to be shown anew`,
  orphaned: msg`deleted, to be posted again`,
  closed: msg`over`,
  failed: msg`refused by Discord`,
};

const stateName = (state: string) => (STATES[state] ? i18n._(STATES[state]) : state);

/** How far messages on Discord are in step with the chain, and the way to mend them. */
export function Sync() {
  const token = useToken();
  const now = useNow();
  const mayRepair = useMay('admin');
  const writing = useWrite();
  return (
    <Loaded what={t`the state of messages`} query={useSync()}>
      {({ counts, troubles }) => (
        <div className="flex flex-col gap-5">
          <section aria-label={t`Messages`} className={cardClass}>
            <h2 className="font-semibold">
              <Trans>Messages on Discord</Trans>
            </h2>
            {counts.length === 0 ? (
              <Empty title={t`Nothing is posted yet`}>
                <Trans>Choose channels for tasks and items: the bot keeps a message for each there.</Trans>
              </Empty>
            ) : (
              <dl className="mt-3 grid grid-cols-2 gap-4 sm:grid-cols-4">
                {counts.map(({ kind, state, count }) => (
                  <div key={`${kind}${state}`}>
                    <dt className="text-xs text-muted">
                      {kindName(kind)}: {stateName(state)}
                    </dt>
                    <dd className="text-lg font-semibold tabular-nums">{formatCount(count)}</dd>
                  </div>
                ))}
              </dl>
            )}
          </section>
          {troubles.length > 0 && (
            <section aria-label={t`Not in step`} className={cardClass}>
              <h2 className="font-semibold">
                <Trans>Not in step</Trans>
              </h2>
              <ul className="mt-2 divide-y divide-line text-sm">
                {troubles.map(({ kind, subject, state, error, nextAt }) => (
                  <li key={`${kind}${subject}`} className="py-2.5">
                    <span className="font-medium">
                      {kindName(kind)} {subject}
                    </span>
                    : {stateName(state)}
                    {error && <span className="block text-danger-ink">{error}</span>}
                    {nextAt && (
                      <span className="block text-xs text-muted">
                        <Trans>tried again {relativeTime(Date.parse(nextAt), now)}</Trans>
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {mayRepair && (
            <WriteButton writing={writing} wish={wish(t`Repair`, 'POST', `/api/${token}/sync`)}>
              <RefreshCw className="size-4" aria-hidden />
              <Trans>Look at all of them anew</Trans>
            </WriteButton>
          )}
        </div>
      )}
    </Loaded>
  );
}
