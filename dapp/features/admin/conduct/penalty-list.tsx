import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { Money } from '../../../components/money.tsx';
import { useToken } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { formatTime } from '../../../lib/time.ts';
import type { Penalty } from '../members/use-members.ts';
import { Person } from '../person.tsx';
import { useMay } from '../role.ts';
import { useWrite, wish } from '../use-write.ts';
import { kindName } from '../words.ts';
import { WriteButton } from '../write-button.tsx';

const STATES = { standing: msg`Stands`, appealed: msg`Appealed`, lifted: msg`Lifted` };

type Props = { penalties: Penalty[]; empty: string; named?: boolean };

/** Penalties with their reasons, appeals, and for admins the way to lift them. @param named whether they say whose they are */
export function PenaltyList({ penalties, empty, named = false }: Props) {
  const mayLift = useMay('admin');
  if (penalties.length === 0) return <p className="mt-2 text-sm text-muted">{empty}</p>;
  return (
    <ul className="divide-y divide-line">
      {penalties.map((penalty) => (
        <li key={penalty.penalty} className="py-3 text-sm">
          {named && (
            <div className="mb-1 font-medium">
              <Person {...penalty.member} />
            </div>
          )}
          <p className="flex flex-wrap items-center justify-between gap-x-3">
            <span className="font-medium">{kindName(penalty.kind)}</span>
            <span className={cx('text-xs', penalty.state === 'appealed' ? 'text-gold' : 'text-muted')}>
              {[
                i18n._(STATES[penalty.state]),
                penalty.until && t`until ${formatTime(Date.parse(penalty.until), 'f')}`,
                penalty.forGood && t`for good`,
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
          </p>
          <p className="break-words text-muted">
            {penalty.reason ?? t`Its reason is not known here.`}
            {BigInt(penalty.taken.value) > 0n && (
              <>
                {' '}
                <Trans>
                  <Money amount={penalty.taken} /> were taken.
                </Trans>
              </>
            )}
          </p>
          {penalty.appeal && <p className="mt-1 rounded-lg bg-field px-3 py-2 break-words">“{penalty.appeal}”</p>}
          <p className="mt-1 text-xs text-muted">
            <Trans>
              {formatTime(Date.parse(penalty.givenAt), 'f')}, by {penalty.by.name ?? t`a wallet of the staff`}
            </Trans>
            {penalty.liftReason && `; ${t`lifted: ${penalty.liftReason}`}`}
          </p>
          {mayLift && penalty.state !== 'lifted' && <Lift penalty={penalty.penalty} />}
        </li>
      ))}
    </ul>
  );
}

function Lift({ penalty }: { penalty: number }) {
  const token = useToken();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const writing = useWrite(() => setOpen(false));
  if (!open)
    return (
      <Button className="mt-2" onClick={() => setOpen(true)}>
        <Trans>Lift it</Trans>
      </Button>
    );
  return (
    <div className="mt-2 flex flex-col gap-3">
      <Field label={t`Why it is lifted`} required>
        {(control) => (
          <input
            {...control}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
            className={inputClass}
          />
        )}
      </Field>
      <WriteButton
        writing={writing}
        blocked={reason.trim() === '' ? t`Say why first.` : undefined}
        wish={wish(t`Penalty lifted`, 'POST', `/api/${token}/penalties/${penalty}/lift`, { reason: reason.trim() })}
      >
        <Trans>Lift it</Trans>
      </WriteButton>
    </div>
  );
}
