import type { ClaimResponse } from '@guildmint/bot/api/routes/walletClaims.ts';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CircleCheck } from 'lucide-react';
import { useMemo } from 'react';
import { Countdown } from '../../components/countdown.tsx';
import { Money } from '../../components/money.tsx';
import { cardClass } from '../../components/page-title.tsx';
import { Told } from '../../components/told.tsx';
import { ActionButton } from '../../components/wallet/action-button.tsx';
import { useNow } from '../../lib/time.ts';
import { useDraft } from './draft.ts';
import { abandonTask, escalateTask } from './steps.ts';
import { Submission } from './submission.tsx';
import { useAt } from './use-at.ts';
import { useReviewPeriod } from './use-tasks.ts';
import { claimWords } from './words.ts';

/** An own claim: where it stands, and what its claimant can do about it. */
export function Claim({ claim, refetch }: { claim: ClaimResponse; refetch: () => void }) {
  const at = useAt();
  const { state, deadline } = claim;
  const { for: given, needed } = claim.votes;
  const { draft, write, told, tellAgain } = useDraft(claim.claim, claim.proofHash);
  const canSubmit = state === 'claimed' || state === 'rejected';
  const giveUp = useMemo(() => at && abandonTask(at, claim.claim), [at, claim.claim]);
  return (
    <section aria-label={t`Your claim`} className={cardClass}>
      <h2 className="flex items-center gap-2 font-semibold" aria-live="polite">
        {state === 'accepted' && <CircleCheck className="size-5 text-accent" aria-hidden />}
        {claimWords(state)}
      </h2>
      <p className="mt-1 text-sm text-muted">
        {state === 'claimed' && t`Do the work, then hand it in here.`}
        {state === 'rejected' && t`A reviewer asks for more: hand it in again.`}
        {state === 'submitted' &&
          (claim.escalated
            ? t`The staff decides now.`
            : plural(needed, {
                one: `${given} of # reviewer has accepted it so far.`,
                other: `${given} of # reviewers have accepted it so far.`,
              }))}
        {state === 'accepted' && (
          <Trans>
            <Money amount={claim.reward} /> are in your balance.
          </Trans>
        )}
        {state === 'expired' && t`The time for it ended before it was handed in.`}
        {state === 'abandoned' && t`You gave it up and its place is free again.`}
        {canSubmit && deadline && (
          <>
            {' '}
            <Trans>
              Time left: <Countdown until={deadline} />
            </Trans>
          </>
        )}
      </p>
      {canSubmit && (
        <div className="mt-4 flex flex-col gap-4">
          <Submission claim={claim} draft={draft} write={write} refetch={refetch} />
        </div>
      )}
      {state === 'submitted' && told === 'yes' && (
        <Told tone="success">
          <Trans>Your reviewers can read it now.</Trans>
        </Told>
      )}
      {told === 'failed' && (
        <Told tone="fault">
          <Trans>It is handed in, but your reviewers cannot read it yet.</Trans>{' '}
          <button type="button" className="min-h-11 font-medium underline underline-offset-4" onClick={tellAgain}>
            <Trans>Tell them again</Trans>
          </button>
        </Told>
      )}
      {state === 'submitted' && !claim.escalated && <Escalate claim={claim} refetch={refetch} />}
      {(canSubmit || state === 'submitted') && (
        <details className="mt-4 border-t border-line pt-2 text-sm">
          <summary className="flex min-h-11 cursor-pointer items-center font-medium">
            <Trans>Give it up</Trans>
          </summary>
          <p className="mb-2 text-muted">
            <Trans>Your place becomes free for others, and nothing is paid.</Trans>
          </p>
          <ActionButton transaction={giveUp} idle={t`Give it up`} variant="danger" onConfirmed={refetch} />
        </details>
      )}
    </section>
  );
}

function Escalate({ claim, refetch }: { claim: ClaimResponse; refetch: () => void }) {
  const at = useAt();
  const now = useNow();
  const period = useReviewPeriod();
  const transaction = useMemo(() => at && escalateTask(at, claim.claim), [at, claim.claim]);
  if (!claim.submittedAt || period === undefined) return null;
  const from = Date.parse(claim.submittedAt) + period * 1000;
  return (
    <div className="mt-4 border-t border-line pt-4 text-sm">
      {now < from ? (
        <p className="text-muted">
          <Trans>
            If nobody reviews it, you can turn to the staff in <Countdown until={new Date(from).toISOString()} />.
          </Trans>
        </p>
      ) : (
        <ActionButton transaction={transaction} idle={t`Turn to the staff`} variant="secondary" onConfirmed={refetch} />
      )}
    </div>
  );
}
