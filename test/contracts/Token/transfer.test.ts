// transfer
// ├── when the token is closed or paused it reverts
// ├── when the receiver is the zero address, the balance too small, or the receiver would hold too much, it reverts
// ├── it moves all, part and nothing, each with a Transfer, also to oneself
// └── it takes no standing along
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { createCommunity, deployEconomy } from '../support/deploy.ts';
import { TOKEN } from '../support/figures.ts';
import { asModule } from '../support/module.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, actors } = economy;
  const module = await asModule(economy);
  await token.write.earn([actors.alice, 100n * TOKEN], module);
  const by = { account: actors.alice };
  const balances = () => Promise.all([actors.alice, actors.bob].map((member) => token.read.balanceOf([member])));
  return { ...economy, module, by, balances };
};

describe('Token.transfer', () => {
  it('reverts on a closed token', async () => {
    const economy = await setUp();
    const { actors, module, by } = economy;
    const token = await createCommunity(economy, { closed: true });
    await token.write.earn([actors.alice, TOKEN], module);
    await assertions.revertWithCustomError(token.write.transfer([actors.bob, 1n], by), token, 'TokenClosed');
  });

  it('reverts while paused', async () => {
    const { token, communities, actors, by } = await setUp();
    await communities.write.pause([token.address], { account: actors.pauser });
    await assertions.revertWithCustomError(token.write.transfer([actors.bob, 1n], by), token, 'TokenPaused');
  });

  it('reverts to the zero address', async () => {
    const { token, by } = await setUp();
    const call = token.write.transfer([zeroAddress, 1n], by);
    await assertions.revertWithCustomErrorWithArgs(call, token, 'ERC20InvalidReceiver', [zeroAddress]);
  });

  it('reverts above the balance', async () => {
    const { token, actors, by } = await setUp();
    for (const amount of [100n * TOKEN + 1n, 2n ** 96n, 2n ** 256n - 1n]) {
      await assertions.revertWithCustomErrorWithArgs(
        token.write.transfer([actors.bob, amount], by),
        token,
        'ERC20InsufficientBalance',
        [getAddress(actors.alice), 100n * TOKEN, amount],
      );
    }
  });

  it('reverts where the receiver would hold too much', async () => {
    const economy = await setUp();
    const { actors, module, by } = economy;
    const token = await createCommunity(economy, { maxBalance: 10n * TOKEN });
    await token.write.earn([actors.alice, 10n * TOKEN], module);
    await token.write.transfer([actors.bob, 10n * TOKEN], by);
    await token.write.earn([actors.alice, TOKEN], module);
    const call = token.write.transfer([actors.bob, 1n], by);
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenMaxBalance', [
      getAddress(actors.bob),
      10n * TOKEN,
    ]);
  });

  it('moves part, all and nothing', async () => {
    const { token, actors, by, balances } = await setUp();
    const parties = [getAddress(actors.alice), getAddress(actors.bob)] as const;
    for (const [amount, left] of [
      [1n, 100n * TOKEN - 1n],
      [100n * TOKEN - 1n, 0n],
      [0n, 0n],
    ] as const) {
      const sent = token.write.transfer([actors.bob, amount], by);
      await assertions.emitWithArgs(sent, token, 'Transfer', [...parties, amount]);
      assert.deepEqual(await balances(), [left, 100n * TOKEN - left]);
    }
    assert.equal(await token.read.totalSupply(), 100n * TOKEN);
  });

  it('answers true', async () => {
    const { token, actors, by } = await setUp();
    assert.equal((await token.simulate.transfer([actors.bob, 1n], by)).result, true);
  });

  it('moves to oneself without a trace', async () => {
    const { token, actors, by, balances } = await setUp();
    await token.write.transfer([actors.alice, 100n * TOKEN], by);
    assert.deepEqual(await balances(), [100n * TOKEN, 0n]);
  });

  it('takes no standing along', async () => {
    const { token, actors, by } = await setUp();
    await token.write.transfer([actors.bob, 100n * TOKEN], by);
    assert.equal((await token.read.standingOf([actors.alice])).lifetimeEarned, 100n * TOKEN);
    assert.equal((await token.read.standingOf([actors.bob])).lifetimeEarned, 0n);
  });
});
