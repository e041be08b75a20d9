import type { ArchiveResponse } from '@guildmint/bot/api/routes/transactions.ts';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { Told } from '../../../components/told.tsx';
import { useToken } from '../../../lib/api.ts';
import { useWrite } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';

/** Sets old history aside: nothing is deleted. */
export function ArchiveDialog({ onClose }: { onClose: () => void }) {
  const token = useToken();
  const [days, setDays] = useState('90');
  const [done, setDone] = useState<ArchiveResponse | null>(null);
  const writing = useWrite((answered) => setDone(answered as ArchiveResponse));
  const number = Number(days);
  const fault =
    Number.isInteger(number) && number >= 1 && number <= 3650 ? undefined : 'Write a whole number from 1 to 3650.';
  return (
    <Dialog
      open
      onClose={onClose}
      title="Archive old history"
      description="It leaves the lists and is found again with “archived ones”; sums, exports and audits count it as before."
    >
      <Field label="Days to keep in the lists" error={fault}>
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
          blocked={fault && 'Correct the number first.'}
          wish={{
            ...{ label: 'Archived', method: 'POST', path: `/api/${token}/transactions/archive` },
            body: { days_to_keep: number },
          }}
        >
          Archive
        </WriteButton>
      </div>
      {done && (
        <Told tone="success">
          {done.archived.toLocaleString()} set aside now, {done.total.toLocaleString()} in all.
        </Told>
      )}
    </Dialog>
  );
}
