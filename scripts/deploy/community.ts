import { communitiesAbi, earningsAbi, giftsAbi } from '@guildmint/contracts/abi.ts';
import { type Address, type PublicClient, parseEventLogs, type WalletClient } from 'viem';
import type { Deployment } from '../../bot/chain/chain.ts';
import { readPreset } from './preset.ts';

/** Role bits as in contracts/libraries/Roles.sol. */
const REPORTER = 4n;

/**
 * Creates a community from a preset, owned by the wallet's account, and lets `reporter` settle its activity.
 * @returns the community's token
 */
export async function createCommunity(
  client: PublicClient,
  wallet: WalletClient,
  deployment: Deployment,
  reporter: Address,
  presetName: string,
): Promise<Address> {
  const preset = readPreset(presetName);
  const account = wallet.account!;
  const sent = async (hash: `0x${string}`) => {
    const receipt = await client.waitForTransactionReceipt({ hash, pollingInterval: 100 });
    if (receipt.status !== 'success') throw new Error(`Setting up ${presetName} reverted in transaction ${hash}.`);
    return receipt;
  };
  // Legacy transactions are what every chain takes, MintMe among them.
  const base = { account, chain: null, type: 'legacy' } as const;
  const registry = { address: deployment.communities, abi: communitiesAbi } as const;

  const created = await sent(
    await wallet.writeContract({
      ...base,
      ...registry,
      functionName: 'createCommunity',
      args: [{ ...preset.community, modules: [deployment.earnings, deployment.gifts] }],
    }),
  );
  const [event] = parseEventLogs({ abi: communitiesAbi, eventName: 'CommunityCreated', logs: created.logs });
  const { token } = event!.args;

  await sent(
    await wallet.writeContract({
      ...base,
      address: deployment.earnings,
      abi: earningsAbi,
      functionName: 'setRates',
      args: [token, preset.rates],
    }),
  );
  await sent(
    await wallet.writeContract({
      ...base,
      address: deployment.earnings,
      abi: earningsAbi,
      functionName: 'setWeekend',
      args: [token, preset.weekendBps],
    }),
  );
  await sent(
    await wallet.writeContract({
      ...base,
      address: deployment.gifts,
      abi: giftsAbi,
      functionName: 'setPolicy',
      args: [token, preset.giftPolicy],
    }),
  );
  await sent(
    await wallet.writeContract({ ...base, ...registry, functionName: 'grantRoles', args: [token, reporter, REPORTER] }),
  );
  return token;
}
