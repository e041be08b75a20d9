// award
// ├── when the caller is no admin, nothing is given, or the day's budget leaves less, it reverts
// └── it issues outside the member's caps, and says by whom and why
// deduct, setLower
// ├── when the caller is no admin, nothing is taken, or the balance is not higher, it reverts
// ├── it takes what is there at most, and says so
// └── through the operator no more a day than may be awarded
// setDecay
// ├── when the caller is no admin, or it is out of bounds, it reverts
// └── it holds, and can be ended
// decay
// ├── when there is none, the list is too long, or the community is paused, it reverts
// ├── it takes its part from who is registered and idle for so long, once in 7 days
// └── it passes over others
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, encodeFunctionData, getAddress } from 'viem';
import { createCommunity } from '../support/deploy.ts';
import { caps, TOKEN, UNIT } from '../support/figures.ts';
import { deployMilestones, reason } from '../support/milestones.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const world = await connection.networkHelpers.loadFixture(deployMilestones);
  const { earnings, token, actors, by, asMember } = world;
  const award = (amount: bigint, member: Address = actors.alice, caller: Address = actors.admin) =>
    earnings.write.award([token.address, member, amount, reason], by(caller));
  const deduct = (amount: bigint, member: Address = actors.alice, caller: Address = actors.admin) =>
    earnings.write.deduct([token.address, member, amount, reason], by(caller));
  const setLower = (balance: bigint, caller: Address = actors.admin) =>
    earnings.write.setLower([token.address, actors.alice, balance, reason], by(caller));
  const throughOperator = (functionName: 'award' | 'deduct' | 'setLower', amount: bigint) =>
    asMember(
      actors.admin,
      earnings.address,
      encodeFunctionData({ abi: earnings.abi, functionName, args: [token.address, actors.alice, amount, reason] }),
    );
  return { ...world, award, deduct, setLower, throughOperator };
};
const budget = (BigInt(caps.communityDay) * UNIT) / 10n;

describe('Earnings.award', () => {
  it('reverts for who is no admin, and for nothing', async () => {
    const { earnings, token, actors, award } = await setUp();
    const call = award(1n, actors.alice, actors.mallory);
    await assertions.revertWithCustomErrorWithArgs(call, earnings, 'EarningsNotAdmin', [
      getAddress(token.address),
      getAddress(actors.mallory),
    ]);
    await assertions.revertWithCustomError(award(0n), earnings, 'EarningsNothing');
  });

  it('reverts beyond the admin’s budget of the day, parts of a unit as whole', async () => {
    const { earnings, actors, award, set, at } = await setUp();
    await award(budget - 2n * UNIT + 1n);
    await assertions.revertWithCustomErrorWithArgs(award(UNIT + 1n), earnings, 'EarningsAwardBudget', [UNIT]);
    await award(UNIT);
    await assertions.revertWithCustomErrorWithArgs(award(1n), earnings, 'EarningsAwardBudget', [0n]);
    await award(1n, actors.alice, actors.owner);
    await set({ awardBudget: 3n });
    await assertions.revertWithCustomErrorWithArgs(award(1n), earnings, 'EarningsAwardBudget', [0n]);
    await at(1);
    await assertions.revertWithCustomErrorWithArgs(award(4n * UNIT), earnings, 'EarningsAwardBudget', [3n * UNIT]);
    await award(3n * UNIT);
  });

  it('issues outside the member’s caps, and says by whom and why', async () => {
    const { earnings, token, actors, award, balance } = await setUp();
    const amount = 600n * TOKEN;
    await assertions.emitWithArgs(award(amount), earnings, 'Awarded', [
      getAddress(token.address),
      getAddress(actors.alice),
      amount,
      getAddress(actors.admin),
      reason,
    ]);
    const { earnedToday, lifetimeEarned } = await token.read.standingOf([actors.alice]);
    assert.deepEqual([await balance(), earnedToday, lifetimeEarned], [amount, 0n, amount]);
  });
});

