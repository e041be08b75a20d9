import {
  achievementsAbi,
  communitiesAbi,
  conductAbi,
  earningsAbi,
  giftsAbi,
  shopAbi,
} from '@guildmint/contracts/abi.ts';
import {
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  encodeFunctionData,
  type Hash,
  type PublicClient,
  parseEventLogs,
  type WalletClient,
} from 'viem';
import type { Deployment } from '../../bot/chain/chain.ts';
import type { Preset } from './preset.ts';
import { type Send, sendingEach } from './sending.ts';

/** Role bits of the operator's own accounts, as in contracts/libraries/Roles.sol. */
export const ROLES = { reporter: 4n, fulfiller: 8n } as const;

/** Sends one transaction after the other and waits for each. Legacy ones are what every chain takes, MintMe among them. */
export function sender(client: PublicClient, wallet: WalletClient) {
  const base = { account: wallet.account!, chain: null, type: 'legacy' } as const;
  const mined = async (hash: Hash) => {
    const receipt = await client.waitForTransactionReceipt({ hash, pollingInterval: 100 });
    if (receipt.status !== 'success') throw new Error(`Setting up the community reverted in transaction ${hash}.`);
    return receipt;
  };
  return { base, mined };
}

/**
 * Creates a community from a preset, owned by the wallet's account.
 * @param named its token, where it is to be called otherwise than in the preset
 * @param send what sends each step; one that remembers goes on where a creation was cut off
 * @returns the community's token
 */
export async function createCommunity(
  client: PublicClient,
  wallet: WalletClient,
  deployment: Deployment,
  preset: Preset,
  named: { name: string; symbol: string } = preset.community,
  send: Send = sendingEach(client, wallet),
): Promise<Address> {
  const { communities, earnings, gifts, conduct, achievements, shop } = deployment;
  const params = { ...preset.community, name: named.name, symbol: named.symbol, modules: modulesOf(deployment) };
  const creation = encodeFunctionData({ abi: communitiesAbi, functionName: 'createCommunity', args: [params] });
  const created = await send('community', { to: communities, data: creation });
  const [event] = parseEventLogs({ abi: communitiesAbi, eventName: 'CommunityCreated', logs: created.logs });
  const { token } = event!.args;

  const rates = encodeFunctionData({ abi: earningsAbi, functionName: 'setRates', args: [token, preset.rates] });
  await send('rates', { to: earnings, data: rates });
  const weekend = encodeFunctionData({
    abi: earningsAbi,
    functionName: 'setWeekend',
    args: [token, preset.weekendBps],
  });
  await send('weekend', { to: earnings, data: weekend });
  const giving = encodeFunctionData({ abi: giftsAbi, functionName: 'setPolicy', args: [token, preset.giftPolicy] });
  await send('gifts', { to: gifts, data: giving });
  const judging = encodeFunctionData({ abi: conductAbi, functionName: 'setPolicy', args: [token, preset.conduct] });
  await send('conduct', { to: conduct, data: judging });
  if (preset.milestones) {
    const args = [token, preset.milestones] as const;
    await send('milestones', {
      to: earnings,
      data: encodeFunctionData({ abi: earningsAbi, functionName: 'setMilestones', args }),
    });
  }
  for (const [place, { metric, threshold, reward, uri }] of preset.achievements.entries()) {
    const args = [token, metric, threshold, reward, uri] as const;
    const data = encodeFunctionData({ abi: achievementsAbi, functionName: 'defineAchievement', args });
    await send(`achievement ${place + 1}`, { to: achievements, data });
  }
  for (const [place, { terms, stock, texts }] of preset.items.entries()) {
    const data = encodeFunctionData({ abi: shopAbi, functionName: 'addItem', args: [token, terms, stock, texts] });
    await send(`item ${place + 1}`, { to: shop, data });
  }
  return token;
}

/**
 * Lets one of the operator's accounts settle a community's activity, or hand over what was redeemed. Reporting is power
 * over issuance and waits for the time-lock: the first call schedules it, the same call repeated in time takes effect.
 * @returns null once it holds, otherwise when to call again
 */
export async function grantRole(
  client: PublicClient,
  wallet: WalletClient,
  deployment: Deployment,
  token: Address,
  account: Address,
  role: keyof typeof ROLES,
): Promise<Date | null> {
  const { base, mined } = sender(client, wallet);
  const registry = { address: deployment.communities, abi: communitiesAbi } as const;
  const args = [token, account, ROLES[role]] as const;
  const holds = () => client.readContract({ ...registry, functionName: 'hasRole', args });
  if (await holds()) return null;
  try {
    await client.simulateContract({ ...registry, account: base.account, functionName: 'grantRoles', args });
  } catch (error) {
    const reason =
      error instanceof BaseError ? error.walk((cause) => cause instanceof ContractFunctionRevertedError) : null;
    if (!(reason instanceof ContractFunctionRevertedError) || reason.data?.errorName !== 'CommunitiesTooEarly')
      throw error;
    return new Date(Number(reason.data.args![0]) * 1000);
  }
  const { logs } = await mined(await wallet.writeContract({ ...base, ...registry, functionName: 'grantRoles', args }));
  const [scheduled] = parseEventLogs({ abi: communitiesAbi, eventName: 'Scheduled', logs });
  return scheduled ? new Date(scheduled.args.readyAt * 1000) : null;
}

/** All that this deployment offers: what a community does not use costs it nothing. */
const modulesOf = (deployment: Deployment) => [
  ...[deployment.earnings, deployment.gifts, deployment.shop, deployment.achievements],
  ...[deployment.tasks, deployment.stash, deployment.clans, deployment.conduct, deployment.market],
];
