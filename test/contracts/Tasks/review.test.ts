// reviewTask
// ├── when the claim is unknown or waits for no review, or the caller may not review it, it reverts
// ├── when the caller has voted on this submission, or would pay while paused, it reverts
// ├── a member's task is reviewed by that member alone, an issued one by the staff
// ├── as many as the terms ask for accept, and it pays in the same transaction, once
// ├── as many reject, and it may be handed in again, for a day at least
// └── what a member pays counts to nobody's lifetime, what was issued does
// escalateTask
// ├── when it is another's, waits for no review, was escalated, or is too early, it reverts
// ├── an admin alone then decides what was issued, any of the staff what a member pays
// └── it ends with the submission
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress } from 'viem';
import { DAY } from '../support/deploy.ts';
import { Role, TOKEN } from '../support/figures.ts';
import { deployTasks, reason, State, terms } from '../support/tasks.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = () => connection.networkHelpers.loadFixture(deployTasks);

describe('Tasks.reviewTask', () => {
  it('reverts for what is unknown or waits for no review', async () => {
    const { tasks, create, claim, submit, review } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(review(1n, true), tasks, 'TasksUnknownClaim', [1n]);
    await create();
    await claim(1n);
    await assertions.revertWithCustomErrorWithArgs(review(1n, true), tasks, 'TasksBadState', [1n, State.claimed]);
    await submit(1n);
    await review(1n, true);
    // Paid once: nothing is left to accept.
    await assertions.revertWithCustomErrorWithArgs(review(1n, true), tasks, 'TasksBadState', [1n, State.accepted]);
  });

  it('is the creator’s alone where a member pays', async () => {
    const { tasks, actors, judge, create, submitted, review } = await setUp();
    await create();
    const number = await submitted(1n);
    for (const reviewer of [actors.bob, actors.admin, actors.owner, judge, actors.mallory])
      await assertions.revertWithCustomErrorWithArgs(review(number, true, reviewer), tasks, 'TasksNotReviewer', [
        number,
        getAddress(reviewer),
      ]);
    await review(number, true, actors.alice);
  });

  it('is the staff’s where the reward was issued, and nobody’s own', async () => {
    const { tasks, actors, judge, second, issue, submitted, review, claimOf } = await setUp();
    await issue({ reviewers: 3 });
    const number = await submitted(1n, judge);
    for (const reviewer of [judge, actors.mallory, actors.alice])
      await assertions.revertWithCustomErrorWithArgs(review(number, true, reviewer), tasks, 'TasksNotReviewer', [
        number,
        getAddress(reviewer),
      ]);
    for (const reviewer of [second, actors.admin, actors.owner]) await review(number, true, reviewer);
    assert.equal((await claimOf(number)).state, State.accepted);
  });

  it('counts nobody twice, and nobody who is no reviewer any more', async () => {
    const { tasks, communities, token, actors, by, judge, second, issue, submitted, review, claimOf } = await setUp();
    await issue({ reviewers: 2 });
    const number = await submitted(1n);
    await review(number, true, judge);
    for (const accept of [true, false])
      await assertions.revertWithCustomErrorWithArgs(review(number, accept, judge), tasks, 'TasksReviewed', [
        number,
        getAddress(judge),
      ]);
    await communities.write.revokeRoles([token.address, second, Role.moderator], by(actors.owner));
    await assertions.revertWithCustomError(review(number, true, second), tasks, 'TasksNotReviewer');
    assert.equal((await claimOf(number)).state, State.submitted);
  });

  it('lets no payment through while paused, but a rejection', async () => {
    const { tasks, create, submitted, review, pause, claimOf } = await setUp();
    await create();
    const number = await submitted(1n);
    await pause();
    await assertions.revertWithCustomError(review(number, true), tasks, 'TasksPaused');
    await review(number, false);
    assert.equal((await claimOf(number)).state, State.rejected);
  });

  it('pays with the last vote needed, and says all', async () => {
    const { tasks, token, actors, judge, second, issue, submitted, review, claimOf, taskOf, balance, escrow } =
      await setUp();
    await issue({ reviewers: 2 });
    const number = await submitted(1n);
    const [of, bob] = [getAddress(token.address), getAddress(actors.bob)];
    await assertions.emitWithArgs(review(number, true, judge), tasks, 'TaskReviewed', [
      of,
      number,
      getAddress(judge),
      true,
      1n,
      reason,
    ]);
    assert.equal(await balance(bob), 0n);
    const last = review(number, true, second);
    await assertions.emitWithArgs(last, tasks, 'TaskAccepted', [of, 1n, bob, number, 10n * TOKEN, terms.roleHash]);
    assert.deepEqual([await balance(bob), await escrow()], [10n * TOKEN, 10n * TOKEN]);
    const { completed, openClaims, left } = await taskOf(1n);
    assert.deepEqual([completed, openClaims, left, (await claimOf(number)).state], [1, 0, 1, State.accepted]);
    assert.equal(await tasks.read.completedBy([of, bob]), 1n);
    assert.equal(await tasks.read.openClaimsOf([of, bob]), 0n);
  });

  it('rejects with the last vote needed, and leaves a day to hand in again', async () => {
    const { tasks, token, judge, second, issue, submitted, review, submit, claimOf, actors } = await setUp();
    await issue({ reviewers: 2, hours_: 1 });
    const number = await submitted(1n);
    await time.increase(2 * DAY);
    await review(number, true, actors.admin);
    await review(number, false, judge);
    const at = (await time.latest()) + 10;
    await time.setNextBlockTimestamp(at);
    await assertions.emitWithArgs(review(number, false, second), tasks, 'TaskRejected', [
      getAddress(token.address),
      1n,
      number,
      at + DAY,
    ]);
    await submit(number);
    const { approvals, rejections, state } = await claimOf(number);
    assert.deepEqual([approvals, rejections, state], [0, 0, State.submitted]);
    // A new submission is voted on anew.
    await review(number, true, judge);
    await review(number, true, second);
    assert.equal((await claimOf(number)).state, State.accepted);
  });

  it('leaves a later deadline, and none, as they are', async () => {
    const { create, submitted, review, claimOf } = await setUp();
    await create({ hours_: 48 });
    await create({ hours_: 0 });
    for (const task of [1n, 2n]) {
      const number = await submitted(task);
      const { deadline } = await claimOf(number);
      await review(number, false);
      assert.equal((await claimOf(number)).deadline, deadline);
    }
  });

  it('lets what members pay count to nobody’s lifetime, and what was issued count', async () => {
    const { token, actors, judge, create, issue, submitted, review } = await setUp();
    const lifetime = async (member: Address) => (await token.read.standingOf([member])).lifetimeEarned;
    await create();
    await review(await submitted(1n), true);
    assert.equal(await lifetime(actors.bob), 0n);
    await issue();
    await review(await submitted(2n), true, judge);
    assert.equal(await lifetime(actors.bob), 10n * TOKEN);
    assert.equal((await token.read.standingOf([actors.bob])).earnedToday, 0n);
  });
});

