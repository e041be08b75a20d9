import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '../../../components/button.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass, ListSkeleton } from '../../../components/page-title.tsx';
import { Empty, LoadFailure } from '../../../components/states.tsx';
import { useToken } from '../../../lib/api.ts';
import { formatTime } from '../../../lib/time.ts';
import { Person } from '../person.tsx';
import { useMay } from '../role.ts';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { useInactive } from './use-members.ts';

const KEEP_DAYS = 30;

/** Who left the server; balances stay theirs. */
export function Inactive() {
  const token = useToken();
  const mayClean = useMay('admin');
  const gone = useInactive();
  const cleaning = useWrite();
  const returning = useWrite();
  if (gone.isError) return <LoadFailure what={t`who left`} error={gone.error} onRetry={() => gone.refetch()} />;
  if (!gone.data) return <ListSkeleton label={t`who left`} rows={4} />;
  if (gone.data.length === 0)
    return (
      <Empty title={t`Nobody has left`}>
        <Trans>Whoever leaves the Discord server is listed here; their tokens stay theirs.</Trans>
      </Empty>
    );
  return (
    <>
      <ul className={`${cardClass} divide-y divide-line py-1`}>
        {gone.data.map((member) => (
          <li key={member.address} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
            <span className="min-w-0 flex-1 basis-48 font-medium">
              <Person {...member} />
            </span>
            <span className="text-sm text-muted">
              <Trans>left {formatTime(Date.parse(member.leftAt), 'd')}</Trans>
              {member.cleanedAt && `, ${t`data removed`}`}
            </span>
            <Money amount={member.balance} />
            {mayClean && (
              <Button
                disabled={returning.busy}
                onClick={() =>
                  void returning.write(
                    wish(
                      t`Back among the members`,
                      'POST',
                      `/api/${token}/users/${member.userId ?? member.address}/reactivate`,
                    ),
                  )
                }
              >
                <Trans>Counts again</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayClean && (
        <div className="mt-4">
          <WriteButton
            writing={cleaning}
            variant="danger"
            wish={wish(
              t`Data of who left ${KEEP_DAYS} days ago or earlier removed`,
              'POST',
              `/api/${token}/users/cleanup`,
              { days: KEEP_DAYS },
            )}
          >
            <Trans>Remove the data of who left {KEEP_DAYS} days ago or earlier</Trans>
          </WriteButton>
          <p className="mt-2 text-sm text-muted">
            <Trans>
              Names and settings go, and their place on leaderboards. Balances and history stay; coming back restores
              the place.
            </Trans>
          </p>
        </div>
      )}
    </>
  );
}
