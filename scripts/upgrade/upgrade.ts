/**
 * Puts a new version of a module beside the old one and moves the communities over. Every step looks at the chain for what is
 * done already, so the whole may be begun again at any time.
 */
import { communitiesAbi, custodianAbi, giftsAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  getAddress,
  type Hex,
  isAddressEqual,
  keccak256,
  type PublicClient,
  stringToHex,
  toFunctionSelector,
} from 'viem';
import type { Deployment } from '../../bot/chain/chain.ts';
import { FatalError } from '../../bot/errors.ts';
import { bearsCode, readArtifact } from '../deploy/bytecode.ts';
import { allowlist } from '../deploy/Guildmint.ts';
import type { Send } from '../deploy/sending.ts';

/** Something that another wallet has to send, or that a time-lock keeps waiting. */
type Waits = {
  who: 'guardian' | 'owner' | 'time-lock';
  says: string;
  call?: { to: Address; data: Hex };
  until?: Date;
};
export type Progress = {
  /** Where the new version stands; null before it is deployed. */
  module: Address | null;
  done: string[];
  waits: Waits[];
};
type Community = { token: Address; owner: Address };
type Place = {
  client: PublicClient;
  deployment: Deployment;
  communities: Community[];
  /** The wallet that pays, lists modules as their curator, and owns communities. */
  wallet: Address;
};

/** Gas of listing a module, and of moving a community: above what tests measure. */
const LIST_GAS = 150_000n;
const MOVE_GAS = 350_000n;

/** @returns whether the deployment's module is what was compiled here */
export const isCurrent = ({ client, deployment }: Place) => bearsCode(client, deployment.gifts, 'Gifts');

/** About what the whole takes, gas. */
export async function gasOfUpgrade({ client, communities, deployment, wallet }: Place): Promise<bigint> {
  const deploying = await client.estimateGas({ account: wallet, data: creation(deployment) });
  return deploying + LIST_GAS + BigInt(communities.length) * MOVE_GAS;
}

/** The name under which the wallet's transactions of one version are remembered. */
export const versionOf = (deployment: Deployment) => keccak256(creation(deployment)).slice(2, 10);

function creation({ forwarder, custodian, communities }: Deployment): Hex {
  const args = encodeAbiParameters(
    [{ type: 'address' }, { type: 'address' }, { type: 'address' }],
    [forwarder, custodian, communities],
  );
  return concatHex([readArtifact('Gifts').bytecode, args]);
}

/**
 * Does all that can be done now.
 * @throws FatalError for a wallet that may not list modules, and where the new code is not what was compiled
 */
export async function advance(place: Place, send: Send): Promise<Progress> {
  const { client, deployment, communities, wallet } = place;
  const registry = { address: deployment.communities, abi: communitiesAbi } as const;
  const curator = await client.readContract({ ...registry, functionName: 'curator' });
  if (!isAddressEqual(curator, wallet))
    throw new FatalError(`New modules are listed by ${curator} alone: set MASTER_WALLET_PRIVATE_KEY to its key.`);
  const deployed = await send('deploy', { to: null, data: creation(deployment) });
  // From the receipt: not every chain counts nonces as others do.
  const module = getAddress(deployed.contractAddress!);
  if (!(await bearsCode(client, module, 'Gifts')))
    throw new FatalError(`The code at ${module} is not what was compiled here: compile again, and begin anew.`);
  const done = [`Gifts is deployed at ${module}, and its code is what was compiled here.`];
  const listed = await client.readContract({ ...registry, functionName: 'modules' });
  if (!listed.some((each) => isAddressEqual(each, module))) {
    const args = [module, stringToHex('Gifts', { size: 32 })] as const;
    const data = encodeFunctionData({ abi: communitiesAbi, functionName: 'addModule', args });
    await send('list', { to: deployment.communities, data });
  }
  done.push('It is listed.');
  const waits: Waits[] = [];
  waits.push(...(await toAllow(place, module)));
  if (waits.length === 0) done.push('The Custodian lets members call it.');
  for (const community of communities) {
    const waiting = await moveOver(place, send, module, community);
    if (waiting) waits.push(waiting);
    else done.push(`Community ${community.token} has it, with its policy.`);
  }
  return { module, done, waits };
}

