/** Whether what stands on the chain is what was compiled here. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Address, Hex, PublicClient } from 'viem';
import { z } from 'zod';
import type { Deployment } from '../../bot/chain/chain.ts';
import { readImplementation } from '../../bot/chain/deployment.ts';
import { root } from '../run.ts';

const FORWARDER = '@openzeppelin/contracts/metatx/ERC2771Forwarder.sol/ERC2771Forwarder.json';
const hex = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]*$/)]);
const artifact = z.object({
  bytecode: hex,
  deployedBytecode: hex,
  immutableReferences: z.record(z.string(), z.array(z.object({ start: z.int(), length: z.int() }))).default({}),
});

/** The compiled contract. @param name `Gifts`, or `ERC2771Forwarder` */
export function readArtifact(name: string) {
  const path = name === 'ERC2771Forwarder' ? FORWARDER : `contracts/${name}.sol/${name}.json`;
  return artifact.parse(JSON.parse(readFileSync(join(root, 'artifacts', path), 'utf8')));
}

/** Whether an address bears the compiled code. What its constructor wrote into it is left out: addresses, delays, names. */
export async function bearsCode(client: PublicClient, address: Address, name: string): Promise<boolean> {
  const code = await client.getCode({ address });
  const { deployedBytecode, immutableReferences } = readArtifact(name);
  const places = Object.values(immutableReferences).flat();
  return code !== undefined && blanked(code, places) === blanked(deployedBytecode, places);
}

function blanked(code: Hex, places: { start: number; length: number }[]): string {
  const bytes = Buffer.from(code.slice(2), 'hex');
  for (const { start, length } of places) bytes.fill(0, start, start + length);
  return bytes.toString('hex');
}

/** Names of a deployment's contracts whose code is another than was compiled here. */
export async function differingCode(client: PublicClient, deployment: Deployment): Promise<string[]> {
  const { custodian, communities, forwarder, earnings, gifts, shop, achievements } = deployment;
  const { tasks, stash, clans, conduct, market } = deployment;
  const all: [name: string, address: Address][] = [
    ['Custodian', custodian],
    ['MemberAccount', await readImplementation(client, deployment)],
    ['Communities', communities],
    ['ERC2771Forwarder', forwarder],
    ...Object.entries({ Earnings: earnings, Gifts: gifts, Shop: shop, Achievements: achievements, Tasks: tasks }),
    ...Object.entries({ Stash: stash, Clans: clans, Conduct: conduct, Market: market }),
  ];
  const same = await Promise.all(all.map(([name, address]) => bearsCode(client, address, name)));
  return all.filter((_, place) => !same[place]).map(([name]) => name);
}