describe('Tasks.escalateTask', () => {
  it('reverts for what is another’s, waits for no review, or is too early', async () => {
    const { tasks, actors, create, claim, submit, escalate, claimOf } = await setUp();
    await create();
    await claim(1n);
    await assertions.revertWithCustomErrorWithArgs(escalate(1n), tasks, 'TasksBadState', [1n, State.claimed]);
    await submit(1n);
    const call = escalate(1n, actors.alice);
    await assertions.revertWithCustomErrorWithArgs(call, tasks, 'TasksNotClaimant', [1n, getAddress(actors.alice)]);
    const from = (await claimOf(1n)).submittedAt + 3 * DAY;
    await time.setNextBlockTimestamp(from - 1);
    await assertions.revertWithCustomErrorWithArgs(escalate(1n), tasks, 'TasksTooEarly', [BigInt(from)]);
    await time.setNextBlockTimestamp(from);
    await escalate(1n);
    await assertions.revertWithCustomErrorWithArgs(escalate(1n), tasks, 'TasksBadState', [1n, State.submitted]);
  });

  it('lets any of the staff decide what a member pays, or the member still', async () => {
    const { tasks, token, actors, judge, create, submitted, review, escalate, balance } = await setUp();
    await create();
    const [first, second] = [await submitted(1n), await submitted(1n, actors.carol)];
    await time.increase(3 * DAY);
    const call = escalate(first);
    await assertions.emitWithArgs(call, tasks, 'TaskEscalated', [getAddress(token.address), 1n, first]);
    await escalate(second, actors.carol);
    await assertions.revertWithCustomError(review(first, true, actors.mallory), tasks, 'TasksNotReviewer');
    await review(first, true, judge);
    await review(second, true, actors.alice);
    assert.deepEqual([await balance(actors.bob), await balance(actors.carol)], [10n * TOKEN, 10n * TOKEN]);
  });

  it('lets an admin alone decide what was issued, but not their own', async () => {
    const { tasks, actors, judge, issue, submitted, review, escalate, balance } = await setUp();
    await issue({ reviewers: 5 }, actors.owner);
    const [first, own] = [await submitted(1n), await submitted(1n, actors.admin)];
    await time.increase(3 * DAY);
    await escalate(first);
    await escalate(own, actors.admin);
    await assertions.revertWithCustomError(review(first, true, judge), tasks, 'TasksNotReviewer');
    await assertions.revertWithCustomError(review(own, true, actors.admin), tasks, 'TasksNotReviewer');
    await review(first, true, actors.admin);
    assert.equal(await balance(actors.bob), 10n * TOKEN);
  });

  it('ends with the submission', async () => {
    const { tasks, judge, create, submitted, submit, review, escalate, claimOf } = await setUp();
    await create();
    const number = await submitted(1n);
    await time.increase(3 * DAY);
    await escalate(number);
    await review(number, false, judge);
    await submit(number);
    assert.equal((await claimOf(number)).escalated, false);
    await assertions.revertWithCustomError(review(number, true, judge), tasks, 'TasksNotReviewer');
  });
});
