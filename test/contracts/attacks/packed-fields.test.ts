// Figures side by side in one word, each at its greatest: nothing runs over into its neighbour, and what does not fit is
// refused or clipped, never wrapped.
// a member's word: today, week, balance, awards at the greatest
// milestones and budgets: rewards and amounts at the greatest
// gifts: number and amount of a day at the greatest
// rates: rewards, counts and multipliers at the greatest
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, maxUint64, maxUint256, zeroHash } from 'viem';
import { DAY, deployEconomy } from '../support/deploy.ts';
import { caps, giftPolicy, pack, rates, report, TOKEN, UNIT } from '../support/figures.ts';
import { deployMilestones, reason } from '../support/milestones.ts';
import { asModule, asRegistry } from '../support/module.ts';

// A chain each: the time of one never runs back to where the other's fixture begins.
const [connection, rewarding] = [await network.create(), await network.create()];
const { assertions } = connection.viem;
const { loadFixture, time } = connection.networkHelpers;
const MAX_TODAY = 2 ** 30 - 1;
const MAX_WEEK = 2n ** 32n - 1n;
const MAX_SUPPLY = 2n ** 96n - 1n;
/** No cap but what the fields hold. */
const none = { ...caps, memberDay: 0, memberWeek: 0, communityDay: 2 ** 48 - 1 };
const all = (places: number, value: number) => Array<number>(places).fill(value);

describe('Packed fields of a member', () => {
  const setUp = async () => {
    const economy = await loadFixture(deployEconomy);
    const [module, registry] = [await asModule(economy), await asRegistry(economy)];
    await economy.token.write.setCaps([none], registry);
    return { ...economy, module };
  };

  it('today and week fill up and stay there, without a bit in their neighbours', async () => {
    const { token, actors, module } = await setUp();
    const earned: bigint[][] = [];
    for (let day = 0; day < 6; day++) {
      for (let n = 0; n < 2; n++) await token.write.earn([actors.alice, maxUint256], module);
      const { balance, earnedToday, earnedThisWeek, lifetimeEarned, claimedToday, registered, activeDays } =
        await token.read.standingOf([actors.alice]);
      earned.push([earnedToday / UNIT, earnedThisWeek / UNIT]);
      assert.deepEqual([balance, lifetimeEarned], [earnedThisWeek, earnedThisWeek]);
      assert.deepEqual([claimedToday, registered, activeDays], [false, false, 0]);
      await time.increase(DAY);
    }
    const day = BigInt(MAX_TODAY);
    const full = [1n, 2n, 3n, 4n].map((days) => [day, days * day]);
    assert.deepEqual(earned, [...full, [3n, MAX_WEEK], [0n, MAX_WEEK]]);
  });

  it('a week that is almost full takes of a report what still fits', async () => {
    const { token, actors, module } = await setUp();
    for (let day = 0; day < 4; day++) {
      await token.write.earn([actors.alice, maxUint256], module);
      await time.increase(DAY);
    }
    await token.write.settle([[report(actors.alice, { message: 1 })], { ...rates, registration: 0 }], module);
    const { earnedToday, earnedThisWeek } = await token.read.standingOf([actors.alice]);
    assert.deepEqual([earnedToday / UNIT, earnedThisWeek / UNIT], [3n, MAX_WEEK]);
  });

  it('the balance holds all that may exist, and not one more', async () => {
    const { token, actors, module } = await setUp();
    await token.write.award([actors.alice, MAX_SUPPLY], module);
    const { balance, earnedToday, earnedThisWeek, claimedToday } = await token.read.standingOf([actors.alice]);
    assert.deepEqual([balance, earnedToday, earnedThisWeek, claimedToday], [MAX_SUPPLY, 0n, 0n, false]);
    await assertions.revertWithCustomErrorWithArgs(
      token.write.award([actors.alice, 1n], module),
      token,
      'TokenSupplyCap',
      [0n],
    );
    await token.write.earn([actors.bob, TOKEN], module);
    assert.deepEqual([await token.read.balanceOf([actors.bob]), await token.read.totalSupply()], [0n, MAX_SUPPLY]);
  });

  it('rewards, counts and multipliers at their greatest pay a cap and no more', async () => {
    const { earnings, token, actors, settle } = await setUp();
    const greatest = {
      ...rates,
      rewards: pack(32n, all(8, 2 ** 32 - 1)),
      limits: pack(8n, all(8, 255)),
      streakBps: pack(16n, all(4, 65_535)),
      tierBps: pack(16n, all(4, 65_535)),
      registration: 2 ** 32 - 1,
    };
    await earnings.write.setRates([token.address, greatest], { account: actors.admin });
    await earnings.write.setWeekend([token.address, 2 ** 32 - 1], { account: actors.admin });
    await time.increase(5 * DAY);
    const counts = { message: 255, file: 255, createRoom: 255, joinRoom: 255, popular: 255, helpful: 255, media: 255 };
    await settle(report(actors.alice, { ...counts, moderateRoom: 255 }, true), report(actors.bob, { message: 1 }));
    const standing = await token.read.standingOf([actors.alice]);
    assert.deepEqual([standing.balance, standing.earnedToday], [BigInt(MAX_TODAY) * UNIT, BigInt(MAX_TODAY) * UNIT]);
    assert.deepEqual(await token.read.countsOf([actors.alice]), [all(8, 255), all(8, 255)]);
    assert.deepEqual((await token.read.countsOf([actors.bob]))[1], [1, ...all(7, 0)]);
    const { multiplierBps, left, capReached } = await earnings.read.summaryOf([token.address, actors.alice]);
    assert.equal(multiplierBps, (10_000n * 65_535n * (2n ** 32n - 1n)) / 10n ** 8n);
    assert.deepEqual([left, capReached], [0n, true]);
  });
});

