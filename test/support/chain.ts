/** A real local chain with the contracts and one community, and the chain part of the server opened on it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPublicClient, createTestClient, createWalletClient, encodeFunctionData, http, parseEther } from 'viem';
import { hardhat } from 'viem/chains';
import type { Call } from '../../bot/chain/chain.ts';
import { openChain } from '../../bot/chain/open.ts';
import type { Faults, Timing } from '../../bot/chain/relay.ts';
import { readConfig } from '../../bot/config.ts';
import { CLAIM_GAS } from '../../bot/operations/claimDaily.ts';
import { earningsAbi, giftsAbi, tokenAbi } from '../../contracts/generated/abi.ts';
import { createCommunity, grantRole } from '../../scripts/deploy/community.ts';
import type { Wait } from '../../scripts/deploy/deploy.ts';
import { install, operatorAccounts } from '../../scripts/deploy/install.ts';
import { readPreset } from '../../scripts/deploy/preset.ts';
import { rpc, startChain } from '../../scripts/local/chain.ts';
import { passphraseFile } from '../../scripts/local/passphrase.ts';
import { silent, type testDatabase } from './database.ts';

export type TestChain = Awaited<ReturnType<typeof startTestChain>>;
type TestDatabase = Awaited<ReturnType<typeof testDatabase>>;

/**
 * Hardhat's node with Guildmint deployed and a community of the preset `taskbot`: 100 tokens a day, multipliers of 1.
 * @param options.wait delays as a real chain has them, in place of a local network's
 */
export async function startTestChain(env: NodeJS.ProcessEnv = {}, options: { wait?: Wait } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-chain-'));
  const node = await startChain(dataDir, 0);
  const settings: NodeJS.ProcessEnv = {
    DATA_DIR: dataDir,
    RPC_URL: node.url,
    DISCORD_TOKEN: 'none',
    DISCORD_APPLICATION_ID: '10000',
    POLL_MS: '30',
    KEYSTORE_PASSPHRASE_FILE: passphraseFile(dataDir),
    ...env,
  };
  const config = readConfig(settings);
  const transport = http(node.url);
  const client = createPublicClient({ chain: hardhat, transport, cacheTime: 0, pollingInterval: 30 });
  const wallet = createWalletClient({ chain: hardhat, transport });
  const control = createTestClient({ chain: hardhat, mode: 'hardhat', transport });
  const [guardian, owner, , outsider] = await wallet.getAddresses();
  const keys = { guardian: guardian!, curator: guardian! };
  // scrypt at its cheapest: these keys guard nothing.
  const { deployment, relayers, sentinel } = await install(config, keys, { keystoreWork: 2, ...options });
  for (const address of [...relayers, sentinel]) await control.setBalance({ address, value: parseEther('1000') });
  const ownersWallet = createWalletClient({ account: owner!, chain: hardhat, transport });
  const token = await createCommunity(client, ownersWallet, deployment, readPreset('taskbot'));
  const { reporter, fulfiller } = await operatorAccounts(config, client, deployment);
  await grantRole(client, ownersWallet, deployment, token, reporter, 'reporter');
  await grantRole(client, ownersWallet, deployment, token, fulfiller, 'fulfiller');

  return {
    config,
    env: settings,
    url: node.url,
    rpc: (method: string, params: unknown[] = []) => rpc(node.url, method, params),
    client,
    wallet,
    control,
    deployment,
    token: token,
    people: { guardian: guardian!, owner: owner!, outsider: outsider! },
    relayer: relayers[0]!,
    relayers,
    balanceOf: (address: `0x${string}`) =>
      client.readContract({ address: token, abi: tokenAbi, functionName: 'balanceOf', args: [address] }),
    /** The server's chain part, on a database. */
    open: (
      database: TestDatabase,
      options: {
        faults?: Faults;
        timing?: Partial<Timing>;
        confirmations?: number;
        /** In place of the chain's own address. */
        nodeUrl?: string;
        clock?: () => number;
        tell?: (kind: string, text: string) => void;
      } = {},
    ) =>
      openChain({
        config: {
          ...config,
          rpcUrls: options.nodeUrl ? [options.nodeUrl] : config.rpcUrls,
          confirmations: options.confirmations ?? config.confirmations,
        },
        log: silent,
        clock: options.clock ?? Date.now,
        db: database.db,
        deployment,
        faults: options.faults,
        tell: options.tell,
        ...(options.timing && { timing: options.timing }),
      }),
    claim: (id: string, userId: string): Call => ({
      id,
      verb: 'claimDaily',
      token: token,
      userId,
      target: 'earnings',
      data: encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token] }),
      gas: CLAIM_GAS,
    }),
    gift: (id: string, userId: string, to: `0x${string}`, amount: bigint): Call => ({
      id,
      verb: 'gift',
      token: token,
      userId,
      target: 'gifts',
      data: encodeFunctionData({
        abi: giftsAbi,
        functionName: 'gift',
        args: [token, to, amount, `0x${'0'.repeat(64)}`],
      }),
      gas: 250_000,
    }),
    async stop() {
      await node.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
