import type { ArchiveResponse } from '@guildmint/bot/api/routes/transactions.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { Told } from '../../../components/told.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useToken } from '../../../lib/api.ts';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';

/** Sets old history aside: nothing is deleted. */
export function ArchiveDialog({ onClose }: { onClose: () => void }) {
  const token = useToken();
  const [days, setDays] = useState('90');
  const [done, setDone] = useState<ArchiveResponse | null>(null);
  const writing = useWrite((answered) => setDone(answered as ArchiveResponse));
  const number = Number(days);
  const fault =
    Number.isInteger(number) && number >= 1 && number <= 3650 ? undefined : t`Write a whole number from 1 to 3650.`;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Archive old history`}
      description={t`It leaves the lists and is found again with “archived ones”; sums, exports and audits count it as before.`}
    >
      <Field label={t`Days to keep in the lists`} error={fault}>
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
      <div className="mt-4">
        <WriteButton
          writing={writing}
          blocked={fault && t`Correct the number first.`}
          wish={wish(t`Archived`, 'POST', `/api/${token}/transactions/archive`, { days_to_keep: number })}
        >
          <Trans>Archive</Trans>
        </WriteButton>
      </div>
      {done && (
        <Told tone="success">
          <Trans>
            {formatCount(done.archived)} set aside now, {formatCount(done.total)} in all.
          </Trans>
        </Told>
      )}
    </Dialog>
  );
}
