// claw
// ├── when the caller is no module, or the community gave the right up, it reverts
// ├── it takes no more than is there, off the supply too, also while paused, and makes room under the supply cap
// └── it takes nothing from what is or was a module
// suspend
// ├── when the caller is no module, or the member is or was one, it reverts
// ├── until then reports pay nothing, though they count; a daily claim reverts and is not used up
// ├── from then on the member earns as before, and a lifted suspension leaves no trace
// ├── a ban also stops every module's moves and burns of the member's tokens, but no plain transfer and no refund
// └── it outlives days, weeks and earnings of others
// countOutflow
// ├── when the caller is no module, the token is paused, or the member is banned, it reverts
// └── it counts against both ceilings as a move does
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { createCommunity, DAY, deployEconomy, NOON } from '../support/deploy.ts';
import { report, TOKEN, UNIT } from '../support/figures.ts';
import { asModule } from '../support/module.ts';

const BANNED = 2 ** 48 - 1;
const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, actors, earnings } = economy;
  const module = await asModule(economy);
  // Less than makes silver, which would multiply what follows.
  await token.write.award([actors.alice, 50n * TOKEN], module);
  const suspend = (until: number, member = actors.alice) => token.write.suspend([member, until], module);
  const balance = () => token.read.balanceOf([actors.alice]);
  const claim = () => earnings.write.claimDaily([token.address], { account: actors.alice });
  return { ...economy, module, suspend, balance, claim };
};

describe('Token.claw', () => {
  const withClawback = async () => {
    const economy = await setUp();
    const token = await createCommunity(economy, { clawback: true, supplyCap: 100n * TOKEN });
    await token.write.award([economy.actors.alice, 100n * TOKEN], economy.module);
    const claw = (amount: bigint, member = economy.actors.alice) => token.write.claw([member, amount], economy.module);
    return { ...economy, token, claw };
  };

  it('reverts for who is no module, and where the community gave the right up', async () => {
    const { token, module, actors } = await setUp();
    const stranger = token.write.claw([actors.alice, 1n], { account: actors.owner });
    await assertions.revertWithCustomErrorWithArgs(stranger, token, 'TokenNotModule', [getAddress(actors.owner)]);
    await assertions.revertWithCustomError(token.write.claw([actors.alice, 1n], module), token, 'TokenNoClawback');
  });

  it('takes no more than is there, also while paused', async () => {
    const { token, communities, actors, module, claw } = await withClawback();
    await communities.write.pause([token.address], { account: actors.owner });
    const alice = getAddress(actors.alice);
    await assertions.emitWithArgs(claw(30n * TOKEN), token, 'Transfer', [alice, zeroAddress, 30n * TOKEN]);
    const { result } = await token.simulate.claw([alice, 71n * TOKEN], module);
    assert.equal(result, 70n * TOKEN);
    await claw(71n * TOKEN);
    assert.deepEqual([await token.read.balanceOf([alice]), await token.read.totalSupply()], [0n, 0n]);
    assert.equal(await token.read.issuable(), 100n * TOKEN);
    assert.equal((await token.read.standingOf([alice])).lifetimeEarned, 100n * TOKEN);
  });

  it('takes nothing from what is or was a module', async () => {
    const { token, communities, actors, module, gifts, claw } = await withClawback();
    await token.write.move([actors.alice, gifts.address, TOKEN, false], module);
    await claw(TOKEN, gifts.address);
    await communities.write.disableModule([token.address, gifts.address], { account: actors.owner });
    await claw(TOKEN, gifts.address);
    assert.equal(await token.read.balanceOf([gifts.address]), TOKEN);
    assert.equal((await token.simulate.claw([gifts.address, TOKEN], module)).result, 0n);
  });
});

