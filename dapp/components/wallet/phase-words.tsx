import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Phase } from '../../lib/wallet/transaction.ts';
import { Told } from '../told.tsx';
import { TransactionLink } from '../transaction-link.tsx';

/** What a button says while it waits. */
export const labelOf = (phase: Phase) =>
  phase.at === 'checking' ? t`Checking …` : phase.at === 'signing' ? t`Confirm in your wallet …` : t`On its way …`;

/** Each phase in its own words. */
export function PhaseWords({ phase }: { phase: Phase }) {
  switch (phase.at) {
    case 'idle':
      return null;
    case 'checking':
      return (
        <Told tone="plain">
          <Trans>Asking the contracts whether this goes through.</Trans>
        </Told>
      );
    case 'signing':
      return (
        <Told tone="plain">
          {phase.sponsored
            ? t`Your wallet asks for a signature. It costs nothing.`
            : t`Your wallet asks you to confirm, and shows the fee.`}
        </Told>
      );
    case 'waiting':
      return (
        <Told tone="plain">
          {phase.slow ? t`Still processing: you may leave this page, it goes on.` : t`Sent. Waiting for its block.`}{' '}
          {phase.hash && <TransactionLink hash={phase.hash} />}
        </Told>
      );
    case 'confirmed':
      return (
        <Told tone="success">
          <Trans>{phase.label}: confirmed.</Trans> {phase.hash && <TransactionLink hash={phase.hash} />}
        </Told>
      );
    case 'rejected':
      return (
        <Told tone="plain">
          <Trans>You declined in your wallet. Nothing was changed.</Trans>
        </Told>
      );
    case 'failed':
      return <Told tone="fault">{phase.sentence}</Told>;
  }
}
