import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { asc } from 'drizzle-orm';
import { type Hex, parseEther, parseGwei } from 'viem';
import { finishRotation, readPassphrase, rotateKeystore } from '../../../bot/custody/keystore.ts';
import { batches, transactions } from '../../../bot/db/schema.ts';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import { startTestChain, type TestChain } from '../../support/chain.ts';
import { testDatabase } from '../../support/database.ts';
import { reached } from '../../support/reached.ts';

describe('a rotation of the signer', () => {
  let economy: TestChain;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let chain: Awaited<ReturnType<TestChain['open']>>;
  before(async () => {
    economy = await startTestChain();
  });
  after(() => economy.stop());
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(async () => {
    await chain.close();
    await database.close();
  });

  const custodian = () => ({ address: economy.deployment.custodian, abi: custodianAbi, chain: null }) as const;
  const start = async (faults: { at(step: string): void | Promise<void> }) => {
    const timing = { groupMs: 0, resendMs: 100, stuckMs: 600_000, patienceMs: 100 };
    chain = await economy.open(database, { faults, timing });
  };
  async function mined(hash: Promise<Hex>) {
    const receipt = await economy.client.waitForTransactionReceipt({ hash: await hash });
    assert.equal(receipt.status, 'success');
  }
  /** Made while the server runs, which has not read it yet, and proposed: whoever likes may accept it. */
  async function ripen() {
    const { keystore } = economy.config;
    const { next } = await rotateKeystore(keystore.dir, readPassphrase(keystore), 2);
    const account = economy.people.guardian;
    await mined(
      economy.wallet.writeContract({ ...custodian(), functionName: 'proposeSigner', args: [next!, 0], account }),
    );
    await economy.rpc('evm_increaseTime', [172_800]);
    await economy.rpc('hardhat_mine', ['0x1']);
    return next!;
  }
  const accept = (fees = {}) =>
    economy.wallet.writeContract({
      ...custodian(),
      ...fees,
      functionName: 'acceptSigner',
      account: economy.people.outsider,
    });
  const stored = () => database.db.select().from(batches).orderBy(asc(batches.id));
  const sent = () => database.db.select().from(transactions).orderBy(asc(transactions.createdAt));

  it('is followed by a server that runs: what was on its way is signed again, under its sequence, with the new key', async () => {
    let accepted: Promise<void> | null = null;
    await start({
      at(step) {
        if (step !== 'committed' || accepted) return;
        accepted = mined(accept());
        return accepted;
      },
    });
    const next = await ripen();
    chain.startRelayer();
    await chain.submit(economy.claim('across', 'alice'));
    assert.equal((await reached(chain, 'across', 'final', 'failed')).state, 'final');
    assert.equal(await economy.balanceOf(await chain.accountOf('alice')), parseEther('100'));
    assert.deepEqual(
      (await stored()).map(({ sequence, state }) => [sequence, state]),
      [[0, 'final']],
    );
    assert.equal((await sent()).length, 2);
    finishRotation(economy.config.keystore.dir, next);
  });

  it('while several batches are on their way has each signed again and run once, in their order', async () => {
    await start({ at: () => undefined });
    await ripen();
    chain.startRelayer();
    await economy.rpc('evm_setAutomine', [false]);
    const users = ['bob', 'carol', 'dave'];
    for (const user of users) {
      await chain.submit(economy.claim(`claim of ${user}`, user));
      await reached(chain, `claim of ${user}`, 'broadcast');
    }
    const before = await stored();
    // Better paid than they are, so it runs before them in the same block.
    await accept({ gas: 200_000n, maxFeePerGas: parseGwei('1000'), maxPriorityFeePerGas: parseGwei('100') });
    await economy.rpc('hardhat_mine', ['0x1']);
    await economy.rpc('evm_setAutomine', [true]);
    for (const user of users) {
      assert.equal((await reached(chain, `claim of ${user}`, 'final', 'failed')).state, 'final');
      assert.equal(await economy.balanceOf(await chain.accountOf(user)), parseEther('100'));
    }
    assert.deepEqual(
      (await stored()).map(({ id, sequence, state }) => [id, sequence, state]),
      before.map(({ id, sequence }) => [id, sequence, 'final']),
    );
    const attempts = await sent();
    const ids = before.map(({ id }) => id);
    assert.deepEqual(
      attempts.map(({ batch }) => batch),
      [...ids, ...ids],
    );
    const statuses = attempts.map(async ({ hash }) => (await economy.client.getTransactionReceipt({ hash })).status);
    const threeOf = (status: string) => ids.map(() => status);
    assert.deepEqual(await Promise.all(statuses), [...threeOf('reverted'), ...threeOf('success')]);
  });
});
