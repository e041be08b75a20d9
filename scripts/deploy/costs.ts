/** What a deployment and a community cost, found by doing both on a chain in this process. */
import { type Address, type PublicClient, type WalletClient, zeroAddress } from 'viem';
import type { Deployment } from '../../bot/chain/chain.ts';
import { createCommunity, grantRole } from './community.ts';
import { parametersOf } from './deploy.ts';
import Guildmint from './Guildmint.ts';
import type { Preset } from './preset.ts';

/** Gas of the contracts, once for all communities, and of one community with its items, achievements and roles. */
export type Costs = { contracts: bigint; community: bigint };

/** Hardhat is loaded only here: nobody else needs it at run time. */
export async function measureCosts(preset: Preset): Promise<Costs> {
  const { default: hre } = await import('hardhat');
  const connection = await hre.network.create({ network: 'node' });
  try {
    const client: PublicClient = await connection.viem.getPublicClient();
    const [wallet] = (await connection.viem.getWalletClients()) as unknown as [WalletClient];
    const us = wallet.account!.address;
    const keys = { signer: us, guardian: us, sentinel: us, curator: us };
    const contracts: Record<string, { address: Address }> = await connection.ignition.deploy(Guildmint, {
      parameters: { Guildmint: parametersOf(keys, { local: true }) },
    });
    const deployed = await gasSince(client, 0n);
    const head = await client.getBlockNumber();
    const at = Object.fromEntries(Object.entries(contracts).map(([name, { address }]) => [name, address]));
    const deployment = { ...at, chainId: 31337, block: 0 } as unknown as Deployment;
    // A token that is wrapped is not there: a token of its own costs about the same.
    const community = { ...preset.community, underlying: zeroAddress };
    const token = await createCommunity(client, wallet, deployment, { ...preset, community });
    await grantRole(client, wallet, deployment, token, us, 'fulfiller');
    await grantRole(client, wallet, deployment, token, us, 'reporter');
    return { contracts: deployed, community: await gasSince(client, head) };
  } finally {
    await connection.close();
  }
}

/** Of all blocks after one. */
async function gasSince(client: PublicClient, number: bigint): Promise<bigint> {
  const head = await client.getBlockNumber();
  const numbers = Array.from({ length: Number(head - number) }, (_, place) => number + BigInt(place) + 1n);
  const blocks = await Promise.all(numbers.map((blockNumber) => client.getBlock({ blockNumber })));
  return blocks.reduce((sum, { gasUsed }) => sum + gasUsed, 0n);
}
