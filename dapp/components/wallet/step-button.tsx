import { useQueryClient } from '@tanstack/react-query';
import { LoaderCircle } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { isBusy } from '../../lib/wallet/transaction.ts';
import { type Step, useRun } from '../../lib/wallet/use-run.ts';
import { Button } from '../button.tsx';
import { labelOf, PhaseWords } from './phase-words.tsx';

const LOOK_MS = 1_000;

/** A step of the wallet's own story. Once it is done, looks again until the page shows what came of it. */
export function StepButton({ step, children }: { step: Step | null; children: ReactNode }) {
  const client = useQueryClient();
  const { phase, run } = useRun();
  const busy = isBusy(phase);
  const done = phase.at === 'confirmed';
  useEffect(() => {
    if (!done) return;
    const look = () => void client.invalidateQueries({ queryKey: ['wallet'] });
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [done, client]);
  return (
    <div>
      <Button
        variant="accent"
        className="min-h-11 w-full text-base aria-disabled:opacity-50 sm:w-auto sm:min-w-40"
        aria-disabled={busy || done || !step}
        onClick={() => step && !busy && !done && run(step)}
      >
        {busy && <LoaderCircle className="size-4 motion-safe:animate-spin" aria-hidden />}
        {busy ? labelOf(phase) : children}
      </Button>
      <div aria-live="polite">
        <PhaseWords phase={phase} />
      </div>
    </div>
  );
}
