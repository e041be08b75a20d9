import { useState } from 'react';
import { Choices } from '../../../components/choices.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { useToken } from '../../../lib/api.ts';
import { PenaltyList } from '../conduct/penalty-list.tsx';
import { useWrite } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { useConduct, usePenalties } from './use-members.ts';

const NEXT = { warning: 'a warning', suspension: 'a suspension', reset: 'a reset of the balance' };
const HOUR_S = 3_600;

/** What stands against a member, and the next step, which a person decides. @param member Discord id or address */
export function Penalties({ member }: { member: string }) {
  const token = useToken();
  const given = usePenalties(`user_id=${encodeURIComponent(member)}`);
  const conduct = useConduct(member);
  const [kind, choose] = useState<'next' | 'ban'>('next');
  const [reason, setReason] = useState('');
  const writing = useWrite(() => setReason(''));
  const next = conduct.data;
  return (
    <section aria-label="Conduct" className={cardClass}>
      <h2 className="font-semibold">Conduct</h2>
      {given.data && <PenaltyList penalties={given.data} empty="Nothing stands against this member." />}
      {given.isError && <p className="mt-2 text-sm text-danger-ink">{given.error.message}</p>}
      {next && (
        <details className="mt-3 border-t border-line pt-1">
          <summary className="flex min-h-11 cursor-pointer items-center text-sm font-medium">Give a penalty</summary>
          <div className="mt-2 flex flex-col gap-4">
            <Choices
              label="Which penalty"
              choices={[
                { value: 'next', label: 'The next one' },
                { value: 'ban', label: 'For good' },
              ]}
              value={kind}
              onChoose={choose}
            />
            <p className="text-sm text-muted">
              {kind === 'ban'
                ? 'Ends this member’s earning until an admin lifts it.'
                : `The next one is ${NEXT[next.next]}${next.next === 'suspension' ? ` of ${Math.round(next.seconds / HOUR_S)} hours` : ''}.`}
            </p>
            <Field label="Reason" hint="The member reads it." required>
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
              variant="danger"
              blocked={reason.trim() === '' ? 'Say why first.' : undefined}
              wish={{
                label: kind === 'ban' ? 'Ban' : 'Penalty',
                ...{ method: 'POST', path: `/api/${token}/users/${encodeURIComponent(member)}/penalties` },
                body: { kind, reason: reason.trim() },
              }}
            >
              {kind === 'ban' ? 'End their earning' : 'Give the penalty'}
            </WriteButton>
          </div>
        </details>
      )}
      {next === null && (
        <p className="mt-2 text-sm text-muted">This community has no policy of penalties: its owner sets one.</p>
      )}
    </section>
  );
}
