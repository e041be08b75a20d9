import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { inputClass } from '../../components/field.tsx';

const PAUSE_MS = 250;

type Props = { label: string; value: string; onChange: (value: string) => void };

/** Searches once the typing pauses. */
export function SearchField({ label, value, onChange }: Props) {
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  // The address may change by itself, by going back.
  if (told !== value) {
    setTold(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <label className="relative block min-w-0 flex-1 basis-80">
      <span className="sr-only">{label}</span>
      <Search className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted" aria-hidden />
      <input
        type="search"
        value={typed}
        maxLength={100}
        placeholder={label}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        className={`${inputClass} min-h-10 pl-9`}
      />
    </label>
  );
}
