/** From a wish to its block: looked at, signed or sent, and followed. One file for every transaction there is. */

import type { ChainResponse, SponsoredRequest } from '@guildmint/bot/api/shopSchemas.ts';
import { forwarderAbi, memberAccountAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, type Hex } from 'viem';
import {
  call,
  estimateGas,
  getBalance,
  getBlock,
  getGasPrice,
  readContract,
  sendTransaction,
  signMessage,
  signTypedData,
} from 'viem/actions';
import { getConnectorClient } from 'wagmi/actions';
import { sponsor } from '../api.ts';
import type { Actor } from './actor.tsx';
import { noGas } from './errors.ts';
import type { Config } from './follow.ts';
import { Refused } from './said.ts';
import type { Transaction } from './transaction.ts';

/** How long a signed request is good for. */
const LIFETIME_SECONDS = 15 * 60;
/** The operator takes requests between these. */
const [LEAST_GAS, MOST_GAS] = [30_000n, 500_000n];

type Call = Pick<Transaction, 'to' | 'data'>;
/** Whom to ask, and as whom. */
export type Given = { config: Config; chain: ChainResponse; actor: Actor };

/** Asks the contracts what would become of it now. @throws what viem throws for a revert */
export async function rehearse({ config, actor }: Given, { to, data }: Call): Promise<void> {
  await call(config.getClient(), { account: actor.address, to, data });
}

/** Asks the wallet for a signature, and the operator to send what it signed. @returns the operation's id */
export async function signAndSponsor(given: Given, transaction: Transaction, signal: AbortSignal): Promise<string> {
  const sign = given.actor.kind === 'wallet' ? forwardRequest : accountRequest;
  const body = await sign(given, transaction);
  signal.throwIfAborted();
  return (await sponsor(transaction.token, transaction.verb, body)).id;
}

/** Lets the wallet send it, fees as the wallet thinks best. @returns the transaction's hash. @throws Refused without coins */
export async function sendItself(given: Given, wanted: Call, gasless: boolean): Promise<Hex> {
  const { config, chain, actor } = given;
  const { to, data } = wanted;
  const sent =
    actor.kind === 'wallet'
      ? { to, data }
      : {
          to: actor.address,
          data: encodeFunctionData({ abi: memberAccountAbi, functionName: 'execute', args: [to, 0n, data] }),
        };
  const client = config.getClient();
  const [coins, gas, price] = await Promise.all([
    getBalance(client, { address: actor.owner }),
    estimateGas(client, { account: actor.owner, ...sent }),
    getGasPrice(client),
  ]);
  if (coins < gas * price) throw new Refused('NoGas', noGas(chain.currency.symbol, gasless));
  return sendTransaction(await walletOf(given), sent);
}

/** The connected wallet. @throws what wagmi throws where it is on another network */
export const walletOf = ({ config, chain, actor }: Given) =>
  getConnectorClient(config, { account: actor.owner, chainId: chain.chainId });

/** Asks the wallet to sign a text; the network it is on does not matter. */
export const signText = async (config: Config, account: Address, message: string): Promise<Hex> =>
  signMessage(await getConnectorClient(config, { account }), { message });

/** By the chain's time, which on a local network runs ahead of the clock. */
async function deadlineOf(config: Config): Promise<number> {
  const { timestamp } = await getBlock(config.getClient());
  return Math.max(Number(timestamp), Math.floor(Date.now() / 1000)) + LIFETIME_SECONDS;
}

async function forwardRequest(given: Given, { to, data }: Call): Promise<SponsoredRequest> {
  const { config, chain, actor } = given;
  const client = config.getClient();
  const forwarder = chain.contracts.forwarder as Address;
  const from = actor.address;
  const [nonce, used, deadline, wallet] = await Promise.all([
    readContract(client, { address: forwarder, abi: forwarderAbi, functionName: 'nonces', args: [from] }),
    estimateGas(client, { account: from, to, data }),
    deadlineOf(config),
    walletOf(given),
  ]);
  // A half more than now: others may have been there first.
  const roomy = (used * 3n) / 2n;
  const gas = roomy < LEAST_GAS ? LEAST_GAS : roomy < MOST_GAS ? roomy : MOST_GAS;
  const signature = await signTypedData(wallet, {
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

async function accountRequest(given: Given, { to, data }: Call): Promise<SponsoredRequest> {
  const { config, chain, actor } = given;
  const client = config.getClient();
  const account = actor.address;
  const [nonce, deadline, wallet] = await Promise.all([
    readContract(client, { address: account, abi: memberAccountAbi, functionName: 'nonce' }),
    deadlineOf(config),
    walletOf(given),
  ]);
  const signature = await signTypedData(wallet, {
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
