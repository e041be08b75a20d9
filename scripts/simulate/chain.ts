// A chain in this process with the product's deployment on it, moved as fast as its EVM goes: days pass between two
// batches, and members act as they do on Discord, through the Custodian's signed batches.
import { network } from 'hardhat';
import {
  type Address,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  keccak256,
  numberToHex,
  type PublicClient,
  toHex,
  type WalletClient,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { BATCH_GAS, type BatchCall, encodeOps, gasOfCall } from '../../bot/chain/encode.ts';
import { accountOf } from '../../bot/custody/derive.ts';
import { batchTypes, domainOf } from '../../bot/custody/typedData.ts';
import { custodianAbi } from '../../contracts/generated/abi.ts';
import { createCommunity, grantRole } from '../deploy/community.ts';
import { parametersOf } from '../deploy/deploy.ts';
import Guildmint from '../deploy/Guildmint.ts';
import type { Preset } from '../deploy/preset.ts';

/** A Monday, 00:00 UTC, on which every simulation begins; unix seconds. */
export const START = Date.UTC(2040, 0, 2) / 1000;
/** What one transaction may take (EIP-7825). */
const TRANSACTION_GAS = 16_777_216n;
const FAR = 2 ** 40;

export type Log = { address: Address; topics: Hex[]; data: Hex };
export type Account = { salt: Hex; address: Address };
export type Call = { by: Account; to: Address; data: Hex; gas: number };
export type Sent = { data: Hex; at: number };
export type Chain = Awaited<ReturnType<typeof openChain>>;

/** @throws Error where the EVM refuses what a simulation itself does wrong; members' own failures are told by events */
export async function openChain() {
  const connection = await network.create();
  const { viem, provider, ignition } = connection;
  const client: PublicClient = await viem.getPublicClient();
  const [owner, relayer] = (await viem.getWalletClients()) as unknown as [WalletClient, WalletClient];
  const deployer = owner.account!.address;
  const signer = privateKeyToAccount(keccak256(toHex('simulated signer')));
  const keys = { signer: signer.address, guardian: deployer, sentinel: deployer, curator: deployer };
  const deployed: Record<string, { address: Address }> = await ignition.deploy(Guildmint, {
    parameters: { Guildmint: parametersOf(keys, { local: true }) },
  });
  const at = Object.fromEntries(Object.entries(deployed).map(([name, contract]) => [name, contract.address]));
  const custodian = at.custodian!;
  const implementation = await client.readContract({
    address: custodian,
    abi: custodianAbi,
    functionName: 'implementation',
  });
  const chainId = await client.getChainId();
  const domain = { ...domainOf(chainId, custodian), verifyingContract: custodian };
  const genesis = (await client.getBlock({ blockNumber: 0n })).hash!;
  const deployment = { chainId, block: 0, genesis, ...at } as unknown as Parameters<typeof createCommunity>[2];
  await provider.request({
    method: 'hardhat_setBalance',
    params: [relayer.account!.address, numberToHex(2n ** 100n)],
  });

  let sequence = 0n;
  let sent: Sent[] = [];
  /** One transaction in a block of its own. */
  const carry = async ({ data, at: time }: Sent): Promise<Log[]> => {
    await provider.request({ method: 'evm_setNextBlockTimestamp', params: [time] });
    const hash = await provider.request({
      method: 'eth_sendTransaction',
      params: [{ from: relayer.account!.address, to: custodian, data, gas: numberToHex(TRANSACTION_GAS) }],
    });
    const receipt = (await provider.request({ method: 'eth_getTransactionReceipt', params: [hash] })) as {
      logs: Log[];
    };
    return receipt.logs;
  };
  const sign = async (calls: BatchCall[]): Promise<Hex> => {
    const ops = encodeOps(calls);
    const message = { lane: 0n, sequence, deadline: FAR, ops };
    const signature = await signer.signTypedData({ domain, types: batchTypes, primaryType: 'Batch', message });
    const args = [0n, sequence, FAR, ops, signature] as const;
    sequence++;
    return encodeFunctionData({ abi: custodianAbi, functionName: 'execute', args });
  };

  return {
    deployment,
    account(name: string): Account {
      const salt = keccak256(toHex(name));
      return { salt, address: accountOf(custodian, implementation, salt).toLowerCase() as Address };
    },
    /** A community by the code that `npm run deploy` runs. */
    async found(preset: Preset, operators: { reporter: Account; fulfiller: Account }): Promise<Address> {
      const token = await createCommunity(client, owner, deployment, preset);
      for (const role of ['reporter', 'fulfiller'] as const)
        await grantRole(client, owner, deployment, token, operators[role].address, role);
      return token.toLowerCase() as Address;
    },
    /**
     * Members act one after the other, in as few transactions as hold them.
     * @param time unix seconds of the first; each further transaction comes a second later
     */
    async act(time: number, calls: readonly Call[]): Promise<Log[]> {
      const logs: Log[] = [];
      let batch: BatchCall[] = [];
      let gas = BATCH_GAS;
      let second = time;
      const flush = async () => {
        if (batch.length === 0) return;
        const transaction = { data: await sign(batch), at: second++ };
        sent.push(transaction);
        for (const log of await carry(transaction)) logs.push(log);
        batch = [];
        gas = BATCH_GAS;
      };
      for (const { by, to, data, gas: stipend } of calls) {
        const call = { salt: by.salt, target: to, data, gas: stipend };
        const needed = gasOfCall(call);
        if (gas + needed > TRANSACTION_GAS) await flush();
        gas += needed;
        batch.push(call);
      }
      await flush();
      return logs;
    },
    async read<Result>(
      to: Address,
      abi: Parameters<typeof encodeFunctionData>[0]['abi'],
      name: string,
      args: unknown[],
    ) {
      const call = { to, data: encodeFunctionData({ abi, functionName: name, args }) };
      const data = (await provider.request({ method: 'eth_call', params: [call, 'latest'] })) as Hex;
      return decodeFunctionResult({ abi, functionName: name, data }) as Result;
    },
    /** Tries something on the chain as it is now, and takes it back. @returns also the transactions that it took */
    async trial<Result>(work: () => Promise<Result>): Promise<{ result: Result; sent: Sent[] }> {
      const snapshot = await provider.request({ method: 'evm_snapshot' });
      const before = sequence;
      sent = [];
      try {
        return { result: await work(), sent };
      } finally {
        sequence = before;
        await provider.request({ method: 'evm_revert', params: [snapshot] });
      }
    },
    /** Carries transactions that were signed before, and does nothing else: what the EVM itself takes for them. */
    async replay(transactions: readonly Sent[]) {
      for (const transaction of transactions) await carry(transaction);
    },
    close: () => connection.close(),
  };
}
