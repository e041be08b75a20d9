// award
// ├── when the caller is no module, the token is paused or the member is the zero address, it reverts
// ├── when the member is suspended or banned, it reverts and says until when
// ├── when the community's day cap, the supply cap or the greatest balance leaves less, it reverts and says how much
// ├── it issues all of it outside the member's caps, parts of a unit as a whole one of the day's issue
// ├── it counts to the lifetime earned and may raise the tier
// └── a lifetime ends where a later earning still fits
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { createCommunity, DAY, deployEconomy, NOON } from '../support/deploy.ts';
import { caps, report, TOKEN, UNIT } from '../support/figures.ts';
import { asModule, asRegistry } from '../support/module.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, actors } = economy;
  const module = await asModule(economy);
  const registry = await asRegistry(economy);
  const award = (amount: bigint, member = actors.alice) => token.write.award([member, amount], module);
  const standing = () => token.read.standingOf([actors.alice]);
  return { ...economy, module, registry, award, standing };
};

describe('Token.award', () => {
  it('reverts for who is no module', async () => {
    const { token, actors } = await setUp();
    const call = token.write.award([actors.alice, TOKEN], { account: actors.owner });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenNotModule', [getAddress(actors.owner)]);
  });

  it('reverts while paused, and for the zero address', async () => {
    const { token, communities, actors, award } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(award(1n, zeroAddress), token, 'ERC20InvalidReceiver', [
      zeroAddress,
    ]);
    await communities.write.pause([token.address], { account: actors.pauser });
    await assertions.revertWithCustomError(award(1n), token, 'TokenPaused');
  });

  it('reverts while the member is suspended, and not a second longer', async () => {
    const { token, actors, module, award } = await setUp();
    const { time } = connection.networkHelpers;
    const until = NOON + DAY;
    await token.write.suspend([actors.alice, until], module);
    await time.setNextBlockTimestamp(until - 1);
    await assertions.revertWithCustomErrorWithArgs(award(1n), token, 'TokenSuspended', [BigInt(until)]);
    await time.setNextBlockTimestamp(until);
    await award(1n);
    assert.equal(await token.read.balanceOf([actors.alice]), 1n);
  });

  it('reverts beyond the community’s day', async () => {
    const { token, award } = await setUp();
    const cap = BigInt(caps.communityDay) * UNIT;
    await award(cap - 3n * UNIT);
    await assertions.revertWithCustomErrorWithArgs(award(3n * UNIT + 1n), token, 'TokenCommunityDayCap', [3n * UNIT]);
    // Part of a unit counts as a whole one.
    await award(2n * UNIT + 1n);
    await assertions.revertWithCustomErrorWithArgs(award(1n), token, 'TokenCommunityDayCap', [0n]);
    assert.equal((await token.read.today())[0], cap);
  });

  it('says that nothing is left where the day’s cap was lowered below what was issued', async () => {
    const { token, registry, award } = await setUp();
    await award(10n * TOKEN);
    await token.write.setCaps([{ ...caps, communityDay: 1 }], registry);
    await assertions.revertWithCustomErrorWithArgs(award(1n), token, 'TokenCommunityDayCap', [0n]);
  });

  it('reverts beyond the supply cap', async () => {
    const economy = await setUp();
    const { module, actors } = economy;
    const token = await createCommunity(economy, { supplyCap: 5n * TOKEN });
    await token.write.award([actors.alice, 2n * TOKEN], module);
    const call = token.write.award([actors.alice, 3n * TOKEN + 1n], module);
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenSupplyCap', [3n * TOKEN]);
    await token.write.award([actors.alice, 3n * TOKEN], module);
    assert.deepEqual([await token.read.totalSupply(), await token.read.issuable()], [5n * TOKEN, 0n]);
  });

  it('reverts beyond the greatest balance, but for a module', async () => {
    const economy = await setUp();
    const { module, actors } = economy;
    const token = await createCommunity(economy, { maxBalance: 5n * TOKEN });
    const call = token.write.award([actors.alice, 5n * TOKEN + 1n], module);
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenMaxBalance', [
      getAddress(actors.alice),
      5n * TOKEN,
    ]);
    await token.write.award([module.account, 6n * TOKEN], module);
    assert.equal(await token.read.balanceOf([module.account]), 6n * TOKEN);
  });

  it('issues all of it, whatever the member has earned today and this week', async () => {
    const { token, actors, award, standing, registry } = await setUp();
    await token.write.setCaps([{ ...caps, memberDay: 1_000, memberWeek: 1_000 }], registry);
    const call = award(7n * TOKEN + 5n);
    await assertions.emitWithArgs(call, token, 'Transfer', [zeroAddress, getAddress(actors.alice), 7n * TOKEN + 5n]);
    const { balance, earnedToday, earnedThisWeek, lifetimeEarned, activeDays } = await standing();
    assert.deepEqual([balance, earnedToday, earnedThisWeek], [7n * TOKEN + 5n, 0n, 0n]);
    assert.deepEqual([lifetimeEarned, activeDays], [7n * TOKEN, 0]);
    assert.equal((await token.read.today())[0], 7n * TOKEN + UNIT);
    assert.equal(await token.read.totalSupply(), 7n * TOKEN + 5n);
  });

  it('raises the tier, once', async () => {
    const { token, actors, award, standing } = await setUp();
    await award(BigInt(caps.gold) * UNIT - UNIT);
    assert.equal((await standing()).tier, 1);
    await assertions.emitWithArgs(award(UNIT), token, 'TierReached', [getAddress(actors.alice), 2]);
    const { logs } = await connection.viem
      .getPublicClient()
      .then(async (client) => client.getTransactionReceipt({ hash: await award(UNIT) }));
    assert.equal(logs.length, 1);
  });

  it('ends a lifetime where later earnings still fit', async () => {
    const economy = await setUp();
    const { token, registry, award, standing, settle, actors } = economy;
    await token.write.setCaps([{ ...caps, memberDay: 0, memberWeek: 0, communityDay: 2 ** 48 - 1 }], registry);
    // 2^46 units and some are more than a lifetime takes by awards.
    await award((2n ** 46n - 5n) * UNIT);
    await award(9n * UNIT);
    assert.equal((await standing()).lifetimeEarned, 2n ** 46n * UNIT);
    await award(UNIT);
    assert.equal((await standing()).lifetimeEarned, 2n ** 46n * UNIT);
    await settle(report(actors.alice, { message: 1 }));
    const { lifetimeEarned, earnedToday } = await standing();
    assert.equal(lifetimeEarned - 2n ** 46n * UNIT, earnedToday);
    assert.equal(await token.read.suspendedUntil([actors.alice]), 0);
  });
});
