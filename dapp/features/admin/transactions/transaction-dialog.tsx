import type { TransactionResponse, ValidationResponse } from '@guildmint/bot/api/routes/transactions.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { Identity } from '../../../components/identity.tsx';
import { Money } from '../../../components/money.tsx';
import { TransactionLink } from '../../../components/transaction-link.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useToken } from '../../../lib/api.ts';
import { formatTime } from '../../../lib/time.ts';
import { useWrite, wish } from '../use-write.ts';
import { kindName } from '../words.ts';
import { WriteButton } from '../write-button.tsx';

/** All that is known of a movement, and whether it is what the chain says. */
export function TransactionDialog({ transaction, onClose }: { transaction: TransactionResponse; onClose: () => void }) {
  const token = useToken();
  const [found, setFound] = useState<ValidationResponse | null>(null);
  const writing = useWrite((answered) => setFound(answered as ValidationResponse));
  const { id, type, category, member, counterparty, amount, balanceBefore, balanceAfter, at, source, block, txHash } =
    transaction;
  return (
    <Dialog open onClose={onClose} title={kindName(type)} description={formatTime(Date.parse(at), 'F')}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 text-sm">
        <dt className="text-muted">
          <Trans>Member</Trans>
        </dt>
        <dd className="min-w-0">
          <Identity {...member} />
        </dd>
        {counterparty && (
          <>
            <dt className="text-muted">
              <Trans>Other side</Trans>
            </dt>
            <dd className="min-w-0">
              <Identity {...counterparty} />
            </dd>
          </>
        )}
        <dt className="text-muted">
          <Trans>Amount</Trans>
        </dt>
        <dd>
          <Money amount={amount} signed className="font-semibold" />
        </dd>
        <dt className="text-muted">
          <Trans>Balance</Trans>
        </dt>
        <dd>
          <Money amount={balanceBefore} bare /> → <Money amount={balanceAfter} />
        </dd>
        <dt className="text-muted">
          <Trans>Through</Trans>
        </dt>
        <dd>
          <Trans>
            {source}, category {kindName(category)}
          </Trans>
        </dd>
        <dt className="text-muted">
          <Trans>Block</Trans>
        </dt>
        <dd className="tabular-nums">{formatCount(block)}</dd>
        <dt className="text-muted">
          <Trans>Transaction</Trans>
        </dt>
        <dd className="min-w-0">
          <TransactionLink hash={txHash} />
        </dd>
      </dl>
      {found && (
        <div className="mt-4 text-sm">
          <p className={`flex items-center gap-2 font-medium ${found.valid ? 'text-accent' : 'text-danger-ink'}`}>
            {found.valid ? (
              <CircleCheck className="size-4" aria-hidden />
            ) : (
              <TriangleAlert className="size-4" aria-hidden />
            )}
            {found.valid
              ? t`The chain says the same`
              : t`The chain says otherwise: rebuild the cache with npm run reindex`}
          </p>
          <ul className="mt-2 flex flex-col gap-1">
            {found.checks.map(({ check, ok, cached, onChain }) => (
              <li key={check} className={ok ? 'text-muted' : 'break-all text-danger-ink'}>
                {ok ? '✓' : '✗'} {kindName(check)}
                {!ok && `: ${t`kept ${cached}, on-chain ${onChain}`}`}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="mt-4">
        <WriteButton
          writing={writing}
          variant="secondary"
          wish={wish(t`Check`, 'POST', `/api/${token}/transactions/validate`, { transaction_id: id })}
        >
          <Trans>Check against the chain</Trans>
        </WriteButton>
      </div>
    </Dialog>
  );
}
