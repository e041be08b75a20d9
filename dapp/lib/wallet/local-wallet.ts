/**
 * A wallet for the local network, so that nobody needs to install one to try everything: the local node holds the keys of
 * its well-known test accounts and signs when asked. It announces itself as every wallet does (EIP-6963).
 */
import { chosenLocal, LOCAL_WALLET, local } from './local-accounts.ts';

type Request = { method: string; params?: unknown[] };
type Listener = (...args: unknown[]) => void;

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%23e8a93a'/%3E%3Cpath d='M8 12h16v11H8zM8 12l12-4v4' fill='none' stroke='%23291d04' stroke-width='2.5' stroke-linejoin='round'/%3E%3C/svg%3E";

const KEY = 'guildmint-local-wallet';
let allowed = false;

/** As a wallet does, it remembers who may see it: nobody is connected who has not asked to be. */
function isAllowed(): boolean {
  try {
    return localStorage.getItem(KEY) === 'allowed';
  } catch {
    return allowed; // Storage is blocked: it lasts until the page is closed.
  }
}

function allow(next: boolean) {
  allowed = next;
  try {
    if (next) localStorage.setItem(KEY, 'allowed');
    else localStorage.removeItem(KEY);
  } catch {
    // See above.
  }
}

/** @param url of the local node */
export function announceLocalWallet(url: string) {
  const listeners = new Map<string, Set<Listener>>();
  let id = 0;

  async function rpc({ method, params = [] }: Request) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params }),
    });
    const { result, error } = (await response.json()) as {
      result?: unknown;
      error?: { code: number; message: string };
    };
    if (error) throw Object.assign(new Error(error.message), error);
    return result;
  }

  const addresses = async () => (await rpc({ method: 'eth_accounts' })) as string[];

  const provider = {
    async request(request: Request): Promise<unknown> {
      switch (request.method) {
        case 'eth_requestAccounts':
          allow(true);
          return [(await addresses())[chosenLocal()]];
        case 'eth_accounts':
          return isAllowed() ? [(await addresses())[chosenLocal()]] : [];
        case 'wallet_requestPermissions':
        case 'wallet_getPermissions':
          return [{ parentCapability: 'eth_accounts' }];
        case 'wallet_revokePermissions':
          allow(false);
          return null;
        case 'wallet_switchEthereumChain':
          return null;
        default:
          return rpc(request);
      }
    },
    on(event: string, listener: Listener) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
    },
    removeListener(event: string, listener: Listener) {
      listeners.get(event)?.delete(listener);
    },
  };

  local.addresses = addresses;
  local.changed = (address) => {
    for (const listener of listeners.get('accountsChanged') ?? []) listener([address]);
  };

  const info = {
    uuid: '8d5c3a52-1b1f-4d5c-9a53-6f0d1f1c2a10',
    name: 'Local test wallet',
    icon: ICON,
    rdns: LOCAL_WALLET,
  };
  const detail = Object.freeze({ info, provider });
  const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  window.addEventListener('eip6963:requestProvider', announce);
  announce();
}
