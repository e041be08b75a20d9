import { readFileSync } from 'node:fs';
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { getAddress, type PublicClient } from 'viem';
import { z } from 'zod';
import { FatalError } from '../errors.ts';
import type { Deployment } from './chain.ts';

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((value) => getAddress(value));
const addresses = z.object({
  custodian: address,
  communities: address,
  earnings: address,
  gifts: address,
  shop: address,
  forwarder: address,
  achievements: address,
  tasks: address,
  stash: address,
  clans: address,
  conduct: address,
  market: address,
});
const schema = addresses.extend({
  chainId: z.int().positive(),
  block: z.int().min(0),
  genesis: z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)]),
  former: z.object({ gifts: z.array(address) }).optional(),
});
const contracts = addresses.keyof().options;

/** Reads what `deploy` wrote. @throws FatalError if it is missing, damaged or of another chain */
export function readDeployment(config: { deploymentFile: string; chainId: number }): Deployment {
  const { deploymentFile: file, chainId } = config;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new FatalError(`There is no deployment at ${file}: run \`npm run deploy\` first.`, { cause });
  }
  const deployment = parse(text, file);
  if (deployment.chainId !== chainId)
    throw new FatalError(
      `${file} is of chain ${deployment.chainId}, but CHAIN_ID is ${chainId}: correct CHAIN_ID or deploy to that chain.`,
    );
  return deployment;
}

function parse(text: string, file: string): Deployment {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new FatalError(`${file} is damaged: restore it from version control, or deploy again.`, { cause });
  }
}

/** Compares a deployment with the chain that the node really serves. @throws FatalError in one sentence */
export async function checkDeployment(client: PublicClient, deployment: Deployment) {
  const chainId = await client.getChainId().catch((cause) => {
    throw new FatalError(`The node does not answer: check RPC_URL and that the node runs.`, { cause });
  });
  if (chainId !== deployment.chainId)
    throw new FatalError(
      `The node serves chain ${chainId} and the contracts are on chain ${deployment.chainId}: correct RPC_URL or CHAIN_ID.`,
    );
  await checkGenesis(client, deployment);
  for (const name of contracts) {
    if (!(await client.getCode({ address: deployment[name] })))
      throw new FatalError(`There is no contract at ${deployment[name]} (${name}): correct RPC_URL, or deploy again.`);
  }
}

/** @throws FatalError if the chain began anew since the deployment, as a local network does when it restarts */
export async function checkGenesis(client: PublicClient, deployment: Deployment) {
  const genesis = await client.getBlock({ blockNumber: 0n });
  if (genesis.hash !== deployment.genesis)
    throw new FatalError(
      'The chain is not the one deployed to (a local network forgets when it stops): start again to deploy anew.',
    );
}

/** The code that every member account is a clone of. */
export function readImplementation(client: PublicClient, deployment: Deployment) {
  return client.readContract({ address: deployment.custodian, abi: custodianAbi, functionName: 'implementation' });
}
