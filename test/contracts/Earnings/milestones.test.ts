// setMilestones
// └── when the caller is no admin, it reverts; else it holds and is told
// claimDaily, rolling
// └── when less than 24 hours lie between, it reverts, on another day too
// claimWeeklyStreak, claimMonthlyActive
// ├── when there is no reward, the days are not reached, or the last was too lately, it reverts
// ├── when the member is suspended, or the caps leave less, it reverts, says when it fits, and nothing is lost
// └── it pays in full, without multipliers, inside the caps
// rewardInvite
// ├── when the caller is no reporter, there is no reward, or the friend is oneself, paid for, a stranger or too new, it reverts
// └── it pays the inviter, once a friend
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { createCommunity, DAY } from '../support/deploy.ts';
import { caps, rates, report, TOKEN, UNIT } from '../support/figures.ts';
import { deployMilestones, milestones } from '../support/milestones.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = () => connection.networkHelpers.loadFixture(deployMilestones);
const week = [0, 1, 2, 3, 4, 5, 6];
const midnight = (seconds: number) => Math.floor(seconds / DAY) * DAY;

describe('Earnings.setMilestones', () => {
  it('reverts for who is no admin', async () => {
    const { earnings, token, actors, by } = await setUp();
    const call = earnings.write.setMilestones([token.address, milestones], by(actors.mallory));
    await assertions.revertWithCustomErrorWithArgs(call, earnings, 'EarningsNotAdmin', [
      getAddress(token.address),
      getAddress(actors.mallory),
    ]);
  });

  it('holds and is told', async () => {
    const { earnings, token, actors, by } = await setUp();
    const other = { weeklyStreak: 1, monthlyActive: 2, invite: 3, rolling: true, awardBudget: 4n };
    const call = earnings.write.setMilestones([token.address, other], by(actors.admin));
    await assertions.emitWithArgs(call, earnings, 'MilestonesSet', [getAddress(token.address), other]);
    assert.deepEqual(await earnings.read.milestonesOf([token.address]), other);
  });
});

describe('Earnings.claimDaily, rolling', () => {
  it('waits for 24 hours, on another day too', async () => {
    const { earnings, token, actors, by, set, start } = await setUp();
    await set({ rolling: true });
    const claim = () => earnings.write.claimDaily([token.address], by(actors.alice));
    const first = start + 11 * 3_600;
    await time.setNextBlockTimestamp(first);
    await claim();
    await time.setNextBlockTimestamp(first + DAY - 1);
    await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsTooEarly', [BigInt(first + DAY)]);
    assert.equal((await earnings.read.summaryOf([token.address, actors.alice])).nextDailyAt, BigInt(first + DAY));
    await time.setNextBlockTimestamp(first + DAY);
    await claim();
    assert.equal((await token.read.standingOf([actors.alice])).streak, 2n);
  });

  it('counts from no claim before the policy', async () => {
    const { earnings, token, actors, by, set, at } = await setUp();
    const claim = () => earnings.write.claimDaily([token.address], by(actors.alice));
    await claim();
    await set({ rolling: true });
    await at(1);
    await claim();
  });
});

