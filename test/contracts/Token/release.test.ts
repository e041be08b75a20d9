// release
// ├── when the caller never was a module, has too little, or the receiver is the zero address, it reverts
// ├── it gives out the caller's own, also while paused, beyond the greatest balance, and once the module is disabled
// └── what is earned counts to the lifetime and may raise the tier, but not to day or week; the rest counts to nothing
// burn, of the caller's own
// └── it burns them also while paused
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { createCommunity, deployEconomy } from '../support/deploy.ts';
import { caps, TOKEN, UNIT } from '../support/figures.ts';
import { asModule } from '../support/module.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, actors } = economy;
  const module = await asModule(economy);
  await token.write.award([module.account, 200n * TOKEN], module);
  const release = (amount: bigint, earned: boolean, to = actors.alice) =>
    token.write.release([to, amount, earned], module);
  const standing = () => token.read.standingOf([actors.alice]);
  return { ...economy, module, release, standing };
};

describe('Token.release', () => {
  it('reverts for who never was a module', async () => {
    const { token, actors, release } = await setUp();
    await release(TOKEN, false);
    const call = token.write.release([actors.bob, 1n, false], { account: actors.alice });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenNotModule', [getAddress(actors.alice)]);
  });

  it('reverts for more than the caller has, and for the zero address', async () => {
    const { token, module, release } = await setUp();
    const had = 200n * TOKEN;
    await assertions.revertWithCustomErrorWithArgs(release(had + 1n, false), token, 'ERC20InsufficientBalance', [
      getAddress(module.account),
      had,
      had + 1n,
    ]);
    await assertions.revertWithCustomErrorWithArgs(release(1n, true, zeroAddress), token, 'ERC20InvalidReceiver', [
      zeroAddress,
    ]);
  });

  it('gives out the caller’s own while paused, and once the module is disabled', async () => {
    const { token, communities, module, actors, release } = await setUp();
    await communities.write.disableModule([token.address, module.account], { account: actors.owner });
    await communities.write.pause([token.address], { account: actors.pauser });
    const call = release(3n * TOKEN, false);
    const [from, to] = [getAddress(module.account), getAddress(actors.alice)];
    await assertions.emitWithArgs(call, token, 'Transfer', [from, to, 3n * TOKEN]);
    assert.equal(await token.read.balanceOf([module.account]), 197n * TOKEN);
    assert.equal(await token.read.totalSupply(), 200n * TOKEN);
  });

  it('gives beyond the greatest balance', async () => {
    const economy = await setUp();
    const { module, actors } = economy;
    const token = await createCommunity(economy, { maxBalance: TOKEN });
    await token.write.award([module.account, 2n * TOKEN], module);
    await token.write.release([actors.alice, 2n * TOKEN, false], module);
    assert.equal(await token.read.balanceOf([actors.alice]), 2n * TOKEN);
  });

  it('counts what is earned to the lifetime alone', async () => {
    const { token, actors, release, standing } = await setUp();
    await release(BigInt(caps.silver) * UNIT, false);
    assert.deepEqual([(await standing()).lifetimeEarned, (await standing()).tier], [0n, 0]);
    const call = release(BigInt(caps.silver) * UNIT, true);
    await assertions.emitWithArgs(call, token, 'TierReached', [getAddress(actors.alice), 1]);
    const { balance, lifetimeEarned, earnedToday, earnedThisWeek, tier } = await standing();
    const silver = BigInt(caps.silver) * UNIT;
    assert.deepEqual([balance, lifetimeEarned, earnedToday, earnedThisWeek, tier], [2n * silver, silver, 0n, 0n, 1]);
  });
});

describe('Token.burn, of the caller’s own', () => {
  it('burns them also while paused', async () => {
    const { token, communities, module, actors } = await setUp();
    await communities.write.pause([token.address], { account: actors.pauser });
    await token.write.burn([module.account, 50n * TOKEN, false], module);
    assert.deepEqual(
      [await token.read.balanceOf([module.account]), await token.read.totalSupply()],
      [150n * TOKEN, 150n * TOKEN],
    );
    await assertions.revertWithCustomError(token.write.burn([actors.alice, 0n, false], module), token, 'TokenPaused');
  });
});