describe('Earnings.deduct', () => {
  it('reverts for who is no admin, for nothing, and without clawback', async () => {
    const economy = await setUp();
    const { earnings, actors, by, deduct } = economy;
    await assertions.revertWithCustomError(deduct(1n, actors.alice, actors.mallory), earnings, 'EarningsNotAdmin');
    await assertions.revertWithCustomError(deduct(0n), earnings, 'EarningsNothing');
    const other = await createCommunity(economy);
    const call = earnings.write.deduct([other.address, actors.alice, 1n, reason], by(actors.owner));
    await assertions.revertWithCustomError(call, other, 'TokenNoClawback');
  });

  it('takes what is there at most, and says so', async () => {
    const { earnings, token, actors, fund, deduct, balance } = await setUp();
    await fund(actors.alice, 10n);
    const told = (amount: bigint) =>
      [getAddress(token.address), getAddress(actors.alice), amount, getAddress(actors.admin), reason] as const;
    await assertions.emitWithArgs(deduct(4n * TOKEN), earnings, 'Deducted', [...told(4n * TOKEN)]);
    assert.equal(await balance(), 6n * TOKEN);
    await assertions.emitWithArgs(deduct(7n * TOKEN), earnings, 'Deducted', [...told(6n * TOKEN)]);
    assert.equal(await balance(), 0n);
  });

  it('through the operator takes no more a day than may be awarded', async () => {
    const { earnings, token, module, actors, award, deduct, throughOperator, balance } = await setUp();
    await token.write.award([actors.alice, 2n * budget], module);
    await award(TOKEN);
    await throughOperator('deduct', budget - 2n * TOKEN);
    const call = throughOperator('deduct', TOKEN + 1n);
    await assertions.revertWithCustomErrorWithArgs(call, earnings, 'EarningsAwardBudget', [TOKEN]);
    const had = await balance();
    const lower = throughOperator('setLower', had - TOKEN - 1n);
    await assertions.revertWithCustomErrorWithArgs(lower, earnings, 'EarningsAwardBudget', [TOKEN]);
    await throughOperator('setLower', had - TOKEN);
    // An own wallet is not bound by it.
    await deduct(budget);
    await assertions.revertWithCustomErrorWithArgs(award(1n), earnings, 'EarningsAwardBudget', [0n]);
  });
});

describe('Earnings.setLower', () => {
  it('reverts for who is no admin, and where the balance is not higher', async () => {
    const { earnings, actors, fund, setLower } = await setUp();
    await fund(actors.alice, 10n);
    // Whether or not there was anything to take.
    for (const balance of [1n, 10n * TOKEN])
      await assertions.revertWithCustomError(setLower(balance, actors.mallory), earnings, 'EarningsNotAdmin');
    await assertions.revertWithCustomErrorWithArgs(setLower(10n * TOKEN), earnings, 'EarningsNotLower', [10n * TOKEN]);
  });

  it('leaves as much', async () => {
    const { earnings, token, actors, fund, setLower, balance } = await setUp();
    await fund(actors.alice, 10n);
    await assertions.emitWithArgs(setLower(3n * TOKEN), earnings, 'Deducted', [
      getAddress(token.address),
      getAddress(actors.alice),
      7n * TOKEN,
      getAddress(actors.admin),
      reason,
    ]);
    assert.equal(await balance(), 3n * TOKEN);
  });
});

