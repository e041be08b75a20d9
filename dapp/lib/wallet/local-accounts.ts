/** Which of the local node's accounts the local test wallet is: nobody's, or the one that owns the demo communities. */
import type { Address } from 'viem';

/** By this name the wallet announces itself. */
export const LOCAL_WALLET = 'local.test';
const OWNER = 1;
const LOCAL_ACCOUNTS = [10, 11, 12, 13, 14, OWNER];
/** Where the owner stands in what {@link localAddresses} answers. */
export const OWNER_PLACE = LOCAL_ACCOUNTS.indexOf(OWNER);

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
export async function chooseLocal(place: number): Promise<Address | undefined> {
  try {
    localStorage.setItem(KEY, `${LOCAL_ACCOUNTS[place]}`);
  } catch {
    // See above.
  }
  const address = (await localAddresses())[place];
  if (address) local.changed(address);
  return address;
}
