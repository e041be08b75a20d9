/** Which of the local node's accounts the local test wallet is: its first ones run the system, these are nobody's. */
import type { Address } from 'viem';

/** By this name the wallet announces itself. */
export const LOCAL_WALLET = 'local.test';
const LOCAL_ACCOUNTS = [10, 11, 12, 13, 14];

const KEY = 'guildmint-local-account';

/** Filled by the wallet, which is loaded on the local network only. */
export const local = {
  addresses: async (): Promise<string[]> => [],
  changed: (_address: string): void => undefined,
};

export function chosenLocal(): number {
  try {
    const kept = Number(localStorage.getItem(KEY));
    return LOCAL_ACCOUNTS.includes(kept) ? kept : LOCAL_ACCOUNTS[0]!;
  } catch {
    return LOCAL_ACCOUNTS[0]!; // Storage is blocked: always the first.
  }
}

export const localAddresses = async (): Promise<Address[]> => {
  const all = (await local.addresses()) as Address[];
  return LOCAL_ACCOUNTS.flatMap((place) => (all[place]?.toLowerCase() as Address | undefined) ?? []);
};

/** @param place in what {@link localAddresses} answered */
export async function chooseLocal(place: number) {
  try {
    localStorage.setItem(KEY, `${LOCAL_ACCOUNTS[place]}`);
  } catch {
    // See above.
  }
  const address = (await localAddresses())[place];
  if (address) local.changed(address);
}
