import type { ValidationResponse } from '@guildmint/bot/api/routes/transactions.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Money } from '../../../components/money.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useToken } from '../../../lib/api.ts';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';

/** Holds all of a member's movements against the chain. @param member Discord id or address */
export function MemberAudit({ member }: { member: string }) {
  const token = useToken();
  const [found, setFound] = useState<ValidationResponse['balance']>(null);
  const writing = useWrite((answered) => setFound((answered as ValidationResponse).balance));
  return (
    <section aria-label={t`Check`} className={cardClass}>
      <h2 className="font-semibold">
        <Trans>Check against the chain</Trans>
      </h2>
      <p className="mt-1 mb-3 text-sm text-muted">
        <Trans>The sum of all movements, the balance that is kept, and what the contract says.</Trans>
      </p>
      {found && (
        <div className="mb-3 text-sm">
          <p className={`flex items-center gap-2 font-medium ${found.agrees ? 'text-accent' : 'text-danger-ink'}`}>
            {found.agrees ? (
              <CircleCheck className="size-4" aria-hidden />
            ) : (
              <TriangleAlert className="size-4" aria-hidden />
            )}
            {found.agrees ? t`All three agree` : t`They do not agree: rebuild the cache with npm run reindex`}
          </p>
          <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 tabular-nums">
            <dt className="text-muted">
              <Trans>Sum of {formatCount(found.movements)}</Trans>
            </dt>
            <dd>
              <Money amount={found.summed} />
            </dd>
            <dt className="text-muted">
              <Trans>Kept</Trans>
            </dt>
            <dd>
              <Money amount={found.cached} />
            </dd>
            <dt className="text-muted">
              <Trans>Contract</Trans>
            </dt>
            <dd>
              <Money amount={found.onChain} />
            </dd>
          </dl>
        </div>
      )}
      <WriteButton
        writing={writing}
        variant="secondary"
        wish={wish(t`Check`, 'POST', `/api/${token}/transactions/validate`, { user_id: member })}
      >
        <Trans>Check now</Trans>
      </WriteButton>
    </section>
  );
}