describe('Earnings.claimWeeklyStreak', () => {
  const streak = async () => {
    const world = await setUp();
    await world.activeOn(world.actors.alice, week);
    const claim = (member = world.actors.alice) =>
      world.earnings.write.claimWeeklyStreak([world.token.address], world.by(member));
    return { ...world, claim };
  };

  it('reverts where there is none, and for a shorter streak', async () => {
    const { earnings, actors, set, activeOn, claim } = await streak();
    await activeOn(actors.bob, [6]);
    await assertions.revertWithCustomErrorWithArgs(claim(actors.bob), earnings, 'EarningsNotReached', [1n, 7n]);
    await set({ weeklyStreak: 0 });
    await assertions.revertWithCustomError(claim(), earnings, 'EarningsNothing');
  });

  it('pays in full, without multipliers, once in seven days', async () => {
    const { earnings, token, actors, start, activeOn, claim, balance } = await streak();
    const had = await balance();
    const [of, alice] = [getAddress(token.address), getAddress(actors.alice)];
    await assertions.emitWithArgs(claim(), earnings, 'WeeklyStreakClaimed', [of, alice, 50n * TOKEN]);
    assert.equal((await balance()) - had, 50n * TOKEN);
    const from = BigInt(midnight(start + 13 * DAY));
    await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsTooEarly', [from]);
    await activeOn(alice, [7, 8, 9, 10, 11, 12]);
    await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsTooEarly', [from]);
    await activeOn(alice, [13]);
    await claim();
    assert.equal((await balance()) - had, 100n * TOKEN);
  });

  it('waits where the member is suspended, or the caps leave less, and loses nothing', async () => {
    const { earnings, token, module, registry, actors, start, claim, at, active } = await streak();
    const until = start + 6 * DAY + 3_600;
    await token.write.suspend([actors.alice, until], module);
    await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsSuspended', [BigInt(until)]);
    await token.write.suspend([actors.alice, 0], module);
    await token.write.setCaps([{ ...caps, memberDay: 20_000 }], registry);
    await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsCapReached', [
      20n * TOKEN,
      50n * TOKEN,
      0n,
    ]);
    await token.write.setCaps([caps], registry);
    await at(7);
    await active(actors.alice);
    await claim();
  });

  it('is paid from the second at which a suspension ends', async () => {
    const { earnings, token, module, actors, start, claim, balance } = await streak();
    const [had, until] = [await balance(), start + 6 * DAY + 3_600];
    await token.write.suspend([actors.alice, until], module);
    await time.setNextBlockTimestamp(until - 1);
    await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsSuspended', [BigInt(until)]);
    await time.setNextBlockTimestamp(until);
    await claim();
    assert.equal((await balance()) - had, 50n * TOKEN);
  });

  // Each with 20 tokens earned before, so that the reward of 50 meets the cap.
  for (const [what, day, limits, left, opens] of [
    ['the day', 7, { memberDay: 69_999 }, 49_999n, 8],
    ['the day, which is as long as the reward', 7, { memberDay: 50_000 }, 30_000n, 8],
    ['the community’s day', 7, { communityDay: 69_999 }, 49_999n, 8],
    ['the week, on its Monday', 7, { memberWeek: 69_999 }, 49_999n, 14],
    ['the week, on its Wednesday', 9, { memberWeek: 69_999 }, 49_999n, 14],
    ['the week, on its Sunday', 13, { memberWeek: 69_999 }, 49_999n, 14],
    ['the day, and the week has just enough', 7, { memberDay: 50_000, memberWeek: 70_000 }, 30_000n, 8],
    ['the day, on a Sunday', 13, { memberDay: 69_999 }, 49_999n, 14],
    ['a day shorter than the reward', 7, { memberDay: 49_999 }, 29_999n, null],
    ['a week shorter than the reward', 7, { memberWeek: 49_999 }, 29_999n, null],
    ['a community’s day shorter than the reward', 7, { communityDay: 49_999 }, 29_999n, null],
    ['the community’s day alone', 7, { memberDay: 0, memberWeek: 0, communityDay: 69_999 }, 49_999n, 8],
  ] as const) {
    it(`names when it fits: ${what}`, async () => {
      const { earnings, token, module, registry, actors, start, claim, activeOn } = await streak();
      const between = (first: number, last: number) =>
        Array.from({ length: last - first + 1 }, (_, place) => first + place);
      await activeOn(actors.alice, between(7, day));
      await token.write.earn([actors.alice, 20n * TOKEN], module);
      await token.write.setCaps([{ ...caps, ...limits }], registry);
      const from = opens === null ? 0n : BigInt(midnight(start + opens * DAY));
      const values: [bigint, bigint, bigint] = [left * UNIT, 50n * TOKEN, from];
      await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsCapReached', values);
      if (opens === null) return;
      // Else the streak would end.
      await activeOn(actors.alice, between(day + 1, opens - 1));
      await time.setNextBlockTimestamp(from - 1n);
      await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsCapReached', values);
      await time.setNextBlockTimestamp(from);
      await claim();
    });
  }

  it('names tomorrow in the first seconds of a day too', async () => {
    const { earnings, token, module, registry, actors, start, claim } = await streak();
    await time.increaseTo(midnight(start + 7 * DAY));
    await token.write.earn([actors.alice, 20n * TOKEN], module);
    await token.write.setCaps([{ ...caps, memberDay: 50_000 }], registry);
    const values = [30n * TOKEN, 50n * TOKEN, BigInt(midnight(start + 8 * DAY))] as const;
    await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsCapReached', [...values]);
  });

  for (const [what, bounds, left] of [
    ['no moment where nothing more may exist', { supplyCap: 69_999n * UNIT }, 49_999n],
    ['no moment where nobody may hold more', { maxBalance: 69_999n * UNIT }, 49_999n],
    ['tomorrow where just as much may exist', { supplyCap: 70n * TOKEN }, 30_000n],
    ['tomorrow where just as much may be held', { maxBalance: 70n * TOKEN }, 30_000n],
  ] as const) {
    it(`names ${what}`, async () => {
      const economy = await streak();
      const { earnings, registry, actors, module, start, by, at } = economy;
      const tomorrow = left === 30_000n;
      const token = await createCommunity(economy, { ...bounds });
      await earnings.write.setMilestones([token.address, milestones], by(actors.owner));
      for (const day of [7, 8, 9, 10, 11, 12, 13]) {
        await at(day);
        await token.write.settle([[report(actors.alice, { moderateRoom: 1 })], rates], module);
      }
      await token.write.earn([actors.alice, 20n * TOKEN], module);
      if (tomorrow) await token.write.setCaps([{ ...caps, memberDay: 50_000 }], registry);
      const claim = () => earnings.write.claimWeeklyStreak([token.address], by(actors.alice));
      const from = tomorrow ? BigInt(midnight(start + 14 * DAY)) : 0n;
      const values: [bigint, bigint, bigint] = [left * UNIT, 50n * TOKEN, from];
      await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsCapReached', values);
      if (tomorrow) {
        await time.setNextBlockTimestamp(from);
        await claim();
        assert.equal(await token.read.balanceOf([actors.alice]), 70n * TOKEN);
        return;
      }
      await earnings.write.setMilestones([token.address, { ...milestones, weeklyStreak: 49_999 }], by(actors.owner));
      await claim();
    });
  }
});

