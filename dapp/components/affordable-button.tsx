import { Trans } from '@lingui/react/macro';
import { Check } from 'lucide-react';
import { cx } from '../lib/cx.ts';
import { Button } from './button.tsx';

/** Leaves out what costs more than one has, and brings it back. */
export function AffordableButton({ on, toggle }: { on: boolean; toggle: () => void }) {
  return (
    <Button
      aria-pressed={on}
      className={cx('min-h-10 rounded-xl', on && 'border-accent bg-accent-soft text-accent')}
      onClick={toggle}
    >
      {on && <Check className="size-4" aria-hidden />}
      <Trans>Affordable now</Trans>
    </Button>
  );
}
