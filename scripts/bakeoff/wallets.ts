// The same workload by members who hold keys: each call a transaction of its own, or signed for OpenZeppelin's
// ERC2771Forwarder and carried fifty at a time by one relayer. Everything is signed before the clock runs, and nobody reads
// the events: the least that such a path can take.
import {
  type Address,
  createPublicClient,
  createWalletClient,
  encodeFunctionData,
  type Hex,
  http,
  numberToHex,
} from 'viem';
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import { hardhat } from 'viem/chains';
import type { Deployment } from '../../bot/chain/chain.ts';
import { forwarderAbi } from '../../contracts/generated/abi.ts';
import { signTyped } from '../../test/contracts/support/signed.ts';
import { rpc } from '../local/chain.ts';
import { callOf, KINDS, type Kind, keyOf, type Result } from './workload.ts';

/** Requests in a transaction: first calls write fresh words, and more of them might not fit. */
const BATCH = 50;
const STIPEND = 250_000n;
const FAR = 2 ** 40;
const AT_ONCE = 16;

type Place = { url: string; deployment: Deployment; tokens: readonly Address[] };

/** Sends what was signed, some at once, and adds up the receipts. */
async function carry(url: string, raw: readonly Hex[]) {
  let gas = 0;
  let next = 0;
  const began = performance.now();
  const worker = async () => {
    while (next < raw.length) {
      const hash = await rpc(url, 'eth_sendRawTransaction', [raw[next++]]);
      const receipt = (await rpc(url, 'eth_getTransactionReceipt', [hash])) as { status: Hex; gasUsed: Hex };
      if (receipt.status !== '0x1') throw new Error(`The transaction ${hash} of the workload reverted.`);
      gas += Number(receipt.gasUsed);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { gas, seconds: (performance.now() - began) / 1000 };
}

const planned = ({ tokens, deployment }: Place, kind: Kind, accounts: readonly PrivateKeyAccount[], n: number) => {
  const to = accounts[(n + tokens.length) % accounts.length]!.address;
  return callOf(kind, tokens[n % tokens.length]!, to, deployment);
};

const accountsOf = (name: string, members: number) =>
  Array.from({ length: members }, (_, n) => privateKeyToAccount(keyOf(name, n)));

const legacy = { type: 'legacy', chainId: hardhat.id, gasPrice: 2_000_000_000n } as const;

/** @throws Error where a transaction reverted */
export async function plain(place: Place, counts: Record<Kind, number>): Promise<Result> {
  const accounts = accountsOf('wallet', counts.claim);
  for (const { address } of accounts) await rpc(place.url, 'hardhat_setBalance', [address, numberToHex(10n ** 18n)]);
  const sent = accounts.map(() => 0);
  const result: Partial<Result> = {};
  for (const kind of KINDS) {
    const raw = await Promise.all(
      accounts.slice(0, counts[kind]).map((account, n) => {
        const call = planned(place, kind, accounts, n);
        return account.signTransaction({ ...legacy, ...call, nonce: sent[n]!++, gas: 400_000n });
      }),
    );
    result[kind] = { operations: counts[kind], ...(await carry(place.url, raw)) };
  }
  return result as Result;
}

/** @throws Error where a transaction reverted */
export async function forwarded(place: Place, counts: Record<Kind, number>): Promise<Result> {
  const { url, deployment } = place;
  const accounts = accountsOf('signer', counts.claim);
  const relayer = privateKeyToAccount(keyOf('relayer', 0));
  await rpc(url, 'hardhat_setBalance', [relayer.address, numberToHex(10n ** 24n)]);
  const client = createPublicClient({ chain: hardhat, transport: http(url) });
  const wallet = createWalletClient({ account: relayer, chain: hardhat, transport: http(url) });
  const domain = {
    ...{ name: 'Guildmint', version: '1' },
    ...{ chainId: hardhat.id, verifyingContract: deployment.forwarder },
  };
  const signed = accounts.map(() => 0n);
  let nonce = await client.getTransactionCount({ address: relayer.address });
  const result: Partial<Result> = {};
  for (const kind of KINDS) {
    const requests = await Promise.all(
      accounts.slice(0, counts[kind]).map(async (account, n) => {
        const call = planned(place, kind, accounts, n);
        const request = { from: account.address, ...call, value: 0n, gas: STIPEND, deadline: FAR };
        const message = { ...request, nonce: signed[n]!++ };
        return { ...request, signature: await signTyped(account, domain, 'ForwardRequest', message) };
      }),
    );
    const raw: Hex[] = [];
    for (let from = 0; from < requests.length; from += BATCH) {
      // Without a refund receiver one failing request makes the whole batch revert: then it was not the workload.
      const args = [requests.slice(from, from + BATCH), `0x${'0'.repeat(40)}`] as const;
      const data = encodeFunctionData({ abi: forwarderAbi, functionName: 'executeBatch', args });
      const content = { ...legacy, to: deployment.forwarder, data, nonce: nonce++, gas: 16_700_000n };
      raw.push(await wallet.signTransaction(content));
    }
    result[kind] = { operations: counts[kind], ...(await carry(url, raw)) };
  }
  return result as Result;
}
