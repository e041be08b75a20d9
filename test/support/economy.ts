/** A real chain with the contracts on it and one community, moved by hand: for tests of what the chain's events become. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { earningsAbi, giftsAbi, shopAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { pino } from 'pino';
import {
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  createPublicClient,
  createTestClient,
  createWalletClient,
  encodeFunctionData,
  type Hex,
  http,
  keccak256,
  toHex,
  zeroHash,
} from 'viem';
import { hardhat } from 'viem/chains';
import type { Chain, Deployment } from '../../bot/chain/chain.ts';
import { readConfig } from '../../bot/config.ts';
import type { Context } from '../../bot/context.ts';
import type { Database } from '../../bot/db/database.ts';
import { openMetrics } from '../../bot/metrics.ts';
import { reportWord } from '../../bot/operations/settleActivity.ts';
import { createCommunity, grantRole } from '../../scripts/deploy/community.ts';
import { deploy } from '../../scripts/deploy/deploy.ts';
import { type Preset, readPreset } from '../../scripts/deploy/preset.ts';
import { startChain } from '../../scripts/local/chain.ts';
import { silent } from './database.ts';

export const lower = (address: Address) => address.toLowerCase() as Address;
export const coins = (amount: number) => BigInt(Math.round(amount * 1000)) * 10n ** 15n;

export type Economy = Awaited<ReturnType<typeof startEconomy>>;

/** A preset's figures without its goods and goals: tests add those that they speak of. */
const bare = (preset: Preset): Preset => ({ ...preset, items: [], achievements: [], milestones: null });

/** The accounts of the local chain: the first is operator, owner and reporter, the others are members. */
export async function startEconomy() {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-economy-'));
  const chain = await startChain(dataDir, 0);
  const transport = http(chain.url);
  const client = createPublicClient({ chain: hardhat, transport, cacheTime: 0, pollingInterval: 20 });
  const control = createTestClient({ chain: hardhat, mode: 'hardhat', transport });
  const [operator, ...members] = (await createWalletClient({ transport }).getAddresses()) as [Address, ...Address[]];
  const wallet = createWalletClient({ chain: hardhat, transport, account: operator });
  const [signer, sentinel] = members.slice(-2) as [Address, Address];
  const deployment = await deploy(chain.url, { signer, guardian: operator, sentinel, curator: operator });
  const found = async (preset: Preset) => {
    const created = await createCommunity(client, wallet, deployment, preset);
    await grantRole(client, wallet, deployment, created, operator, 'reporter');
    await grantRole(client, wallet, deployment, created, operator, 'fulfiller');
    return created;
  };
  // A Wednesday noon ahead: no weekend multiplies, and no midnight comes between.
  const noon = nextWednesdayNoon(Date.now());
  await control.setNextBlockTimestamp({ timestamp: BigInt(noon / 1000) });
  const token = lower(await found(bare(readPreset('securechat'))));
  const base = { chain: hardhat, type: 'legacy' } as const;
  const earnings = { ...base, address: deployment.earnings, abi: earningsAbi };

  /** Waits for the receipt; hands back the hash. */
  async function mined(sent: Promise<Hex>) {
    const receipt = await client.waitForTransactionReceipt({ hash: await sent });
    if (receipt.status !== 'success') throw new Error(`Transaction ${receipt.transactionHash} reverted.`);
    return receipt.transactionHash;
  }

  return {
    url: chain.url,
    client,
    control,
    deployment,
    operator,
    members: members.map(lower),
    token,
    create: (preset: string) => found(readPreset(preset)),
    /** Milliseconds; the chain's time is shortly after. */
    noon,
    /** @param reports [member, counts by activity, registration] */
    async settle(reports: [Address, number[], boolean?][], of = token) {
      const args = [of, operator] as const;
      const number = await client.readContract({ ...earnings, functionName: 'nextSettlement', args });
      const words = reports.map(([member, counts, registration = false]) =>
        reportWord(member, { counts, registration }),
      );
      const settle = { functionName: 'settle', args: [of, number, words], account: operator } as const;
      return mined(wallet.writeContract({ ...earnings, ...settle }));
    },
    claimDaily: (account: Address) =>
      mined(wallet.writeContract({ ...earnings, functionName: 'claimDaily', args: [token], account })),
    gift(account: Address, to: Address, amount: bigint, messageHash: Hex = zeroHash) {
      const args = [token, to, amount, messageHash] as const;
      const gifts = { ...base, address: deployment.gifts, abi: giftsAbi };
      return mined(wallet.writeContract({ ...gifts, functionName: 'gift', args, account }));
    },
    transfer(account: Address, to: Address, amount: bigint) {
      const args = [to, amount] as const;
      return mined(
        wallet.writeContract({ ...base, address: token, abi: tokenAbi, functionName: 'transfer', args, account }),
      );
    },
    /** Any function of the shop; by the operator, who owns the community and fulfils, unless another is named. */
    shop<F extends ContractFunctionName<typeof shopAbi, 'nonpayable'>>(
      functionName: F,
      args: ContractFunctionArgs<typeof shopAbi, 'nonpayable', F>,
      account = operator,
    ) {
      const call = encodeFunctionData({ abi: shopAbi, functionName, args } as Parameters<typeof encodeFunctionData>[0]);
      return mined(wallet.sendTransaction({ ...base, to: deployment.shop, data: call, account }));
    },
    balanceOf: (account: Address) =>
      client.readContract({ address: token, abi: tokenAbi, functionName: 'balanceOf', args: [account] }),
    standingOf: (account: Address) =>
      client.readContract({ address: token, abi: tokenAbi, functionName: 'standingOf', args: [account] }),
    async close() {
      await chain.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const DAY_MS = 86_400_000;

/** At least a day ahead, so that it lies after everything the chain has seen. */
function nextWednesdayNoon(now: number) {
  let day = Math.floor(now / DAY_MS) + 2;
  // Unix day 0 was a Thursday.
  while (day % 7 !== 6) day++;
  return day * DAY_MS + DAY_MS / 2;
}

/** Any address, always the same for a name. */
export const addressOf = (name: string): Address => `0x${keccak256(toHex(name)).slice(26)}`;

/** What operations, indexer and API get, over a real database and chain; only the relayer is missing. */
export function contextOf(
  db: Database,
  economy: { url: string; client: Chain['client']; deployment: Deployment },
  overrides: { env?: NodeJS.ProcessEnv; clock?: () => number } = {},
): Context {
  const config = readConfig({
    DATA_DIR: join(tmpdir(), 'guildmint-unused'),
    RPC_URL: economy.url,
    DISCORD_TOKEN: 'none',
    DISCORD_APPLICATION_ID: '100000',
    KEYSTORE_PASSPHRASE: 'not used here',
    API_PORT: '0',
    POLL_MS: '20',
    ...overrides.env,
  });
  const { client, deployment } = economy;
  const chain: Partial<Chain> = { client, deployment, accountOf: async (userId) => addressOf(userId) };
  return {
    config,
    log: process.env.TEST_LOG ? pino({ level: process.env.TEST_LOG }) : silent,
    metrics: openMetrics(),
    clock: overrides.clock ?? Date.now,
    db,
    chain: chain as Chain,
  };
}
