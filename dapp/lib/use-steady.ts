import { type PointerEvent, useRef, useState } from 'react';

/**
 * Keeps rows where they are while a mouse points at their list: figures change in place, rows that came, went or moved are
 * shown once the pointer has left. What is appended at the end moves nothing and shows at once.
 * @param scope what the list shows; another scope is another list
 * @returns the rows to show, what the list's element needs, and whether something is kept back
 */
export function useSteady<T>(rows: T[] | undefined, keyOf: (row: T) => string, scope: string) {
  const [held, setHeld] = useState<{ scope: string; rows: T[] } | null>(null);
  const shown = held?.scope === scope && rows ? steady(held.rows, rows, keyOf) : rows;
  const latest = useRef(shown);
  latest.current = shown;
  const kept = shown !== undefined && rows !== undefined && shown.map(keyOf).join('\n') !== rows.map(keyOf).join('\n');
  return {
    shown,
    kept,
    hold: {
      onPointerEnter: ({ pointerType }: PointerEvent) =>
        pointerType === 'mouse' && setHeld({ scope, rows: latest.current ?? [] }),
      onPointerLeave: () => setHeld(null),
    },
  };
}

function steady<T>(before: T[], now: T[], keyOf: (row: T) => string): T[] {
  const current = new Map(now.map((row) => [keyOf(row), row]));
  const there = new Set(before.map(keyOf));
  const end = now.findLastIndex((row) => there.has(keyOf(row)));
  return [...before.map((row) => current.get(keyOf(row)) ?? row), ...now.slice(end + 1)];
}
