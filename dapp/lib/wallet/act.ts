/** From a wish to its block: looked at, signed or sent, and followed. One file for every transaction there is. */

import type { ChainResponse, SponsoredRequest } from '@guildmint/bot/api/shopSchemas.ts';
import { forwarderAbi, memberAccountAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, type Hex } from 'viem';
import { getPublicClient, getWalletClient } from 'wagmi/actions';
import { sponsor } from '../api.ts';
import type { Actor } from './actor.tsx';
import { noGas } from './errors.ts';
import type { Config } from './follow.ts';
import type { Gas } from './gas.ts';
import type { Transaction } from './transaction.ts';

/** How long a signed request is good for. */
const LIFETIME_SECONDS = 15 * 60;
const MOST_GAS = 500_000n;

/** A failure that has its sentence already. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

type Given = { config: Config; chain: ChainResponse; actor: Actor; transaction: Transaction };

/** Asks the contracts what would become of it now. @throws what viem throws for a revert */
export async function rehearse({ config, actor, transaction }: Given): Promise<void> {
  await getPublicClient(config)!.call({ account: actor.address, to: transaction.to, data: transaction.data });
}

/** Asks the wallet for a signature, and the operator to send what it signed. @returns the operation's id */
export async function signAndSponsor(given: Given): Promise<string> {
  const body = given.actor.kind === 'wallet' ? await forwardRequest(given) : await accountRequest(given);
  return (await sponsor(given.transaction.token, given.transaction.verb, body)).id;
}

/** Lets the wallet send it, fees as the wallet thinks best. @returns the transaction's hash. @throws Refused without coins */
export async function sendItself({ config, chain, actor, transaction }: Given): Promise<Hex> {
  const client = getPublicClient(config)!;
  if ((await client.getBalance({ address: actor.owner })) === 0n)
    throw new Refused('NoGas', noGas(chain.currency.symbol));
  const wallet = await walletOf({ config, chain, actor });
  const { to, data } = transaction;
  const call =
    actor.kind === 'wallet'
      ? { to, data }
      : {
          to: actor.address,
          data: encodeFunctionData({ abi: memberAccountAbi, functionName: 'execute', args: [to, 0n, data] }),
        };
  return wallet.sendTransaction(call);
}

export async function walletOf({ config, chain, actor }: Omit<Given, 'transaction'>) {
  return getWalletClient(config, { account: actor.owner, chainId: chain.chainId });
}

/** By the chain's time, which on a local network runs ahead of the clock. */
async function deadlineOf(config: Config): Promise<number> {
  const { timestamp } = await getPublicClient(config)!.getBlock();
  return Math.max(Number(timestamp), Math.floor(Date.now() / 1000)) + LIFETIME_SECONDS;
}

async function forwardRequest({ config, chain, actor, transaction }: Given): Promise<SponsoredRequest> {
  const client = getPublicClient(config)!;
  const forwarder = chain.contracts.forwarder as Address;
  const [from, { to, data }] = [actor.address, transaction];
  const [nonce, used, deadline, wallet] = await Promise.all([
    client.readContract({ address: forwarder, abi: forwarderAbi, functionName: 'nonces', args: [from] }),
    client.estimateGas({ account: from, to, data }),
    deadlineOf(config),
    walletOf({ config, chain, actor }),
  ]);
  // A half more than now: others may have been there first.
  const roomy = (used * 3n) / 2n;
  const gas = roomy < MOST_GAS ? roomy : MOST_GAS;
  const signature = await wallet.signTypedData({
    domain: { name: 'Guildmint', version: '1', chainId: chain.chainId, verifyingContract: forwarder },
    types: {
      ForwardRequest: [
        { name: 'from', type: 'address' },
        { name: 'to', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'gas', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint48' },
        { name: 'data', type: 'bytes' },
      ],
    },
    primaryType: 'ForwardRequest',
    message: { from, to, value: 0n, gas, nonce, deadline, data },
  });
  return { kind: 'request', from, to, gas: `${gas}`, nonce: `${nonce}`, deadline, data, signature };
}

async function accountRequest({ config, chain, actor, transaction }: Given): Promise<SponsoredRequest> {
  const client = getPublicClient(config)!;
  const [account, { to, data }] = [actor.address, transaction];
  const [nonce, deadline, wallet] = await Promise.all([
    client.readContract({ address: account, abi: memberAccountAbi, functionName: 'nonce' }),
    deadlineOf(config),
    walletOf({ config, chain, actor }),
  ]);
  const signature = await wallet.signTypedData({
    domain: { name: 'Guildmint Member', version: '1', chainId: chain.chainId, verifyingContract: account },
    types: {
      Execute: [
        { name: 'to', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'data', type: 'bytes' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint48' },
      ],
    },
    primaryType: 'Execute',
    message: { to, value: 0n, data, nonce, deadline },
  });
  return { kind: 'account', account, to, data, deadline, signature };
}

/** Which way a transaction goes, given what the member prefers. */
export const isSponsored = (transaction: Transaction, gas: Gas) => gas === 'sponsored' && transaction.sponsorable;
