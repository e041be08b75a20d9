import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CircleCheck, LoaderCircle } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useConnection } from 'wagmi';
import { cx } from '../../lib/cx.ts';
import { useActors } from '../../lib/wallet/actor.tsx';
import { isSponsored, useGas } from '../../lib/wallet/gas.ts';
import { isBusy, type Phase, type Transaction } from '../../lib/wallet/transaction.ts';
import { useTransaction } from '../../lib/wallet/use-transaction.ts';
import { Button, type ButtonVariant } from '../button.tsx';
import { Told } from '../told.tsx';
import { useConnectDialog } from './connect-dialog.tsx';
import { GasChoice } from './gas-choice.tsx';
import { useSwitchNetwork } from './network.tsx';
import { labelOf, PhaseWords } from './phase-words.tsx';

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
  const { phase, run, reset, chain } = useTransaction(onConfirmed);
  const { actor, settled } = useActors();
  const network = useSwitchNetwork();
  const gas = useGas();
  const busy = isBusy(phase);
  const elsewhere = isConnected && chain !== undefined && chainId !== chain.chainId;
  const acts = isConnected && !elsewhere;
  useForget(actor && transaction && `${actor.address} ${transaction.data}`, phase, reset);

  return (
    <div>
      {busy || acts ? (
        <Step
          {...{ variant, className, busy }}
          off={!transaction || Boolean(blocked) || !settled}
          act={() => transaction && run(transaction)}
        >
          {phase.at === 'confirmed' && <CircleCheck className="size-4" aria-hidden />}
          {busy ? labelOf(phase) : idle}
        </Step>
      ) : elsewhere ? (
        <Step {...{ variant, className }} off={network.isPending} act={network.change}>
          {network.isPending ? t`Switch in your wallet …` : t`Switch to ${chain.name}`}
        </Step>
      ) : (
        <Step {...{ variant, className }} act={open}>
          <Trans>Connect a wallet</Trans>
        </Step>
      )}
      {elsewhere && network.sentence && <Told tone="fault">{network.sentence}</Told>}
      {acts && blocked && !busy && phase.at !== 'confirmed' && <Told tone="plain">{blocked}</Told>}
      <div aria-live="polite">
        <PhaseWords phase={phase} />
      </div>
      {acts && transaction && !busy && (
        <GasChoice sponsored={isSponsored(transaction, gas)} fixed={!transaction.sponsorable} />
      )}
    </div>
  );
}

/** What was said of one wish does not stay beside the next, or beside another account's. */
function useForget(wish: string | null, phase: Phase, reset: () => void) {
  const spoken = useRef(wish);
  const over = phase.at !== 'idle' && !isBusy(phase);
  useEffect(() => {
    if (wish === null || wish === spoken.current) return;
    spoken.current = wish;
    if (over) reset();
  }, [wish, over, reset]);
}

type StepProps = {
  variant: ButtonVariant;
  className?: string | undefined;
  busy?: boolean;
  off?: boolean;
  act: () => void;
  children: ReactNode;
};

function Step({ variant, className, busy = false, off = false, act, children }: StepProps) {
  return (
    <Button
      variant={variant}
      className={cx('min-h-11 w-full px-5 text-base aria-disabled:opacity-50', className)}
      aria-disabled={busy || off}
      onClick={() => !busy && !off && act()}
    >
      {busy && <LoaderCircle className="size-4 motion-safe:animate-spin" aria-hidden />}
      {children}
    </Button>
  );
}
