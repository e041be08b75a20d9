import { RefreshCw } from 'lucide-react';
import { cardClass } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { useToken } from '../../../lib/api.ts';
import { relativeTime, useNow } from '../../../lib/time.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { useWrite } from '../use-write.ts';
import { kindName } from '../words.ts';
import { WriteButton } from '../write-button.tsx';
import { useSync } from './use-configuration.ts';

const STATES: Record<string, string> = {
  synced: 'in step',
  pending_sync: 'to be shown anew',
  orphaned: 'deleted, to be posted again',
  closed: 'over',
  failed: 'refused by Discord',
};

/** How far messages on Discord are in step with the chain, and the way to mend them. */
export function Sync() {
  const token = useToken();
  const now = useNow();
  const mayRepair = useMay('admin');
  const writing = useWrite();
  return (
    <Loaded what="the state of messages" query={useSync()}>
      {({ counts, troubles }) => (
        <div className="flex flex-col gap-5">
          <section aria-label="Messages" className={cardClass}>
            <h2 className="font-semibold">Messages on Discord</h2>
            {counts.length === 0 ? (
              <Empty title="Nothing is posted yet">
                Choose channels for tasks and items: the bot keeps a message for each there.
              </Empty>
            ) : (
              <dl className="mt-3 grid grid-cols-2 gap-4 sm:grid-cols-4">
                {counts.map(({ kind, state, count }) => (
                  <div key={`${kind}${state}`}>
                    <dt className="text-xs text-muted">
                      {kindName(kind)}: {STATES[state] ?? state}
                    </dt>
                    <dd className="text-lg font-semibold tabular-nums">{count.toLocaleString()}</dd>
                  </div>
                ))}
              </dl>
            )}
          </section>
          {troubles.length > 0 && (
            <section aria-label="Not in step" className={cardClass}>
              <h2 className="font-semibold">Not in step</h2>
              <ul className="mt-2 divide-y divide-line text-sm">
                {troubles.map(({ kind, subject, state, error, nextAt }) => (
                  <li key={`${kind}${subject}`} className="py-2.5">
                    <span className="font-medium">
                      {kindName(kind)} {subject}
                    </span>
                    : {STATES[state] ?? state}
                    {error && <span className="block text-danger-ink">{error}</span>}
                    {nextAt && (
                      <span className="block text-xs text-muted">
                        tried again {relativeTime(Date.parse(nextAt), now)}
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {mayRepair && (
            <WriteButton writing={writing} wish={{ label: 'Repair', method: 'POST', path: `/api/${token}/sync` }}>
              <RefreshCw className="size-4" aria-hidden />
              Look at all of them anew
            </WriteButton>
          )}
        </div>
      )}
    </Loaded>
  );
}
