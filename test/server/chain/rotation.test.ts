import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { asc } from 'drizzle-orm';
import { type Hex, parseEther } from 'viem';
import { readPassphrase, rotateKeystore } from '../../../bot/custody/keystore.ts';
import { batches, transactions } from '../../../bot/db/schema.ts';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import { startTestChain, type TestChain } from '../../support/chain.ts';
import { testDatabase } from '../../support/database.ts';
import { reached } from '../../support/reached.ts';

describe('a rotation of the signer', () => {
  let economy: TestChain;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  before(async () => {
    [economy, database] = await Promise.all([startTestChain(), testDatabase()]);
  });
  after(async () => {
    await database.close();
    await economy.stop();
  });

  async function mined(hash: Promise<Hex>) {
    const receipt = await economy.client.waitForTransactionReceipt({ hash: await hash });
    assert.equal(receipt.status, 'success');
  }

  it('is followed by a server that runs: what was on its way is signed again, under its sequence, with the new key', async () => {
    const { keystore } = economy.config;
    const custodian = { address: economy.deployment.custodian, abi: custodianAbi, chain: null } as const;
    let accept: Promise<void> | null = null;
    const faults = {
      at(step: string) {
        if (step !== 'committed' || accept) return;
        const account = economy.people.outsider;
        accept = mined(economy.wallet.writeContract({ ...custodian, functionName: 'acceptSigner', account }));
        return accept;
      },
    };
    const chain = await economy.open(database, { faults, timing: { resendMs: 100, patienceMs: 100 } });
    try {
      // Made while the server runs, which has not read it yet.
      const { next } = await rotateKeystore(keystore.dir, readPassphrase(keystore), 2);
      const account = economy.people.guardian;
      await mined(
        economy.wallet.writeContract({ ...custodian, functionName: 'proposeSigner', args: [next!, 0], account }),
      );
      await economy.rpc('evm_increaseTime', [172_800]);
      await economy.rpc('hardhat_mine', ['0x1']);
      chain.startRelayer();
      await chain.submit(economy.claim('across', 'alice'));
      assert.equal((await reached(chain, 'across', 'final', 'failed')).state, 'final');
      assert.equal(await economy.balanceOf(await chain.accountOf('alice')), parseEther('100'));
      const made = await database.db.select().from(batches);
      assert.deepEqual(
        made.map(({ sequence, state }) => [sequence, state]),
        [[0, 'final']],
      );
      const attempts = await database.db.select().from(transactions).orderBy(asc(transactions.createdAt));
      assert.equal(attempts.length, 2);
    } finally {
      await chain.close();
    }
  });
});
