import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, getAddress } from 'viem';
import type { Deployment } from '../../bot/chain/chain.ts';
import { root } from '../run.ts';
import Guildmint from './Guildmint.ts';
import { firstBlock, type Lost, lostIn, recover } from './resume.ts';

/** Seconds that slow a thief down (SPEC 4). A local network shortens those that a developer would wait for. */
const delays = {
  production: {
    graduation: 172_800,
    rotation: 172_800,
    allow: 172_800,
    recovery: 604_800,
    inactive: 5_184_000,
    forcedExit: 2_592_000,
  },
  local: {
    graduation: 0,
    rotation: 172_800,
    allow: 172_800,
    recovery: 604_800,
    inactive: 5_184_000,
    forcedExit: 2_592_000,
  },
};

export type Keys = {
  /** Signs batches for members; lives in the signer process. */
  signer: Address;
  /** Replaces the signer; cold, better a multisig. */
  guardian: Address;
  /** May only pause. */
  sentinel: Address;
  /** Adds modules to the catalogue. */
  curator: Address;
};

/** Delays, in seconds, that shall be others than usual: the Custodian's, and the communities' own. */
export type Wait = Partial<typeof delays.production> & { raise?: number };

/** Arguments of scripts/deploy/Guildmint.ts; a local network waits for nothing that its developer would wait for. */
export const parametersOf = (
  keys: Keys,
  { local, wait: { raise = local ? 0 : 86_400, ...wait } = {} }: { local: boolean; wait?: Wait },
) => ({
  ...keys,
  delays: { ...(local ? delays.local : delays.production), ...wait },
  delay: raise,
});

/** Where Ignition writes down what of a real chain's deployment is done: hardhat.config.ts names the place. */
export const deploymentFolder = (chainId: number) => join(root, 'data/ignition/deployments', `chain-${chainId}`);

/**
 * Deploys the contracts to `rpcUrl` with Hardhat Ignition; on a real chain a deployment that was cut off is resumed.
 * Hardhat is loaded only here: it is heavy, and nobody else needs it at run time.
 */
export async function deploy(rpcUrl: string, keys: Keys, wait: Wait = {}): Promise<Deployment> {
  const { default: hre } = await import('hardhat');
  // A connection that is kept may be closed by the node in the very moment in which it is used again.
  const httpHeaders = { connection: 'close' };
  const connection = await hre.network.create({ network: 'target', override: { url: rpcUrl, httpHeaders } });
  try {
    const client = await connection.viem.getPublicClient();
    const chainId = await client.getChainId();
    const local = chainId === 31337;
    const genesis = await client.getBlock({ blockNumber: 0n });
    const present = Number(await client.getBlockNumber());
    // Two local chains that began in the same second have the same first block.
    const deploymentId = local ? `local-${randomUUID()}` : `chain-${chainId}`;
    const folder = deploymentFolder(chainId);
    const block = local ? present : firstBlock(`${folder}.json`, present);
    const attempt = (): Promise<Record<string, { address: string }>> =>
      connection.ignition.deploy(Guildmint, {
        parameters: { Guildmint: parametersOf(keys, { local, wait }) },
        deploymentId,
        displayUi: !local,
      });
    const wipe = (futureId: string) => hre.tasks.getTask(['ignition', 'wipe']).run({ deploymentId, futureId });
    let contracts: Awaited<ReturnType<typeof attempt>> | null = null;
    let lost: Lost | null = null;
    while (!contracts) {
      if (lost) await recover({ client, provider: connection.provider, folder, wipe }, lost);
      contracts = await attempt().catch((error: unknown) => {
        lost = lostIn(error);
        if (lost) return null;
        throw error;
      });
    }
    const found = contracts;
    // A local chain forgets, so there is nothing to resume.
    if (local) rmSync(join(hre.config.paths.ignition, 'deployments', deploymentId), { recursive: true, force: true });
    const at = (name: string) => getAddress(found[name]!.address);
    return {
      chainId,
      block,
      genesis: genesis.hash,
      communities: at('communities'),
      custodian: at('custodian'),
      forwarder: at('forwarder'),
      earnings: at('earnings'),
      gifts: at('gifts'),
      shop: at('shop'),
      achievements: at('achievements'),
      tasks: at('tasks'),
      stash: at('stash'),
      clans: at('clans'),
      conduct: at('conduct'),
      market: at('market'),
    };
  } finally {
    await connection.close();
  }
}
