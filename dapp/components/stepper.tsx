import { t } from '@lingui/core/macro';
import { Minus, Plus } from 'lucide-react';
import { useId } from 'react';

const stepClass =
  'inline-flex size-10 items-center justify-center rounded-lg text-muted transition hover:bg-hover hover:text-ink disabled:opacity-40 pointer-coarse:size-11 [&_svg]:size-4.5';

/** A number of units within limits, by buttons or typed. */
export function Stepper({
  label,
  value,
  most,
  onChange,
}: {
  label: string;
  value: number;
  most: number;
  onChange: (value: number) => void;
}) {
  const id = useId();
  const set = (next: number) => onChange(Math.min(Math.max(1, next), Math.max(1, most)));
  return (
    <div className="flex items-center justify-between gap-3">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <span className="flex items-center rounded-xl border border-line bg-field">
        <button
          type="button"
          aria-label={t`One less`}
          className={stepClass}
          disabled={value <= 1}
          onClick={() => set(value - 1)}
        >
          <Minus aria-hidden />
        </button>
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={value}
          onChange={(event) => {
            const digits = event.target.value.replace(/\D/g, '').slice(0, 5);
            if (digits) set(Number(digits));
          }}
          onFocus={(event) => event.target.select()}
          className="h-10 w-12 bg-transparent text-center font-semibold tabular-nums pointer-coarse:h-11"
        />
        <button
          type="button"
          aria-label={t`One more`}
          className={stepClass}
          disabled={value >= most}
          onClick={() => set(value + 1)}
        >
          <Plus aria-hidden />
        </button>
      </span>
    </div>
  );
}
