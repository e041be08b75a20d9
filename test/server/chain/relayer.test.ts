import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parseEther } from 'viem';
import { reached, startTestChain, type TestChain } from '../../support/chain.ts';
import { testDatabase } from '../../support/database.ts';

describe('the relayer', () => {
  let economy: TestChain;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let chain: Awaited<ReturnType<TestChain['open']>>;

  before(async () => {
    [economy, database] = await Promise.all([startTestChain(), testDatabase()]);
    chain = await economy.open(database);
    chain.startRelayer();
  });
  after(async () => {
    await chain.close();
    await database.close();
    await economy.stop();
  });

  it('carries a claim and a gift, in the order of arrival', async () => {
    const [alice, bob] = [await chain.accountOf('alice'), await chain.accountOf('bob')];
    assert.equal(await chain.submit(economy.claim('c1', 'alice')), true);
    assert.equal(await chain.submit(economy.gift('g1', 'alice', bob, parseEther('10'))), true);
    const gift = await reached(chain, 'g1', 'final', 'failed');
    assert.equal(gift.error, null);
    assert.equal(gift.state, 'final');
    assert.equal(await economy.balanceOf(alice), parseEther('90'));
    assert.equal(await economy.balanceOf(bob), parseEther('10'));
    const receipt = await economy.client.getTransactionReceipt({ hash: gift.txHash! });
    assert.equal(Number(receipt.blockNumber), gift.block);
  });
});
