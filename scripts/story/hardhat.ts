import { network } from 'hardhat';
import type { Address, Hex, PublicClient } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { parametersOf } from '../deploy/deploy.ts';
import Guildmint from '../deploy/Guildmint.ts';
import { NOON, type RawLog, type Stage } from './stage.ts';

/** Hardhat's test accounts, which its network holds too: they sign here and send there. */
const MNEMONIC = 'test test test test test test test test test test test junk';

/** A fresh network of Hardhat's, in this process, and a client to read it by. */
export async function onHardhat(): Promise<Stage & { client: PublicClient }> {
  const { viem, networkHelpers, ignition } = await network.create();
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
    client,
    chainId: await client.getChainId(),
    accounts: Array.from({ length: 16 }, (_, addressIndex) => mnemonicToAccount(MNEMONIC, { addressIndex })),
    install: async (keys) => {
      const deployed: Record<string, { address: Address }> = await ignition.deploy(Guildmint, {
        parameters: { Guildmint: parametersOf(keys, { local: false }) },
      });
      const contracts = Object.fromEntries(Object.entries(deployed).map(([name, { address }]) => [name, address]));
      return { contracts, logs: (await client.getLogs({ fromBlock: 0n })) as RawLog[] };
    },
    deploy: async (from, code) => (await run(from, code)).contractAddress!,
    send: async (from, to, data) => {
      const { logs, gasUsed } = await run(from, data, to);
      return { logs: logs as RawLog[], gas: gasUsed };
    },
    read: async (to, data) => (await client.call({ to, data })).data!,
    now: () => now,
    advance: (seconds) => {
      now += seconds;
    },
    mine: async (blocks) => {
      await networkHelpers.time.setNextBlockTimestamp(++now);
      await networkHelpers.mine(blocks);
      now += blocks - 1;
    },
  };
}
