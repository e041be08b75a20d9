import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, type ButtonVariant } from '../../components/button.tsx';
import { labelOf, PhaseWords } from '../../components/wallet/phase-words.tsx';
import type { useWrite, Write } from './use-write.ts';

type Props = {
  /** Of {@link useWrite}. */
  writing: ReturnType<typeof useWrite>;
  /** Null while the wish is not complete. Left out in a form, whose submitting carries it out. */
  wish?: Write | null;
  /** One sentence: why it cannot be done. */
  blocked?: string | undefined;
  variant?: ButtonVariant;
  className?: string;
  children: ReactNode;
};

/** A button that carries a wish out, and below it in words how far it is. */
export function WriteButton({ writing, wish, blocked, variant = 'accent', className = '', children }: Props) {
  const { phase, busy, write } = writing;
  const off = busy || wish === null || Boolean(blocked);
  return (
    <div>
      <Button
        variant={variant}
        type={wish === undefined ? 'submit' : 'button'}
        className={`min-h-10 aria-disabled:opacity-50 ${className}`}
        aria-disabled={off}
        onClick={(event) => {
          if (off) return event.preventDefault();
          if (wish) void write(wish);
        }}
      >
        {busy && <LoaderCircle className="size-4 motion-safe:animate-spin" aria-hidden />}
        {busy ? labelOf(phase) : children}
      </Button>
      {blocked && !busy && <p className="mt-2 text-sm text-muted">{blocked}</p>}
      <div aria-live="polite">
        <PhaseWords phase={phase} />
      </div>
    </div>
  );
}
