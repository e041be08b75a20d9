// The chains that a journey can be made on: Hardhat's, and an EVM under MintMe's rules.
import type { Address, Hex } from 'viem';
import { keccak256, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { createMintMe, MINTME_CHAIN_ID } from '../../support/mintme-evm.ts';
import { type Connection, wallets } from './custody.ts';
import { NOON } from './deploy.ts';
import type { RawLog, Stage } from './journey.ts';

export async function onHardhat({ viem, networkHelpers }: Connection): Promise<Stage> {
  const client = await viem.getPublicClient();
  const [wallet] = await viem.getWalletClients();
  let now = NOON;
  const run = async (account: Address, data: Hex, to?: Address) => {
    await networkHelpers.time.setNextBlockTimestamp(++now);
    return client.getTransactionReceipt({
      hash: await wallet!.sendTransaction({ account, data, to, gas: 16_000_000n }),
    });
  };
  return {
    chainId: await client.getChainId(),
    accounts: wallets,
    deploy: async (from, code) => (await run(from, code)).contractAddress!,
    send: async (from, to, data) => (await run(from, data, to)).logs as RawLog[],
    read: async (to, data) => (await client.call({ to, data })).data!,
    advance: (seconds) => {
      now += seconds;
    },
  };
}

export async function onMintMe(): Promise<Stage> {
  const chain = await createMintMe(NOON);
  return {
    chainId: MINTME_CHAIN_ID,
    accounts: chain.accounts.map((_, at) => privateKeyToAccount(keccak256(toHex(`mintme account ${at}`)))),
    deploy: async (from, code) => {
      chain.advance(1);
      return (await chain.deploy(from, code)).address;
    },
    send: async (from, to, data) => {
      chain.advance(1);
      return (await chain.send(from, to, data)).logs;
    },
    read: chain.read,
    advance: chain.advance,
  };
}
