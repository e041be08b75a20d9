import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from '../../../lib/cx.ts';

export type ListboxEntry = { key: string; content: ReactNode };

type ListboxProps = {
  id: string;
  label: string;
  entries: ListboxEntry[];
  active: number;
  onChoose: (index: number) => void;
  onActivate: (index: number) => void;
  /** Said instead of entries: loading, nothing found, a fault. */
  status?: ReactNode;
  className?: string;
};

export function optionId(listboxId: string, index: number): string {
  return `${listboxId}-${index}`;
}

/** Suggestions over an input that keeps the focus; the input names the active one by aria-activedescendant. */
export function Listbox({ id, label, entries, active, onChoose, onActivate, status, className }: ListboxProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      className={cx(
        'rise absolute bottom-full z-30 mb-2 overflow-hidden rounded-xl border border-line bg-raised shadow-2xl',
        className,
      )}
    >
      <p className="px-3.5 pt-2.5 pb-1 text-xs font-semibold text-muted">{label}</p>
      {status && (
        <p role="status" className="px-3.5 pt-1 pb-3 text-sm text-muted">
          {status}
        </p>
      )}
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={label}
        className="max-h-72 overflow-y-auto px-1.5 pb-1.5 empty:hidden"
      >
        {entries.map(({ key, content }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the input that holds the focus
          <div
            key={key}
            id={optionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            // Keeps the focus where it is.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(index)}
            onPointerMove={() => index !== active && onActivate(index)}
            className={cx(
              'flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-2 py-1 pointer-coarse:min-h-11',
              index === active && 'bg-accent-soft',
            )}
          >
            {content}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The index that an arrow key leads to, going round; undefined for other keys. */
export function steppedIndex(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return (active + 1) % count;
  if (key === 'ArrowUp') return (active - 1 + count) % count;
  return undefined;
}
