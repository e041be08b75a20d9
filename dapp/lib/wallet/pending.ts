import { useSyncExternalStore } from 'react';
import type { Address, Hex } from 'viem';

/** Something on its way: it outlives a reload, so that nobody does it twice for not seeing it. */
export type Pending = {
  /** Id of the operation that the operator relays, or the hash that the wallet sent. */
  id: string;
  kind: 'operation' | 'transaction';
  label: string;
  token: Address;
  at: number;
  state: 'waiting' | 'confirmed' | 'failed';
  hash: Hex | null;
  sentence?: string;
};

const KEY = 'guildmint-pending';
const MOST = 8;
const DAY_MS = 86_400_000;
const listeners = new Set<() => void>();
let list: Pending[] = read();

function read(): Pending[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]') as Pending[];
    return Array.isArray(kept) ? kept.filter(({ at }) => Date.now() - at < DAY_MS) : [];
  } catch {
    return []; // Blocked or damaged: what is on its way shows in the history all the same.
  }
}

function write(next: Pending[]) {
  list = next.slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
  } catch {
    // Storage is blocked: the list lasts until the page is closed.
  }
  for (const listener of listeners) listener();
}

export const pending = {
  add: (entry: Pending) => write([entry, ...list.filter(({ id }) => id !== entry.id)]),
  update: (id: string, change: Partial<Pending>) =>
    write(list.map((entry) => (entry.id === id ? { ...entry, ...change } : entry))),
  clear: () => write(list.filter(({ state }) => state === 'waiting')),
  all: () => list,
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const usePending = (): Pending[] => useSyncExternalStore(subscribe, () => list);
