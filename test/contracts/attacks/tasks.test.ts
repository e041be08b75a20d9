// Somebody wants to be paid for no work, to get work for no pay, or to lock away what another put up.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress } from 'viem';
import { DAY } from '../support/deploy.ts';
import { Role, TOKEN } from '../support/figures.ts';
import { deployTasks, HOUR, proof, State, UNLIMITED } from '../support/tasks.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = () => connection.networkHelpers.loadFixture(deployTasks);
const NOTICE = 7 * DAY;

describe('Colluding reviewers', () => {
  it('cannot vote for their own work, not even once it is escalated', async () => {
    const { tasks, judge, second, issue, submitted, review, escalate, claimOf } = await setUp();
    await issue({ reviewers: 2, hours_: 0 });
    for (const [number, claimant, friend] of [
      [1n, judge, second],
      [2n, second, judge],
    ] as const) {
      assert.equal(await submitted(1n, claimant), number);
      await review(number, true, friend);
      const refused: [bigint, Address] = [number, getAddress(claimant)];
      await assertions.revertWithCustomErrorWithArgs(
        review(number, true, claimant),
        tasks,
        'TasksNotReviewer',
        refused,
      );
      await time.increase(3 * DAY);
      await escalate(number, claimant);
      await assertions.revertWithCustomErrorWithArgs(
        review(number, true, claimant),
        tasks,
        'TasksNotReviewer',
        refused,
      );
      await assertions.revertWithCustomErrorWithArgs(review(number, true, friend), tasks, 'TasksNotReviewer', [
        number,
        getAddress(friend),
      ]);
      assert.equal((await claimOf(number)).state, State.submitted);
    }
  });

  it('count once each, whatever they voted first', async () => {
    const { tasks, judge, issue, submitted, review, claimOf } = await setUp();
    await issue({ reviewers: 2 });
    const number = await submitted(1n);
    await review(number, false, judge);
    for (const accept of [true, false])
      await assertions.revertWithCustomErrorWithArgs(review(number, accept, judge), tasks, 'TasksReviewed', [
        number,
        getAddress(judge),
      ]);
    const { approvals, rejections, state } = await claimOf(number);
    assert.deepEqual([approvals, rejections, state], [0, 1, State.submitted]);
  });

  it('have no vote from the moment their role is gone, and none left over for work handed in again', async () => {
    const { tasks, token, actors, judge, second, communities, by, issue, submitted, submit, review, claimOf } =
      await setUp();
    await issue({ reviewers: 2 });
    const number = await submitted(1n);
    await communities.write.revokeRoles([token.address, judge, Role.moderator], by(actors.owner));
    await assertions.revertWithCustomErrorWithArgs(review(number, true, judge), tasks, 'TasksNotReviewer', [
      number,
      getAddress(judge),
    ]);
    await review(number, true, second);
    await review(number, false, actors.admin);
    await review(number, false, actors.owner);
    await submit(number);
    // The approval of the first submission is none of the second.
    await review(number, true, second);
    assert.deepEqual([(await claimOf(number)).approvals, (await claimOf(number)).state], [1, State.submitted]);
  });

  it('pass no standing to and fro between friends', async () => {
    const { token, actors, module, create, submitted, review } = await setUp();
    const lifetime = async (member: Address) => (await token.read.standingOf([member])).lifetimeEarned;
    await token.write.award([actors.bob, TOKEN], module);
    const before = [await lifetime(actors.alice), await lifetime(actors.bob)];
    for (let round = 0; round < 3; round++) {
      for (const [creator, claimant] of [
        [actors.alice, actors.bob],
        [actors.bob, actors.alice],
      ] as const) {
        const task = await create({ slots: 1, reward: 10n * TOKEN }, { creator });
        await review(await submitted(task, claimant), true, creator);
      }
    }
    assert.deepEqual([await lifetime(actors.alice), await lifetime(actors.bob)], before);
  });
});

describe('A creator who wants work for nothing', () => {
  it('takes nothing back by cancelling after it was handed in', async () => {
    const { tasks, actors, create, cancel, submitted, review, escalate, judge, balance, escrow } = await setUp();
    await create();
    const number = await submitted(1n);
    await cancel(1n);
    assert.deepEqual([await balance(actors.alice), await escrow()], [90n * TOKEN, 10n * TOKEN]);
    await assertions.revertWithCustomErrorWithArgs(cancel(1n), tasks, 'TasksClosed', [1n, 0n]);
    await time.increase(3 * DAY);
    await escalate(number);
    await review(number, true, judge);
    assert.deepEqual([await balance(actors.bob), await escrow()], [10n * TOKEN, 0n]);
  });

  it('pays the reward, asks for the reviewers, and leaves the time, that stood when it was claimed', async () => {
    const { actors, create, edit, claim, submit, review, claimOf, balance } = await setUp();
    await create({ proofRequired: false });
    const number = await claim(1n);
    const { deadline } = await claimOf(number);
    await edit(1n, { reward: 1n, hours_: 1, proofRequired: true });
    await time.setNextBlockTimestamp(deadline);
    await submit(number, actors.bob, `0x${'00'.repeat(32)}`);
    await review(number, true);
    assert.equal(await balance(actors.bob), 10n * TOKEN);
  });

  it('gains nothing by dissolving the reviewers: an admin still decides', async () => {
    const { token, actors, judge, second, communities, by, issue, submitted, escalate, review, balance } =
      await setUp();
    await issue({ reviewers: 5 });
    const number = await submitted(1n);
    for (const account of [judge, second])
      await communities.write.revokeRoles([token.address, account, Role.moderator], by(actors.owner));
    await time.increase(3 * DAY);
    await escalate(number);
    await review(number, true, actors.admin);
    assert.equal(await balance(actors.bob), 10n * TOKEN);
  });

  it('cannot let a submission lapse by silence', async () => {
    const { tasks, create, submitted, expire, claimOf } = await setUp();
    await create({ hours_: 1 });
    const number = await submitted(1n);
    await time.increase(400 * DAY);
    await assertions.revertWithCustomErrorWithArgs(expire(number), tasks, 'TasksBadState', [number, State.submitted]);
    assert.equal((await claimOf(number)).proofHash, proof);
  });
});

