import { CircleCheck, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useConnection } from 'wagmi';
import { isSponsored } from '../../lib/wallet/act.ts';
import { useGas } from '../../lib/wallet/gas.ts';
import { isBusy, type Phase, type Transaction } from '../../lib/wallet/transaction.ts';
import { useTransaction } from '../../lib/wallet/use-transaction.ts';
import { Button, type ButtonVariant } from '../button.tsx';
import { Told } from '../told.tsx';
import { TransactionLink } from '../transaction-link.tsx';
import { useConnectDialog } from './connect-dialog.tsx';
import { GasChoice } from './gas-choice.tsx';
import { useSwitchNetwork } from './network.tsx';

type ActionButtonProps = {
  /** Null while what shall be done is not complete: `blocked` says what is missing. */
  transaction: Transaction | null;
  idle: ReactNode;
  /** One sentence: why it cannot be done. */
  blocked?: string | undefined;
  variant?: ButtonVariant;
  className?: string;
  onConfirmed?: () => void;
};

/** One button that carries the next step, and below it in words where the step stands. */
export function ActionButton({
  transaction,
  idle,
  blocked,
  variant = 'accent',
  className,
  onConfirmed,
}: ActionButtonProps) {
  const { isConnected, chainId } = useConnection();
  const { open } = useConnectDialog();
  const { phase, run, reset, actor, chain } = useTransaction(onConfirmed);
  const network = useSwitchNetwork();
  const gas = useGas();
  const wide = `min-h-11 w-full px-5 text-base ${className ?? ''}`;

  if (!isConnected)
    return (
      <Button variant={variant} className={wide} onClick={open}>
        Connect a wallet
      </Button>
    );
  if (chain && chainId !== chain.chainId)
    return (
      <div>
        <Button variant={variant} className={wide} onClick={network.change} disabled={network.isPending}>
          {network.isPending ? 'Switch in your wallet …' : `Switch to ${chain.name}`}
        </Button>
        {network.sentence && <Told tone="fault">{network.sentence}</Told>}
      </div>
    );
  const busy = isBusy(phase);
  const sponsored = transaction ? isSponsored(transaction, gas) : true;
  return (
    <div>
      <Button
        variant={variant}
        className={wide}
        aria-disabled={busy || !transaction || Boolean(blocked) || !actor}
        onClick={() => {
          if (busy || !transaction || blocked) return;
          void run(transaction);
        }}
      >
        {busy && <LoaderCircle className="size-4 motion-safe:animate-spin" aria-hidden />}
        {phase.at === 'confirmed' && <CircleCheck className="size-4" aria-hidden />}
        {busy ? labelOf(phase) : idle}
      </Button>
      {blocked && !busy && phase.at !== 'confirmed' && <Told tone="plain">{blocked}</Told>}
      <div aria-live="polite">
        <PhaseWords phase={phase} label={transaction?.label ?? ''} />
      </div>
      {!busy && phase.at === 'failed' && (
        <Button variant="ghost" className="mt-1" onClick={reset}>
          Dismiss
        </Button>
      )}
      {transaction && !busy && <GasChoice sponsored={sponsored} fixed={!transaction.sponsorable} />}
    </div>
  );
}

const labelOf = (phase: Phase) =>
  phase.at === 'checking' ? 'Checking …' : phase.at === 'signing' ? 'Confirm in your wallet …' : 'On its way …';

/** Each phase in its own words. */
export function PhaseWords({ phase, label }: { phase: Phase; label: string }) {
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
          {label ? `${label}: confirmed.` : 'Confirmed.'} {phase.hash && <TransactionLink hash={phase.hash} />}
        </Told>
      );
    case 'rejected':
      return <Told tone="plain">You declined in your wallet. Nothing was changed.</Told>;
    case 'failed':
      return <Told tone="fault">{phase.sentence}</Told>;
  }
}
