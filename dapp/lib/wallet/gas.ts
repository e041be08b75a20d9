import { useSyncExternalStore } from 'react';
import type { Transaction } from './transaction.ts';

/** Who pays the fee: the operator, for a signature; or the member's wallet. */
export type Gas = 'sponsored' | 'own';

const KEY = 'guildmint-gas';
const listeners = new Set<() => void>();
let gas: Gas = read();

function read(): Gas {
  try {
    return localStorage.getItem(KEY) === 'own' ? 'own' : 'sponsored';
  } catch {
    return 'sponsored'; // Storage is blocked: the choice lasts until the page is closed.
  }
}

export function chooseGas(next: Gas) {
  gas = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // See above: nothing to remember it in.
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useGas = (): Gas => useSyncExternalStore(subscribe, () => gas);

/** Which way a transaction goes, given what the member prefers. */
export const isSponsored = (transaction: Transaction, gas: Gas) => gas === 'sponsored' && transaction.sponsorable;
