import { useSyncExternalStore } from 'react';
import type { Address, Hex } from 'viem';
import type { Unit } from './errors.ts';

/** Something on its way: it outlives a reload, so that nobody does it twice for not seeing it. */
export type Pending = {
  /** Id of the operation that the operator relays, or the hash that the wallet sent. */
  id: string;
  kind: 'operation' | 'transaction';
  label: string;
  at: number;
  state: 'waiting' | 'confirmed' | 'failed';
  hash: Hex | null;
  sentence?: string;
  /** How its amounts are written. */
  unit: Unit | null;
  /** Where the wallet's transaction was seen: by this, another one in its place is found. */
  seen?: Seen;
};
export type Seen = { from: Address; nonce: number; to: Address | null; data: Hex; block: number };

const KEY = 'guildmint-pending';
const MOST = 8;
const DAY_MS = 86_400_000;
const listeners = new Set<() => void>();
let list: Pending[] = stored() ?? [];

/** Null where storage is blocked or damaged: what is on its way shows in the history all the same. */
function stored(): Pending[] | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]') as Pending[];
    return Array.isArray(kept) ? kept.filter(({ at }) => Date.now() - at < DAY_MS) : null;
  } catch {
    return null;
  }
}

function show(next: Pending[]) {
  list = next;
  for (const listener of listeners) listener();
}

/** Another tab may have written meanwhile: its entries stay. */
function change(how: (list: Pending[]) => Pending[]) {
  const next = how(stored() ?? list).slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is blocked: the list lasts until the page is closed.
  }
  show(next);
}

window.addEventListener('storage', ({ key }) => {
  if (key === KEY) show(stored() ?? list);
});

export const pending = {
  add: (entry: Pending) => change((all) => [entry, ...all.filter(({ id }) => id !== entry.id)]),
  update: (id: string, news: Partial<Pending>) =>
    change((all) => all.map((entry) => (entry.id === id ? { ...entry, ...news } : entry))),
  clear: () => change((all) => all.filter(({ state }) => state === 'waiting')),
  all: () => list,
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const usePending = (): Pending[] => useSyncExternalStore(subscribe, () => list);