describe('A claimant who wants to lock away what another put up', () => {
  it('holds no reward for ever where there is no deadline: cancelling sets one', async () => {
    const { tasks, actors, create, claim, cancel, expire, submit, balance, escrow, claimOf } = await setUp();
    await create({ slots: UNLIMITED, hours_: 0 });
    const puppets = [actors.bob, actors.carol, actors.mallory];
    for (const puppet of puppets) await claim(1n, puppet);
    assert.deepEqual([await balance(actors.alice), await escrow()], [70n * TOKEN, 30n * TOKEN]);
    await time.increase(400 * DAY);
    await assertions.revertWithCustomErrorWithArgs(expire(1n), tasks, 'TasksNoDeadline', [1n]);
    await cancel(1n);
    const deadline = BigInt((await time.latest()) + NOTICE);
    await time.setNextBlockTimestamp(deadline);
    await assertions.revertWithCustomErrorWithArgs(expire(1n), tasks, 'TasksTooEarly', [deadline + 1n]);
    await time.setNextBlockTimestamp(deadline + 1n);
    await assertions.revertWithCustomErrorWithArgs(submit(1n), tasks, 'TasksPastDeadline', [deadline]);
    for (const number of [1n, 2n, 3n]) await expire(number);
    assert.deepEqual([await balance(actors.alice), await escrow()], [100n * TOKEN, 0n]);
    assert.equal((await claimOf(3n)).state, State.expired);
  });

  it('has the whole notice to hand in, also where the time had run out long before somebody cancelled', async () => {
    const { actors, create, edit, claim, cancel, submit, review, balance } = await setUp();
    await create({ hours_: 0 });
    await claim(1n);
    await edit(1n, { hours_: 1 });
    await time.increase(30 * DAY);
    await cancel(1n, actors.mallory);
    await time.setNextBlockTimestamp((await time.latest()) + NOTICE);
    await submit(1n);
    await review(1n, true);
    assert.equal(await balance(actors.bob), 10n * TOKEN);
  });

  it('gets a day more for three rejections, not for ever', async () => {
    const { tasks, actors, create, cancel, submitted, submit, review, expire, claimOf, balance, escrow } =
      await setUp();
    await create({ hours_: 1, slots: 1 });
    const number = await submitted(1n);
    for (let round = 1; round <= 3; round++) {
      await time.increase(2 * HOUR);
      await review(number, false);
      assert.equal((await claimOf(number)).deadline, (await time.latest()) + DAY);
      await submit(number);
    }
    const { deadline } = await claimOf(number);
    await time.increase(2 * DAY);
    await review(number, false);
    assert.equal((await claimOf(number)).deadline, deadline);
    await assertions.revertWithCustomErrorWithArgs(submit(number), tasks, 'TasksPastDeadline', [BigInt(deadline)]);
    await expire(number);
    await cancel(1n);
    assert.deepEqual([await balance(actors.alice), await escrow()], [100n * TOKEN, 0n]);
  });

  it('gets that day after the notice too', async () => {
    const { create, cancel, submitted, submit, review, claimOf } = await setUp();
    await create({ hours_: 0 });
    const number = await submitted(1n);
    await cancel(1n);
    await time.increase(NOTICE + DAY);
    await review(number, false);
    assert.equal((await claimOf(number)).deadline, (await time.latest()) + DAY);
    await submit(number);
  });

  it('takes a slot away once: whoever let it lapse gets none again', async () => {
    const { tasks, actors, create, edit, claim, expire, claimOf } = await setUp();
    await create({ slots: 1, hours_: 24, repeatable: true });
    await claim(1n);
    await edit(1n, { slots: 1, hours_: 100, repeatable: true });
    await time.setNextBlockTimestamp((await claimOf(1n)).deadline + 1);
    await expire(1n);
    await assertions.revertWithCustomErrorWithArgs(claim(1n), tasks, 'TasksNotAgain', [1n]);
    assert.equal(await claim(1n, actors.carol), 2n);
  });
});