describe('Packed fields of milestones and budgets', () => {
  const { assertions } = rewarding.viem;
  const setUp = async () => {
    const world = await rewarding.networkHelpers.loadFixture(deployMilestones);
    await world.token.write.setCaps([none], world.registry);
    return world;
  };

  for (const [reward, paid] of [
    [MAX_TODAY, true],
    [2 ** 32 - 1, false],
  ] as const) {
    it(`a reward of ${reward} units is ${paid ? 'paid in full' : 'more than a day holds, and refused'}`, async () => {
      const { earnings, token, actors, by, set, activeOn, balance } = await setUp();
      await set({ weeklyStreak: reward });
      await activeOn(actors.alice, [0, 1, 2, 3, 4, 5, 6]);
      const claim = earnings.write.claimWeeklyStreak([token.address], by(actors.alice));
      if (paid) {
        await claim;
        assert.equal(await balance(), BigInt(reward) * UNIT);
        return;
      }
      const values = [BigInt(MAX_TODAY) * UNIT, BigInt(reward) * UNIT, 0n] as const;
      await assertions.revertWithCustomErrorWithArgs(claim, earnings, 'EarningsCapReached', [...values]);
    });
  }

  it('milestones and decay keep every figure to its greatest', async () => {
    const { earnings, token, actors, by } = await setUp();
    const greatest = { weeklyStreak: 2 ** 32 - 1, monthlyActive: 0, invite: 2 ** 32 - 1, rolling: false };
    for (const milestones of [
      { ...greatest, awardBudget: maxUint64 },
      { weeklyStreak: 0, monthlyActive: 2 ** 32 - 1, invite: 0, rolling: true, awardBudget: 0n },
    ]) {
      await earnings.write.setMilestones([token.address, milestones], by(actors.admin));
      assert.deepEqual(await earnings.read.milestonesOf([token.address]), milestones);
    }
  });

  it('no amount passes a budget, nor a deduction a balance', async () => {
    const { earnings, token, actors, by, set, balance } = await setUp();
    await set({ awardBudget: maxUint64 });
    const award = (amount: bigint, member: Address = actors.alice) =>
      earnings.write.award([token.address, member, amount, reason], by(actors.admin));
    const left = maxUint64 * UNIT;
    for (const amount of [left + 1n, maxUint256])
      await assertions.revertWithCustomErrorWithArgs(award(amount), earnings, 'EarningsAwardBudget', [left]);
    await award(TOKEN);
    await assertions.revertWithCustomErrorWithArgs(award(left), earnings, 'EarningsAwardBudget', [left - TOKEN]);
    await earnings.write.deduct([token.address, actors.alice, maxUint256, reason], by(actors.admin));
    assert.deepEqual([await balance(), await token.read.totalSupply()], [0n, 0n]);
  });
});

describe('Packed fields of gifts', () => {
  const setUp = async () => {
    const economy = await loadFixture(deployEconomy);
    const [module, registry] = [await asModule(economy), await asRegistry(economy)];
    const { token, gifts, actors } = economy;
    await token.write.setCaps([none], registry);
    const unlimited = giftPolicy.limits[3];
    const limits = [unlimited, unlimited, unlimited, unlimited] as const;
    await gifts.write.setPolicy([token.address, { limits, bonusBps: 0, perDay: 255 }], { account: actors.owner });
    const give = (from: Address, to: Address, amount: bigint) =>
      gifts.write.gift([token.address, to, amount, zeroHash], { account: from });
    const given = (member: Address) => gifts.read.givenToday([token.address, member]);
    return { ...economy, module, give, given };
  };

  it('the day’s number stops at its greatest, and leaves the amount alone', async () => {
    const { token, gifts, actors, module, give, given } = await setUp();
    await token.write.award([actors.alice, TOKEN], module);
    for (let n = 0; n < 255; n++) await give(actors.alice, actors.bob, 1n);
    assert.deepEqual(await given(actors.alice), [255n, 255n]);
    const call = give(actors.alice, actors.bob, 1n);
    await assertions.revertWithCustomErrorWithArgs(call, gifts, 'GiftsTooMany', [255n]);
  });

  it('all that may exist, to and fro, adds up beyond 96 bits', async () => {
    const { token, actors, module, give, given } = await setUp();
    await token.write.award([actors.alice, MAX_SUPPLY], module);
    for (let n = 0; n < 3; n++) {
      await give(actors.alice, actors.bob, MAX_SUPPLY);
      await give(actors.bob, actors.alice, MAX_SUPPLY);
    }
    for (const member of [actors.alice, actors.bob]) assert.deepEqual(await given(member), [3n * MAX_SUPPLY, 3n]);
  });
});