describe('Earnings.setDecay', () => {
  const decay = { bps: 1_000, idleWeeks: 2 };

  it('reverts for who is no admin, out of bounds, and without clawback', async () => {
    const economy = await setUp();
    const { earnings, token, actors, by } = economy;
    const set = (changes: Partial<typeof decay>, caller = actors.admin, of = token.address) =>
      earnings.write.setDecay([of, { ...decay, ...changes }], by(caller));
    await assertions.revertWithCustomError(set({}, actors.mallory), earnings, 'EarningsNotAdmin');
    for (const [field, figure] of [
      ['bps', 5_001],
      ['idleWeeks', 0],
      ['idleWeeks', 5],
    ] as const)
      await assertions.revertWithCustomErrorWithArgs(set({ [field]: figure }), earnings, 'EarningsBadDecay', [field]);
    const other = await createCommunity(economy);
    const taking = set({}, actors.owner, other.address);
    await assertions.revertWithCustomErrorWithArgs(taking, earnings, 'EarningsBadDecay', ['clawback']);
    await set({ bps: 0, idleWeeks: 0 }, actors.owner, other.address);
    await set({ bps: 5_000, idleWeeks: 4 });
  });

  it('holds and is told', async () => {
    const { earnings, token, actors, by } = await setUp();
    const call = earnings.write.setDecay([token.address, decay], by(actors.admin));
    await assertions.emitWithArgs(call, earnings, 'DecaySet', [getAddress(token.address), decay]);
    assert.deepEqual(await earnings.read.decayOf([token.address]), decay);
  });
});

describe('Earnings.decay', () => {
  const idle = async () => {
    const world = await setUp();
    const { earnings, token, actors, by, active, fund } = world;
    await earnings.write.setDecay([token.address, { bps: 1_000, idleWeeks: 2 }], by(actors.admin));
    await active(actors.alice, actors.bob);
    await fund(actors.alice, 100n);
    await fund(actors.bob, 100n);
    await fund(actors.carol, 100n);
    const decay = (...members: Address[]) => earnings.write.decay([token.address, members], by(actors.mallory));
    return { ...world, decay };
  };

  it('takes as many as a list may have', async () => {
    const { actors, decay, at, balance } = await idle();
    await at(14);
    await decay(...Array<Address>(99).fill(actors.bob), actors.alice);
    assert.equal(await balance(actors.alice), 90n * TOKEN);
  });

  it('reverts where there is none, and for too many', async () => {
    const { earnings, token, actors, by, decay } = await idle();
    const many = decay(...Array<Address>(101).fill(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(many, earnings, 'EarningsTooMany', [100n]);
    await earnings.write.setDecay([token.address, { bps: 0, idleWeeks: 0 }], by(actors.admin));
    await assertions.revertWithCustomError(decay(actors.alice), earnings, 'EarningsNothing');
  });

  it('reverts while paused, when nobody can be active', async () => {
    const { earnings, token, registry, actors, at, decay, balance } = await idle();
    await at(14);
    await token.write.setPaused([true], registry);
    await assertions.revertWithCustomError(decay(actors.alice), earnings, 'EarningsPaused');
    await token.write.setPaused([false], registry);
    await decay(actors.alice);
    assert.equal(await balance(), 90n * TOKEN);
  });

  it('takes its part from the first day after so many idle weeks, once in 7 days', async () => {
    const { earnings, token, actors, at, decay, balance } = await idle();
    await at(13);
    await decay(actors.alice);
    assert.equal(await balance(), 100n * TOKEN);
    await at(14);
    const call = decay(actors.alice, actors.alice);
    await assertions.emitWithArgs(call, earnings, 'Decayed', [
      getAddress(token.address),
      getAddress(actors.alice),
      10n * TOKEN,
    ]);
    assert.equal(await balance(), 90n * TOKEN);
    await at(20);
    await decay(actors.alice);
    assert.equal(await balance(), 90n * TOKEN);
    await at(21);
    await decay(actors.alice);
    assert.equal(await balance(), 81n * TOKEN);
  });

  it('passes over who is active today for the first time in long', async () => {
    const { actors, at, active, decay, balance } = await idle();
    await at(30);
    await active(actors.bob);
    await at(30);
    const before = await balance(actors.bob);
    await decay(actors.bob);
    assert.equal(await balance(actors.bob), before);
  });

  it('passes over who was active, and who is not registered', async () => {
    const { actors, at, active, decay, balance } = await idle();
    await at(5);
    await active(actors.bob);
    await at(18);
    await decay(actors.bob, actors.carol);
    assert.deepEqual([await balance(actors.bob), await balance(actors.carol)], [100n * TOKEN, 100n * TOKEN]);
    await at(19);
    await decay(actors.bob);
    assert.equal(await balance(actors.bob), 90n * TOKEN);
  });
});
