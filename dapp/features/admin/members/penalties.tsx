import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Choices } from '../../../components/choices.tsx';
import { Field, inputClass } from '../../../components/field.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { useToken } from '../../../lib/api.ts';
import { PenaltyList } from '../conduct/penalty-list.tsx';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';
import { useConduct, usePenalties } from './use-members.ts';

function nextWords({ next, seconds }: { next: 'warning' | 'suspension' | 'reset'; seconds: number }) {
  if (next === 'warning') return t`The next one is a warning.`;
  if (next === 'reset') return t`The next one is a reset of the balance.`;
  return t`The next one is a suspension of ${Math.round(seconds / HOUR_S)} hours.`;
}
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
    <section aria-label={t`Conduct`} className={cardClass}>
      <h2 className="font-semibold">
        <Trans>Conduct</Trans>
      </h2>
      {given.data && <PenaltyList penalties={given.data} empty={t`Nothing stands against this member.`} />}
      {given.isError && <p className="mt-2 text-sm text-danger-ink">{given.error.message}</p>}
      {next && (
        <details className="mt-3 border-t border-line pt-1">
          <summary className="flex min-h-11 cursor-pointer items-center text-sm font-medium">
            <Trans>Give a penalty</Trans>
          </summary>
          <div className="mt-2 flex flex-col gap-4">
            <Choices
              label={t`Which penalty`}
              choices={[
                { value: 'next', label: t`The next one` },
                { value: 'ban', label: t`For good` },
              ]}
              value={kind}
              onChoose={choose}
            />
            <p className="text-sm text-muted">
              {kind === 'ban' ? t`Ends this member’s earning until an admin lifts it.` : nextWords(next)}
            </p>
            <Field label={t`Reason`} hint={t`The member reads it.`} required>
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
              blocked={reason.trim() === '' ? t`Say why first.` : undefined}
              wish={wish(
                kind === 'ban' ? t`Ban` : t`Penalty`,
                'POST',
                `/api/${token}/users/${encodeURIComponent(member)}/penalties`,
                { kind, reason: reason.trim() },
              )}
            >
              {kind === 'ban' ? t`End their earning` : t`Give the penalty`}
            </WriteButton>
          </div>
        </details>
      )}
      {next === null && (
        <p className="mt-2 text-sm text-muted">
          <Trans>This community has no policy of penalties: its owner sets one.</Trans>
        </p>
      )}
    </section>
  );
}