describe('Earnings.claimMonthlyActive', () => {
  const twenty = Array.from({ length: 20 }, (_, day) => day);
  const month = async (days = twenty) => {
    const world = await setUp();
    await world.activeOn(world.actors.alice, days);
    const claim = () => world.earnings.write.claimMonthlyActive([world.token.address], world.by(world.actors.alice));
    return { ...world, claim };
  };

  it('reverts where there is none, and for fewer days of the last thirty', async () => {
    const { earnings, set, at, claim } = await month();
    await at(30);
    // The first day has left the last thirty.
    await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsNotReached', [19n, 20n]);
    await set({ monthlyActive: 0 });
    await assertions.revertWithCustomError(claim(), earnings, 'EarningsNothing');
  });

  it('pays in full, once in thirty days', async () => {
    const { earnings, token, actors, start, at, activeOn, claim, balance } = await month();
    await at(29);
    const had = await balance();
    const [of, alice] = [getAddress(token.address), getAddress(actors.alice)];
    await assertions.emitWithArgs(claim(), earnings, 'MonthlyActiveClaimed', [of, alice, 200n * TOKEN]);
    assert.equal((await balance()) - had, 200n * TOKEN);
    await activeOn(
      alice,
      Array.from({ length: 20 }, (_, day) => 38 + day),
    );
    const from = BigInt(midnight(start + 59 * DAY));
    await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsTooEarly', [from]);
    await at(59);
    await claim();
  });
});

describe('Earnings.rewardInvite', () => {
  const friends = async () => {
    const world = await setUp();
    const { earnings, token, actors, by } = world;
    const reward = (inviter = actors.alice, friend = actors.bob, caller = actors.reporter) =>
      earnings.write.rewardInvite([token.address, inviter, friend], by(caller));
    return { ...world, reward };
  };

  it('reverts for who is no reporter, where there is none, and for oneself or nobody', async () => {
    const { earnings, token, actors, set, reward } = await friends();
    await assertions.revertWithCustomErrorWithArgs(
      reward(actors.alice, actors.bob, actors.owner),
      earnings,
      'EarningsNotReporter',
      [getAddress(token.address), getAddress(actors.owner)],
    );
    for (const inviter of [actors.bob, zeroAddress])
      await assertions.revertWithCustomErrorWithArgs(reward(inviter), earnings, 'EarningsBadInvite', [
        getAddress(inviter),
        getAddress(actors.bob),
      ]);
    await set({ invite: 0 });
    await assertions.revertWithCustomError(reward(), earnings, 'EarningsNothing');
  });

  it('reverts for a stranger, and for who was active on two days', async () => {
    const { earnings, actors, activeOn, reward } = await friends();
    await assertions.revertWithCustomErrorWithArgs(reward(), earnings, 'EarningsNotRegistered', [
      getAddress(actors.bob),
    ]);
    await activeOn(actors.bob, [0, 5]);
    await assertions.revertWithCustomErrorWithArgs(reward(), earnings, 'EarningsNotReached', [2n, 3n]);
  });

  it('pays the inviter, once a friend, whoever says to have brought them', async () => {
    const { earnings, token, actors, activeOn, reward, balance } = await friends();
    await activeOn(actors.bob, [0, 5, 9]);
    const [of, alice, bob] = [getAddress(token.address), getAddress(actors.alice), getAddress(actors.bob)];
    await assertions.emitWithArgs(reward(), earnings, 'InviteRewarded', [of, alice, bob, 75n * TOKEN]);
    assert.deepEqual([await balance(alice), await earnings.read.invitedBy([of, bob])], [75n * TOKEN, alice]);
    for (const inviter of [alice, actors.carol])
      await assertions.revertWithCustomErrorWithArgs(reward(inviter), earnings, 'EarningsInvited', [bob, alice]);
  });

  it('waits where the caps leave less', async () => {
    const { earnings, token, registry, actors, activeOn, reward } = await friends();
    await activeOn(actors.bob, [0, 1, 2]);
    await token.write.setCaps([{ ...caps, memberWeek: 74_999 }], registry);
    await assertions.revertWithCustomErrorWithArgs(reward(), earnings, 'EarningsCapReached', [
      74_999n * UNIT,
      75n * TOKEN,
      0n,
    ]);
    await token.write.setCaps([caps], registry);
    await reward();
  });
});