/** The guardian is cold: what it has to sign is written down for it. */
async function toAllow({ client, deployment }: Place, module: Address): Promise<Waits[]> {
  const custodian = { address: deployment.custodian, abi: custodianAbi } as const;
  const selectors = allowlist.Gifts.map((signature) => toFunctionSelector(signature));
  const allowed = await Promise.all(
    selectors.map((selector) =>
      client.readContract({ ...custodian, functionName: 'isAllowed', args: [module, selector] }),
    ),
  );
  return selectors
    .filter((_, place) => !allowed[place])
    .map((selector) => ({
      who: 'guardian',
      says: `The guardian calls allow(${module}, ${selector}, true) at the Custodian, and the same again after its time-lock.`,
      call: {
        to: deployment.custodian,
        data: encodeFunctionData({ abi: custodianAbi, functionName: 'allow', args: [module, selector, true] }),
      },
    }));
}

/** @returns what it waits for; null once the community has the module, and its policy */
async function moveOver(place: Place, send: Send, module: Address, { token, owner }: Community): Promise<Waits | null> {
  const { client, deployment, wallet } = place;
  const registry = { address: deployment.communities, abi: communitiesAbi } as const;
  const has = (address: Address) =>
    client.readContract({ address: token, abi: tokenAbi, functionName: 'isModule', args: [address] });
  const policyAt = (address: Address) =>
    client.readContract({ address, abi: giftsAbi, functionName: 'policyOf', args: [token] });
  const [before, now] = await Promise.all([policyAt(deployment.gifts), policyAt(module)]);
  const own = isAddressEqual(owner, wallet);
  const enable = encodeFunctionData({ abi: communitiesAbi, functionName: 'enableModule', args: [token, module] });
  const carry = encodeFunctionData({ abi: giftsAbi, functionName: 'setPolicy', args: [token, before] });
  if (!(await has(deployment.gifts))) return null;
  if (JSON.stringify(before) !== JSON.stringify(now)) {
    const says = `The owner of ${token} sets the policy of gifts at the new module.`;
    if (!own) return { who: 'owner', says, call: { to: module, data: carry } };
    await send(`policy ${token} ${keccak256(carry)}`, { to: module, data: carry });
  }
  if (await has(module)) return null;
  const readyAt = () => client.readContract({ ...registry, functionName: 'readyAt', args: [keccak256(enable)] });
  if (!own) {
    const says = `The owner of ${token} enables the new module, and the same again after its time-lock.`;
    return { who: 'owner', says, call: { to: deployment.communities, data: enable } };
  }
  const ready = await readyAt();
  const { timestamp } = await client.getBlock();
  // Each schedule has its own moment: one that lapsed is followed by another.
  if (ready === 0)
    await send(`enable ${token} after ${timestamp - (timestamp % 86_400n)}`, {
      to: deployment.communities,
      data: enable,
    });
  else if (timestamp >= BigInt(ready))
    await send(`enable ${token} at ${ready}`, { to: deployment.communities, data: enable });
  if (await has(module)) return null;
  const until = new Date((await readyAt()) * 1000);
  return { who: 'time-lock', says: `Community ${token} has it after ${until.toISOString()}.`, until };
}

/** Takes a version of before away from the communities that still have it; where they are others', their owners do that. */
export async function retire(place: Place, send: Send, former: Address): Promise<Progress> {
  const { client, deployment, communities, wallet } = place;
  const done: string[] = [];
  const waits: Waits[] = [];
  for (const { token, owner } of communities) {
    const args = [token, former] as const;
    const has = { address: token, abi: tokenAbi, functionName: 'isModule', args: [former] } as const;
    if (!(await client.readContract(has))) continue;
    const data = encodeFunctionData({ abi: communitiesAbi, functionName: 'disableModule', args });
    const says = `The owner of ${token} disables the old module at ${former}.`;
    if (!isAddressEqual(owner, wallet)) waits.push({ who: 'owner', says, call: { to: deployment.communities, data } });
    else {
      await send(`retire ${former} ${token}`, { to: deployment.communities, data });
      done.push(`Community ${token} has the old module at ${former} no longer.`);
    }
  }
  return { module: deployment.gifts, done, waits };
}
