import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { cx } from '../../lib/cx.ts';

const ROW = 56;
/** Rows kept beyond the edges, so that scrolling shows no gaps. */
const SPARE = 8;

export type Column<T> = {
  name: string;
  /** Its width, as grid templates have it. */
  width: string;
  align?: 'right';
  /** Left out on phones. */
  wide?: boolean;
  /** Null while the row is on its way. */
  cell: (row: T) => ReactNode;
};

type Props<T> = {
  label: string;
  columns: Column<T>[];
  count: number;
  /** Undefined while the row is on its way. */
  rowAt: (place: number) => T | undefined;
  keyOf: (row: T) => string;
  /** Hears which rows are looked at, so that they are fetched. */
  onLook: (first: number, last: number) => void;
};

/** A table of any length, of which only what can be seen is in the page. */
export function VirtualTable<T>({ label, columns, count, rowAt, keyOf, onLook }: Props<T>) {
  const frame = useRef<HTMLDivElement>(null);
  const [{ top, height }, setView] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    look();
    element.addEventListener('scroll', look, { passive: true });
    const watch = new ResizeObserver(look);
    watch.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      watch.disconnect();
    };
  }, []);
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const last = Math.min(count - 1, Math.ceil((top + height) / ROW) + SPARE);
  const looked = useRef(onLook);
  looked.current = onLook;
  useEffect(() => looked.current(first, last), [first, last]);
  const template = (all: Column<T>[]) => all.map(({ width }) => width).join(' ');
  const style = {
    '--wide': template(columns),
    '--narrow': template(columns.filter(({ wide }) => !wide)),
  } as React.CSSProperties;
  const grid =
    'grid items-center gap-3 px-4 [grid-template-columns:var(--narrow)] lg:[grid-template-columns:var(--wide)]';
  const cellClass = ({ align, wide }: Column<T>) =>
    cx('min-w-0', align === 'right' && 'text-right', wide && 'max-lg:hidden');
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows that stand by their place are no rows of a table element
    <div
      ref={frame}
      role="table"
      aria-label={label}
      aria-rowcount={count + 1}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who scrolls by keyboard must get in
      tabIndex={0}
      style={style}
      className="relative max-h-[max(24rem,calc(100dvh-20rem))] overflow-y-auto rounded-2xl border border-line bg-raised [overflow-anchor:none]"
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-side">
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div
          role="row"
          tabIndex={-1}
          aria-rowindex={1}
          className={cx(grid, 'min-h-10 text-xs font-semibold text-muted')}
        >
          {columns.map((column) => (
            // biome-ignore lint/a11y/useSemanticElements: see above
            <span key={column.name} role="columnheader" tabIndex={-1} className={cellClass(column)}>
              {column.name}
            </span>
          ))}
        </div>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup" className="relative" style={{ height: count * ROW }}>
        {Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
          const place = first + i;
          const row = rowAt(place);
          return (
            // biome-ignore lint/a11y/useSemanticElements: see above
            <div
              key={row ? keyOf(row) : `at-${place}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={place + 2}
              className={cx(grid, 'absolute inset-x-0 border-b border-line text-sm hover:bg-hover')}
              style={{ height: ROW, transform: `translateY(${place * ROW}px)` }}
            >
              {columns.map((column) => (
                // biome-ignore lint/a11y/useSemanticElements: see above
                <span key={column.name} role="cell" className={cellClass(column)}>
                  {row ? column.cell(row) : <span aria-hidden className="block h-4 w-3/4 rounded bg-field" />}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