describe('Token.suspend', () => {
  it('reverts for who is no module, and for modules', async () => {
    const { token, communities, gifts, actors, suspend } = await setUp();
    const call = token.write.suspend([actors.alice, 1], { account: actors.owner });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenNotModule', [getAddress(actors.owner)]);
    await communities.write.disableModule([token.address, gifts.address], { account: actors.owner });
    const module = getAddress(gifts.address);
    await assertions.revertWithCustomErrorWithArgs(suspend(1, module), token, 'TokenIsModule', [module]);
  });

  it('pays reports nothing, though they count, and keeps the daily claim for later', async () => {
    const { token, actors, settle, suspend, balance, claim } = await setUp();
    const until = NOON + 3_600;
    await assertions.emitWithArgs(suspend(until), token, 'SuspensionSet', [getAddress(actors.alice), until]);
    await settle(report(actors.alice, { message: 3 }), report(actors.bob, { message: 3 }));
    assert.equal(await balance(), 50n * TOKEN);
    assert.equal(await token.read.balanceOf([actors.bob]), 3n * TOKEN);
    const [lifetime] = await token.read.countsOf([actors.alice]);
    assert.equal(lifetime[0], 3);
    assert.equal((await token.read.standingOf([actors.alice])).activeDays, 1);
    await assertions.revertWithCustomErrorWithArgs(claim(), token, 'TokenSuspended', [BigInt(until)]);
    await time.increaseTo(until);
    await claim();
    assert.equal(await balance(), 60n * TOKEN);
  });

  it('ends by itself to the second, and by lifting', async () => {
    const { token, actors, settle, suspend, balance } = await setUp();
    const until = NOON + 3_600;
    await suspend(until);
    await time.setNextBlockTimestamp(until - 1);
    await settle(report(actors.alice, { message: 1 }));
    assert.equal(await balance(), 50n * TOKEN);
    await time.setNextBlockTimestamp(until);
    await settle(report(actors.alice, { message: 1 }));
    assert.equal(await balance(), 51n * TOKEN);
    await suspend(until + DAY);
    await suspend(0);
    await settle(report(actors.alice, { message: 1 }));
    assert.equal(await balance(), 52n * TOKEN);
    assert.equal(await token.read.suspendedUntil([actors.alice]), 0);
  });

  it('pays a bonus nothing', async () => {
    const { token, actors, module, suspend, balance } = await setUp();
    await suspend(NOON + DAY);
    await token.write.earn([actors.alice, TOKEN], module);
    assert.equal(await balance(), 50n * TOKEN);
  });

  it('leaves what the member has to the member: a suspended one may spend', async () => {
    const { token, actors, module, suspend } = await setUp();
    await suspend(NOON + DAY);
    await token.write.move([actors.alice, actors.bob, TOKEN, false], module);
    await token.write.burn([actors.alice, TOKEN, true], module);
    assert.equal(await token.read.balanceOf([actors.alice]), 48n * TOKEN);
  });

  it('as a ban stops modules, but no transfer and no refund', async () => {
    const { token, actors, module, suspend, settle, balance } = await setUp();
    const alice = getAddress(actors.alice);
    await token.write.burn([alice, 5n * TOKEN, true], module);
    await suspend(BANNED);
    for (const call of [
      token.write.move([alice, actors.bob, 1n, false], module),
      token.write.move([alice, actors.bob, 1n, true], module),
      token.write.burn([alice, 1n, false], module),
      token.write.burn([alice, 1n, true], module),
      token.write.countOutflow([alice, 1n], module),
    ])
      await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenBanned', [alice]);
    await token.write.refund([alice, 5n * TOKEN], module);
    await token.write.transfer([actors.bob, TOKEN], { account: alice });
    await time.increaseTo(NOON + 400 * DAY);
    await settle(report(alice, { message: 9 }));
    assert.equal(await balance(), 49n * TOKEN);
    await suspend(0);
    await settle(report(alice, { message: 1 }));
    await token.write.move([alice, actors.bob, TOKEN, false], module);
    assert.equal(await balance(), 49n * TOKEN);
  });
});

describe('Token.countOutflow', () => {
  it('reverts for who is no module, and while paused', async () => {
    const { token, communities, actors, module } = await setUp();
    const stranger = token.write.countOutflow([actors.alice, 1n], { account: actors.owner });
    await assertions.revertWithCustomErrorWithArgs(stranger, token, 'TokenNotModule', [getAddress(actors.owner)]);
    await communities.write.pause([token.address], { account: actors.pauser });
    const call = token.write.countOutflow([actors.alice, 1n], module);
    await assertions.revertWithCustomError(call, token, 'TokenPaused');
  });

  it('counts against both ceilings, parts of a unit as whole', async () => {
    const { token, actors, module } = await setUp();
    const outflow = (amount: bigint, member = actors.alice) => token.write.countOutflow([member, amount], module);
    await outflow(499n * TOKEN + 1n);
    const left = TOKEN - UNIT;
    await assertions.revertWithCustomErrorWithArgs(outflow(left + 1n), token, 'TokenCommunityCeiling', [left]);
    await outflow(left);
    const { custodialOutflow, balance } = await token.read.standingOf([actors.alice]);
    assert.deepEqual([custodialOutflow, balance], [500n * TOKEN, 50n * TOKEN]);
    assert.equal((await token.read.today())[1], 500n * TOKEN);
    await token.write.award([actors.carol, 20_000n * TOKEN], module);
    await assertions.revertWithCustomErrorWithArgs(outflow(1n), token, 'TokenMemberCeiling', [0n]);
    await outflow(1n, actors.bob);
  });
});
