// claimDaily
// ├── when the caller is no module, or the token is paused, it reverts
// ├── when the member has claimed today it reverts with the moment the next day starts, to the last second of the day
// ├── it pays the reward times streak, tier and season, clipped to all caps, down to nothing
// ├── it marks the day as active and claimed, also where activity came before
// └── it returns the streak
//     ├── that grows with every day claimed or active
//     ├── that a missed day ends, where no grace is given or fewer than six active days came before
//     ├── that a missed day after six active ones does not end, and the missed day counts
//     └── that stays at 32
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { deployEconomy } from '../support/deploy.ts';
import { caps, rates, report, TOKEN, UNIT } from '../support/figures.ts';
import { asModule, asRegistry } from '../support/module.ts';
import { at, moment } from '../support/time.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { token, actors } = economy;
  const module = await asModule(economy);
  const claim = (changed: Partial<typeof rates> = {}) =>
    token.write.claimDaily([actors.alice, { ...rates, ...changed }], module);
  /** Claims on that day; returns base units paid and the streak. */
  const claimOn = async (day: number, changed: Partial<typeof rates> = {}) => {
    await connection.networkHelpers.time.increaseTo(moment(day) - 1);
    const { result } = await token.simulate.claimDaily([actors.alice, { ...rates, ...changed }], module);
    await claim(changed);
    return { paid: result[0], streak: result[1] };
  };
  const standing = () => token.read.standingOf([actors.alice]);
  return { ...economy, module, claim, claimOn, standing };
};

describe('Token.claimDaily', () => {
  it('reverts for who is no module', async () => {
    const { token, actors } = await setUp();
    const call = token.write.claimDaily([actors.alice, rates], { account: actors.alice });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenNotModule', [actors.alice]);
  });

  it('reverts while paused', async () => {
    const { token, communities, actors, claim } = await setUp();
    await communities.write.pause([token.address], { account: actors.pauser });
    await assertions.revertWithCustomError(claim(), token, 'TokenPaused');
  });

  it('takes the tier from the balance where the community says so: who spent is paid less', async () => {
    const economy = await setUp();
    const { token, module, actors, claimOn } = economy;
    await token.write.setCaps([{ ...caps, tierByBalance: true }], await asRegistry(economy));
    await token.write.earn([actors.alice, 99n * TOKEN], module);
    assert.equal((await claimOn(1)).paid, 10n * TOKEN);
    assert.equal((await claimOn(2)).paid, 11n * TOKEN);
    await token.write.move([actors.alice, actors.bob, 21n * TOKEN, false], module);
    // 10 x 1.1 (3 days) as bronze.
    assert.equal((await claimOn(3)).paid, 11n * TOKEN);
  });

  it('reverts a second time to the last second of the day, and not in the next', async () => {
    const { token, claim } = await setUp();
    await at(connection, 1, 0);
    await claim();
    await at(connection, 1, 86_399);
    await assertions.revertWithCustomErrorWithArgs(claim(), token, 'TokenAlreadyClaimed', [BigInt(moment(2, 0))]);
    await at(connection, 2, 0);
    await claim();
  });

  it('pays the reward times streak, tier and season', async () => {
    const { claimOn, standing } = await setUp();
    assert.deepEqual(await claimOn(0), { paid: 10n * TOKEN, streak: 1n });
    assert.deepEqual(await claimOn(1), { paid: 10n * TOKEN, streak: 2n });
    assert.deepEqual(await claimOn(2, { seasonBps: 20_000 }), { paid: 22n * TOKEN, streak: 3n });
    assert.equal((await standing()).balance, 42n * TOKEN);
  });

  it('pays what the caps leave, down to nothing, and the day is claimed all the same', async () => {
    const economy = await setUp();
    const registry = await asRegistry(economy);
    await economy.token.write.setCaps([{ ...caps, memberDay: 14_000 }], registry);
    await economy.settle(report(economy.actors.alice, { message: 10 }));
    assert.deepEqual(await economy.claimOn(0), { paid: 4n * TOKEN, streak: 1n });
    await economy.token.write.setCaps([{ ...caps, communityDay: 1 }], registry);
    assert.deepEqual(await economy.claimOn(1), { paid: UNIT, streak: 2n });
    await economy.token.write.setCaps([{ ...caps, memberWeek: 1 }], registry);
    assert.deepEqual(await economy.claimOn(2), { paid: 0n, streak: 3n });
    assert.equal((await economy.standing()).claimedToday, true);
  });

  it('marks the day as active and claimed, beside activity', async () => {
    const { settle, actors, claimOn, standing } = await setUp();
    await settle(report(actors.alice, { message: 3 }));
    assert.equal((await standing()).claimedToday, false);
    await claimOn(0);
    const { claimedToday, activeDays, earnedToday } = await standing();
    assert.deepEqual(
      { claimedToday, activeDays, earnedToday },
      { claimedToday: true, activeDays: 1, earnedToday: 13n * TOKEN },
    );
  });

  it('counts days of activity in the streak', async () => {
    const { settle, actors, claimOn } = await setUp();
    await claimOn(0);
    await at(connection, 1);
    await settle(report(actors.alice, { message: 1 }));
    assert.equal((await claimOn(2)).streak, 3n);
  });

  it('ends a streak with a missed day that is not forgiven', async () => {
    const { claimOn } = await setUp();
    for (const day of [0, 1, 2, 3, 4]) await claimOn(day);
    assert.equal((await claimOn(6)).streak, 1n);
  });

  it('forgives a missed day after six active ones, and counts it', async () => {
    const { claimOn } = await setUp();
    for (const day of [0, 1, 2, 3, 4, 5]) await claimOn(day);
    assert.equal((await claimOn(7)).streak, 8n);
    // The forgiven day is no active one: the six days before the next gap must really have been active.
    assert.equal((await claimOn(9)).streak, 1n);
  });

  it('forgives none where one of the six before it was missed', async () => {
    for (const hole of [0, 1, 2, 3, 4, 5]) {
      const { claimOn } = await setUp();
      for (const day of [0, 1, 2, 3, 4, 5]) if (day !== hole) await claimOn(day);
      assert.equal((await claimOn(7)).streak, 1n, `day ${hole}`);
    }
  });

  it('forgives a day where five before it are remembered, since the sixth is too old to be', async () => {
    const { claimOn } = await setUp();
    let streak = 0n;
    for (let day = 0; day <= 32; day++) if (day !== 6) streak = (await claimOn(day)).streak;
    assert.equal(streak, 32n);
  });

  it('forgives nothing without grace, nor two days', async () => {
    const { claimOn } = await setUp();
    for (const day of [0, 1, 2, 3, 4, 5]) await claimOn(day);
    assert.equal((await claimOn(7, { grace: false })).streak, 1n);
    for (const day of [8, 9, 10, 11, 12]) await claimOn(day);
    assert.equal((await claimOn(15)).streak, 1n);
  });

  it('lets the streak stay at 32', async () => {
    const { claimOn } = await setUp();
    let last = { paid: 0n, streak: 0n };
    for (let day = 0; day < 35; day++) {
      last = await claimOn(day, { tierBps: rates.streakBps });
      assert.equal(last.streak, BigInt(Math.min(day + 1, 32)));
    }
  });

  it('forgets a member’s days after 32', async () => {
    const { claimOn, standing } = await setUp();
    for (const day of [0, 1, 2]) await claimOn(day);
    assert.equal((await claimOn(40)).streak, 1n);
    assert.equal((await standing()).activeDays, 1);
    assert.equal((await claimOn(40 + 400)).streak, 1n);
  });
});
