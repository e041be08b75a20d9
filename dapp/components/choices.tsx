import { useSearchParams } from 'react-router';
import { cx } from '../lib/cx.ts';

/** A choice that lives in the address, so that it can be shared and gone back to. The first is meant where none is named. */
export function useChoice<T extends string>(name: string, choices: readonly T[]): [T, (next: T) => void] {
  const [search, setSearch] = useSearchParams();
  const named = search.get(name) as T | null;
  const chosen = named && choices.includes(named) ? named : choices[0]!;
  const choose = (next: T) =>
    setSearch(
      (now) => {
        const then = new URLSearchParams(now);
        if (next === choices[0]) then.delete(name);
        else then.set(name, next);
        then.delete('page');
        return then;
      },
      { replace: true, preventScrollReset: true },
    );
  return [chosen, choose];
}

/** Takes all choices out of the address. */
export function useClearChoices(): () => void {
  const [, setSearch] = useSearchParams();
  return () => setSearch({}, { replace: true, preventScrollReset: true });
}

/** Buttons of which one is pressed. */
export function Choices<T extends string>({
  label,
  choices,
  value,
  onChoose,
}: {
  label: string;
  choices: readonly { value: T; label: string }[];
  value: T;
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset className="flex flex-wrap gap-1 rounded-xl border border-line bg-field p-1">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChoose(choice.value)}
          className={cx(
            'min-h-8 rounded-lg px-3 text-sm font-medium transition pointer-coarse:min-h-11',
            choice.value === value ? 'bg-raised text-accent ring-1 ring-line' : 'text-muted hover:text-ink',
          )}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}
