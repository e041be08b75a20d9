import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { encodeFunctionData, parseEther } from 'viem';
import { custodianAbi, earningsAbi, forwarderAbi } from '../../../contracts/generated/abi.ts';
import { startTestChain, type TestChain } from '../../support/chain.ts';
import { testDatabase } from '../../support/database.ts';
import { reached } from '../../support/reached.ts';
import { testWallet } from '../../support/wallet.ts';
import type { Settings } from './relayProcess.ts';

/** Every step of carrying a call; `null` dies nowhere and shows that the process does its work. */
const steps = ['beforeSign', 'signed', 'committed', 'sent', 'broadcast', 'receipt', 'recorded', null];

describe('a relaying process that is killed', () => {
  let economy: TestChain;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let chain: Awaited<ReturnType<TestChain['open']>>;

  before(async () => {
    [economy, database] = await Promise.all([startTestChain(), testDatabase()]);
    const relaying = await economy.open(database);
    relaying.startRelayer();
    for (const step of steps) await relaying.submit(economy.claim(`claim ${step}`, `giver ${step}`));
    for (const step of steps) await reached(relaying, `claim ${step}`, 'final');
    await relaying.close();
    chain = await economy.open(database);
  });
  after(async () => {
    await chain.close();
    await database.close();
    await economy.stop();
  });

  async function relay(operation: string, dieAt: string | null) {
    const settings: Settings = { env: economy.env, databaseUrl: database.url, operation, dieAt };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'relayProcess.ts'), JSON.stringify(settings)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [code, signal] = await once(child, 'exit');
    return signal ?? code;
  }

  for (const step of steps)
    it(`at ${step ?? 'no step'} gives a gift exactly once`, async () => {
      const [giver, taker] = [`giver ${step}`, `taker ${step}`];
      const accounts = { giver: await chain.accountOf(giver), taker: await chain.accountOf(taker) };
      const sequence = () =>
        economy.client.readContract({
          address: economy.deployment.custodian,
          abi: custodianAbi,
          functionName: 'sequenceOf',
          args: [0n],
        });
      const first = await sequence();

      const gift = `gift ${step}`;
      await chain.submit(economy.gift(gift, giver, accounts.taker, parseEther('10')));
      assert.equal(await relay(gift, step), step ? 'SIGKILL' : 0);
      if (step !== 'recorded' && step) assert.notEqual((await chain.outcome(gift))!.state, 'final');
      assert.equal(await relay(gift, null), 0);

      const outcome = await reached(chain, gift, 'final');
      assert.equal(outcome.error, null);
      assert.equal(await economy.balanceOf(accounts.giver), parseEther('90'));
      assert.equal(await economy.balanceOf(accounts.taker), parseEther('11'));
      assert.equal(await sequence(), first + 1n, 'one batch, however often it was tried');
      const receipt = await economy.client.getTransactionReceipt({ hash: outcome.txHash! });
      assert.equal(receipt.status, 'success');
    });

  for (const step of steps)
    it(`at ${step ?? 'no step'} carries what a wallet signed exactly once`, async () => {
      const { token, deployment, client } = economy;
      const wallet = testWallet(client, deployment);
      const data = encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token] });
      const sponsored = await wallet.request(deployment.earnings, data);
      const id = `s:${step}`;
      await chain.sponsor({ id, verb: 'claimDaily', token, account: wallet.address, sponsored });
      assert.equal(await relay(id, step), step ? 'SIGKILL' : 0);
      assert.equal(await relay(id, null), 0);

      const outcome = await reached(chain, id, 'final');
      assert.equal(outcome.error, null);
      assert.equal(await economy.balanceOf(wallet.address), parseEther('100'));
      const nonces = { address: deployment.forwarder, abi: forwarderAbi, functionName: 'nonces' } as const;
      assert.equal(await client.readContract({ ...nonces, args: [wallet.address] }), 1n);
      const { status } = await client.getTransactionReceipt({ hash: outcome.txHash! });
      assert.equal(status, 'success');
    });
});
