/** The command as a program runs it, on a chain that is nobody's local one. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { parseEther, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { deploymentFolder } from '../../../scripts/deploy/deploy.ts';
import { rpc, startChain } from '../../../scripts/local/chain.ts';
import { root } from '../../../scripts/run.ts';
import { testDatabase } from '../../support/database.ts';

/** Of this test alone: what is deployed to a chain is kept under its number. */
const CHAIN_ID = 770_001;
const KEY = `0x${'d1'.repeat(32)}` as const;

describe('npm run deploy', { timeout: 300_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-deploy-'));
  const forget = () => {
    for (const path of [deploymentFolder(CHAIN_ID), `${deploymentFolder(CHAIN_ID)}.json`])
      rmSync(path, { recursive: true, force: true });
  };
  let chain: Awaited<ReturnType<typeof startChain>>;
  let database: Awaited<ReturnType<typeof testDatabase>>;

  before(async () => {
    forget();
    [chain, database] = await Promise.all([startChain(dataDir, 0, CHAIN_ID), testDatabase()]);
    const { address } = privateKeyToAccount(KEY);
    await rpc(chain.url, 'hardhat_setBalance', [address, toHex(parseEther('100'))]);
  });
  after(async () => {
    await database?.close();
    await chain?.stop();
    rmSync(dataDir, { recursive: true, force: true });
    forget();
  });

  /** @returns what went to stdout, and to stderr */
  async function deploy(...args: string[]) {
    const child = spawn(process.execPath, ['scripts/deploy.ts', '--guild', '770012345', '--json', ...args], {
      cwd: root,
      env: {
        ...{ PATH: process.env.PATH, DATA_DIR: dataDir, DATABASE_URL: database.url },
        DEPLOYMENT_FILE: join(dataDir, 'deployment.json'),
        ...{ RPC_URL: chain.url, CHAIN_ID: `${CHAIN_ID}`, MASTER_WALLET_PRIVATE_KEY: KEY },
        ...{ GUARDIAN_ADDRESS: `0x${'a1'.repeat(20)}`, KEYSTORE_PASSPHRASE: 'a passphrase of the test' },
        ...{ DISCORD_TOKEN: 'a.token.of-nobody', DISCORD_APPLICATION_ID: '770000000001' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    assert.equal(code, 0, stderr);
    return { stdout, stderr };
  }

  it('with --json prints one document to stdout, and how far it is to stderr', async () => {
    const costs = JSON.parse((await deploy('--dry-run')).stdout);
    assert.ok(BigInt(costs.gas) > 10_000_000n);

    const { stdout, stderr } = await deploy();
    const deployed = JSON.parse(stdout);
    assert.deepEqual([deployed.chainId, deployed.guild], [CHAIN_ID, '770012345']);
    assert.notEqual(await rpc(chain.url, 'eth_getCode', [deployed.token, 'latest']), '0x');
    assert.match(stderr, /Hardhat Ignition/);

    const again = JSON.parse((await deploy()).stdout);
    assert.equal(again.token.toLowerCase(), deployed.token.toLowerCase(), 'what is there is found again');
  });
});
