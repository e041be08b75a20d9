/// <reference lib="dom" />
/**
 * A browser wallet for tests: it announces itself by EIP-6963 and signs with a real key, in this process. What people do
 * with their wallets can be switched on: declining, being on another network, going away.
 */
import type { Page } from 'playwright-core';
import { createPublicClient, createWalletClient, type Hex, http } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { hardhat } from 'viem/chains';

export type TestWallet = Awaited<ReturnType<typeof addWallet>>;

type Request = { method: string; params?: unknown[] };
type Sent = { to: Hex; data?: Hex | undefined; value?: bigint };
type Failure = { code: number; message: string };

/** Puts a wallet named “Test wallet” into a page, before it is opened. @param rpcUrl of the chain that it speaks to */
export async function addWallet(page: Page, rpcUrl: string, { announced = true } = {}) {
  const account = privateKeyToAccount(generatePrivateKey());
  const client = createWalletClient({ account, chain: hardhat, transport: http(rpcUrl) });
  const nodes = createPublicClient({ chain: hardhat, transport: http(rpcUrl), cacheTime: 0 });
  const wallet = {
    address: account.address.toLowerCase() as Hex,
    account,
    /** Says no to the next thing asked for. */
    declinesNext: false,
    chainId: hardhat.id as number,
    /** Networks that it can switch to. */
    knows: new Set<number>([hardhat.id]),
    /** Declines being told of a network, too. */
    learns: true,
    isGone: false,
    /** Whether its owner has let the page see the account. */
    trusts: false,
    /** While it is set, what needs a person's answer waits for it. */
    thinks: null as Promise<void> | null,
    /** The fields of the transaction that a page asked for last. */
    wished: [] as string[],
    /** What it sent last. */
    last: null as (Sent & { nonce: number; gasPrice: bigint }) | null,
    /** What it was asked, by method. */
    asked: [] as string[],
  };
  const fail = (code: number, message: string): Failure => ({ code, message });

  async function answer({ method, params = [] }: Request): Promise<unknown> {
    wallet.asked.push(method);
    if (wallet.isGone) throw fail(4900, 'The provider is disconnected from all chains.');
    const asks = /^(eth_requestAccounts|personal_sign|eth_sign|eth_sendTransaction|wallet_(switch|add))/.test(method);
    if (asks && wallet.declinesNext) {
      wallet.declinesNext = false;
      throw fail(4001, 'User rejected the request.');
    }
    if (asks) await wallet.thinks;
    switch (method) {
      case 'eth_requestAccounts':
        wallet.trusts = true;
        return [account.address];
      case 'eth_accounts':
        return wallet.trusts ? [account.address] : [];
      case 'wallet_requestPermissions':
      case 'wallet_getPermissions':
        return [{ parentCapability: 'eth_accounts' }];
      case 'wallet_revokePermissions':
        wallet.trusts = false;
        return null;
      case 'eth_chainId':
        return `0x${wallet.chainId.toString(16)}`;
      case 'wallet_switchEthereumChain': {
        const wanted = Number((params[0] as { chainId: Hex }).chainId);
        if (!wallet.knows.has(wanted)) throw fail(4902, 'Unrecognized chain ID.');
        return changeChain(wanted);
      }
      case 'wallet_addEthereumChain': {
        if (!wallet.learns) throw fail(-32602, 'The RPC URL must be https.');
        const added = Number((params[0] as { chainId: Hex }).chainId);
        wallet.knows.add(added);
        return changeChain(added);
      }
      case 'personal_sign':
        return account.signMessage({ message: { raw: params[0] as Hex } });
      case 'eth_signTypedData_v4':
        return account.signTypedData(JSON.parse(params[1] as string));
      case 'eth_sendTransaction': {
        const { to, data, value } = params[0] as { to: Hex; data: Hex; value?: Hex };
        wallet.wished = Object.keys(params[0] as object).sort();
        const call = { to, data, value: BigInt(value ?? 0) };
        const nonce = await nodes.getTransactionCount({ address: account.address });
        const gasPrice = 2n * (await nodes.getGasPrice());
        wallet.last = { ...call, nonce, gasPrice };
        return client.sendTransaction({ ...wallet.last, type: 'legacy' }).catch((error: Error) => {
          throw fail(-32000, error.message);
        });
      }
      default: {
        const response = await fetch(rpcUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
        });
        const { result, error } = (await response.json()) as { result?: unknown; error?: Failure };
        if (error) throw error;
        return result;
      }
    }
  }

  async function changeChain(to: number) {
    wallet.chainId = to;
    await page.evaluate((chainId) => window.dispatchEvent(new CustomEvent('test:chain', { detail: chainId })), hex(to));
    return null;
  }
  const hex = (value: number) => `0x${value.toString(16)}`;

  const methods = {
    /** Lets it wait with its answers. @returns what makes it answer */
    think() {
      const { promise, resolve } = Promise.withResolvers<void>();
      wallet.thinks = promise;
      return () => {
        wallet.thinks = null;
        resolve();
      };
    },
    /** Puts another transaction into the place of the last one, for twice the fee: what a “speed up” or “cancel” does. */
    replace(by: Partial<Sent> = {}) {
      if (!wallet.last) throw new Error('Nothing was sent.');
      const { gasPrice, ...last } = wallet.last;
      // Gas as it is: asked now, the node would see the one that is to be replaced.
      return client.sendTransaction({ ...last, ...by, gas: 400_000n, gasPrice: 2n * gasPrice, type: 'legacy' });
    },
    /** The member moves it to another network, in the wallet itself. */
    moveTo: changeChain,
    /** It goes away while the page is open. */
    async leave() {
      wallet.isGone = true;
      await page.evaluate(() => window.dispatchEvent(new Event('test:gone')));
    },
  };
  if (!announced) return Object.assign(wallet, methods);
  await page.exposeFunction('testWalletAnswer', async (request: Request) => {
    try {
      return { result: await answer(request) };
    } catch (error) {
      const { code, message } = error as Partial<Failure>;
      return { error: { code: code ?? -32603, message: message ?? 'Internal error.' } };
    }
  });
  await page.addInitScript(() => {
    type Listener = (value: unknown) => void;
    const listeners = new Map<string, Set<Listener>>();
    const say = (event: string, value: unknown) => {
      for (const listener of listeners.get(event) ?? []) listener(value);
    };
    window.addEventListener('test:chain', (event) => say('chainChanged', (event as CustomEvent).detail));
    window.addEventListener('test:gone', () => say('disconnect', { code: 4900, message: 'Disconnected.' }));
    const ask = (
      window as unknown as {
        testWalletAnswer(request: unknown): Promise<{ result?: unknown; error?: { code: number; message: string } }>;
      }
    ).testWalletAnswer;
    const provider = {
      async request(request: unknown) {
        const { result, error } = await ask(request);
        if (error) throw Object.assign(new Error(error.message), error);
        return result;
      },
      on: (event: string, listener: Listener) =>
        void listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
      removeListener: (event: string, listener: Listener) => void listeners.get(event)?.delete(listener),
    };
    const icon =
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Crect width='8' height='8' fill='%236a5acd'/%3E%3C/svg%3E";
    const info = { uuid: '350670db-19fa-4704-a166-e52e178b59d2', name: 'Test wallet', icon, rdns: 'test.wallet' };
    const announce = () =>
      window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }));
    window.addEventListener('eip6963:requestProvider', announce);
    announce();
  });

  return Object.assign(wallet, methods);
}
