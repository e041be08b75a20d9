import type { Phase } from '../../lib/wallet/transaction.ts';
import { Told } from '../told.tsx';
import { TransactionLink } from '../transaction-link.tsx';

/** What a button says while it waits. */
export const labelOf = (phase: Phase) =>
  phase.at === 'checking' ? 'Checking …' : phase.at === 'signing' ? 'Confirm in your wallet …' : 'On its way …';

/** Each phase in its own words. */
export function PhaseWords({ phase }: { phase: Phase }) {
  switch (phase.at) {
    case 'idle':
      return null;
    case 'checking':
      return <Told tone="plain">Asking the contracts whether this goes through.</Told>;
    case 'signing':
      return (
        <Told tone="plain">
          {phase.sponsored
            ? 'Your wallet asks for a signature. It costs nothing.'
            : 'Your wallet asks you to confirm, and shows the fee.'}
        </Told>
      );
    case 'waiting':
      return (
        <Told tone="plain">
          {phase.slow ? 'Still processing: you may leave this page, it goes on.' : 'Sent. Waiting for its block.'}{' '}
          {phase.hash && <TransactionLink hash={phase.hash} />}
        </Told>
      );
    case 'confirmed':
      return (
        <Told tone="success">
          {phase.label}: confirmed. {phase.hash && <TransactionLink hash={phase.hash} />}
        </Told>
      );
    case 'rejected':
      return <Told tone="plain">You declined in your wallet. Nothing was changed.</Told>;
    case 'failed':
      return <Told tone="fault">{phase.sentence}</Told>;
  }
}
