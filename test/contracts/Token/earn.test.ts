// earn
// ├── when the caller is no module, the token is paused or the member is the zero address, it reverts
// ├── it pays whole units without multipliers, clipped to the member's and the community's caps
// ├── it pays nothing, without a Transfer, where nothing is left or less than a unit is asked for
// ├── it survives the greatest number
// └── it makes no day active, and raises the tier
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { deployEconomy } from '../support/deploy.ts';
import { caps, report, TOKEN, UNIT } from '../support/figures.ts';
import { asModule, asRegistry } from '../support/module.ts';
import { at } from '../support/time.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, actors } = economy;
  const module = await asModule(economy);
  const earn = (amount: bigint) => token.write.earn([actors.alice, amount], module);
  const wouldEarn = async (amount: bigint) => (await token.simulate.earn([actors.alice, amount], module)).result;
  const standing = () => token.read.standingOf([actors.alice]);
  return { ...economy, module, earn, wouldEarn, standing };
};

describe('Token.earn', () => {
  it('reverts for who is no module', async () => {
    const { token, actors } = await setUp();
    const call = token.write.earn([actors.alice, TOKEN], { account: actors.owner });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenNotModule', [actors.owner]);
  });

  it('reverts while paused', async () => {
    const { token, communities, actors, earn } = await setUp();
    await communities.write.pause([token.address], { account: actors.pauser });
    await assertions.revertWithCustomError(earn(TOKEN), token, 'TokenPaused');
  });

  it('reverts for the zero address', async () => {
    const { token, module } = await setUp();
    const call = token.write.earn([zeroAddress, TOKEN], module);
    await assertions.revertWithCustomErrorWithArgs(call, token, 'ERC20InvalidReceiver', [zeroAddress]);
  });

  it('pays whole units, whatever multiplies activity', async () => {
    const { settle, actors, earn, standing } = await setUp();
    for (const day of [0, 1, 2]) {
      await at(connection, day);
      await settle(report(actors.alice, { message: 1 }));
    }
    const { balance } = await standing();
    await earn(5n * TOKEN + UNIT - 1n);
    assert.equal((await standing()).balance, balance + 5n * TOKEN);
  });

  it('pays the same after a month’s streak, and in every tier', async () => {
    const { token, settle, module, actors, wouldEarn, standing } = await setUp();
    for (let day = 0; day < 30; day++) {
      await at(connection, day);
      await settle(report(actors.alice, { joinRoom: day === 29 ? 2 : 1 }));
    }
    assert.equal((await standing()).streak, 30n);
    for (const [tier, more] of [
      [1, 1n],
      [2, 500n],
      [3, 1_000n],
    ] as const) {
      await token.write.award([actors.alice, more * TOKEN], module);
      assert.equal((await standing()).tier, tier);
      assert.equal(await wouldEarn(5n * TOKEN), 5n * TOKEN);
    }
  });

  it('is clipped to the member’s and the community’s caps', async () => {
    const economy = await setUp();
    const registry = await asRegistry(economy);
    assert.equal(await economy.wouldEarn(501n * TOKEN), 500n * TOKEN);
    await economy.token.write.setCaps([{ ...caps, communityDay: 7 }], registry);
    assert.equal(await economy.wouldEarn(501n * TOKEN), 7n * UNIT);
    await economy.token.write.setCaps([{ ...caps, memberWeek: 9_000 }], registry);
    assert.equal(await economy.wouldEarn(2n ** 256n - 1n), 9n * TOKEN);
  });

  it('pays nothing, without a Transfer, where nothing is left', async () => {
    const { earn, wouldEarn, client } = await setUp();
    assert.equal(await wouldEarn(UNIT - 1n), 0n);
    await earn(500n * TOKEN);
    assert.equal(await wouldEarn(TOKEN), 0n);
    const { logs } = await client.public.getTransactionReceipt({ hash: await earn(TOKEN) });
    assert.deepEqual(logs, []);
  });

  it('makes no day active', async () => {
    const { settle, actors, earn, standing } = await setUp();
    await settle(report(actors.alice, { message: 1 }));
    await at(connection, 1);
    await earn(TOKEN);
    assert.equal((await standing()).activeDays, 2);
    assert.equal((await standing()).streak, 1n);
  });

  it('says that a tier was reached', async () => {
    const { token, actors, earn } = await setUp();
    await assertions.emitWithArgs(earn(100n * TOKEN), token, 'TierReached', [getAddress(actors.alice), 1]);
  });
});
