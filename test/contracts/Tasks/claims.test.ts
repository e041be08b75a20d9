// claimTask
// ├── when the task is unknown, ended, full or one's own, or it is paused, it reverts
// ├── when the caller is banned, has as many open, or had this one, it reverts
// ├── when unlimited slots' creator cannot pay for another, or the operator that promised it no longer speaks for them, it reverts
// └── it takes a slot and bears the terms of the day
// submitTask
// ├── when it is unknown, another's, in no state for it, past its deadline, or a proof is missing, it reverts
// └── it waits for review, also again after a rejection
// abandonTask
// ├── when it is another's or decided, it reverts
// └── the slot is free, for the same member too
// expireTask
// ├── when it waits for review, is decided, has no deadline or is before it, it reverts
// └── the slot is free, but not for the same member
// a freed slot
// └── of other terms than the task's goes back instead
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress } from 'viem';
import { TOKEN } from '../support/figures.ts';
import { deployTasks, HOUR, proof, State, terms, UNLIMITED } from '../support/tasks.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { setCode, time } = connection.networkHelpers;
const FOREVER = 2 ** 48 - 1;
const setUp = () => connection.networkHelpers.loadFixture(deployTasks);

describe('Tasks.claimTask', () => {
  it('reverts for what is unknown, ended, full or one’s own, and while paused', async () => {
    const { tasks, actors, create, claim, cancel, pause, taskOf } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(claim(1n), tasks, 'TasksUnknown', [1n]);
    await create({ slots: 1 });
    await assertions.revertWithCustomError(claim(1n, actors.alice), tasks, 'TasksOwnTask');
    await claim(1n);
    await assertions.revertWithCustomErrorWithArgs(claim(1n, actors.carol), tasks, 'TasksNoSlot', [1n]);
    await create();
    await cancel(2n);
    await assertions.revertWithCustomErrorWithArgs(claim(2n), tasks, 'TasksClosed', [2n, 0n]);
    await create();
    const { expiresAt } = await taskOf(3n);
    await time.setNextBlockTimestamp(expiresAt - 1);
    await claim(3n);
    await assertions.revertWithCustomErrorWithArgs(claim(3n, actors.carol), tasks, 'TasksClosed', [
      3n,
      BigInt(expiresAt),
    ]);
    await create();
    await pause();
    await assertions.revertWithCustomError(claim(4n), tasks, 'TasksPaused');
  });

  it('reverts for who is banned, and lets who is suspended', async () => {
    const { tasks, token, module, actors, create, claim } = await setUp();
    await create();
    await token.write.suspend([actors.bob, 2 ** 48 - 1], module);
    await assertions.revertWithCustomErrorWithArgs(claim(1n), tasks, 'TasksBanned', [getAddress(actors.bob)]);
    await token.write.suspend([actors.bob, 2 ** 48 - 2], module);
    await claim(1n);
  });

  it('reverts beyond ten open', async () => {
    const { tasks, token, actors, create, claim, submitted, review, abandon } = await setUp();
    for (let task = 1n; task <= 12n; task++) await create({ reward: 1n, slots: 1 });
    for (let task = 1n; task <= 10n; task++) await claim(task);
    await assertions.revertWithCustomErrorWithArgs(claim(11n), tasks, 'TasksTooManyOpen', [10n]);
    assert.equal(await tasks.read.openClaimsOf([token.address, actors.bob]), 10n);
    await abandon(3n);
    const number = await submitted(11n);
    await review(number, true);
    await claim(12n);
    assert.equal(await tasks.read.openClaimsOf([token.address, actors.bob]), 10n);
  });

  it('reverts for who has it open or has done it, unless it may be repeated', async () => {
    const { tasks, create, claim, submit, submitted, review } = await setUp();
    await create({ slots: 3 });
    await claim(1n);
    await assertions.revertWithCustomErrorWithArgs(claim(1n), tasks, 'TasksNotAgain', [1n]);
    await submit(1n);
    await review(1n, true);
    await assertions.revertWithCustomErrorWithArgs(claim(1n), tasks, 'TasksNotAgain', [1n]);
    await create({ slots: 2, repeatable: true });
    const number = await submitted(2n);
    await assertions.revertWithCustomErrorWithArgs(claim(2n), tasks, 'TasksNotAgain', [2n]);
    await review(number, true);
    await claim(2n);
  });

  it('reverts where the creator of an unlimited one cannot pay for another', async () => {
    const { token, actors, create, claim, escrow } = await setUp();
    await create({ reward: 60n * TOKEN, slots: UNLIMITED });
    await claim(1n);
    assert.equal(await escrow(), 60n * TOKEN);
    await assertions.revertWithCustomErrorWithArgs(claim(1n, actors.carol), token, 'ERC20InsufficientBalance', [
      getAddress(actors.alice),
      40n * TOKEN,
      60n * TOKEN,
    ]);
  });

  for (const [what, issued] of [
    ['a member', false],
    ['an admin who issues', true],
  ] as const) {
    it(`takes nothing more of unlimited slots once the operator’s word for ${what} no longer binds`, async () => {
      const { tasks, actors, createAs, editAs, claim, operator, taskOf } = await setUp();
      const creator = issued ? actors.admin : actors.alice;
      await createAs(creator, { slots: UNLIMITED, reward: TOKEN }, issued);
      await operator.write.set([4, 0]);
      const renew = () => editAs(creator, 1n, { slots: UNLIMITED, reward: TOKEN });
      const refused = () =>
        assertions.revertWithCustomErrorWithArgs(claim(1n, actors.mallory), tasks, 'TasksNotBinding', [
          1n,
          getAddress(creator),
        ]);
      await refused();
      await renew();
      await claim(1n, actors.bob);
      await operator.write.set([5, 0]);
      await refused();
      await operator.write.set([4, FOREVER]);
      await refused();
      await operator.write.set([4, 0]);
      await claim(1n, actors.carol);
      // As a graduated account: it bears code.
      await setCode(creator, '0xfe');
      await refused();
      assert.equal((await taskOf(1n)).openClaims, 2);
    });
  }

  it('asks nobody about what was put up at creation, or by the creator’s own hand', async () => {
    const { actors, create, createAs, claim, operator, taskOf } = await setUp();
    await createAs(actors.alice, { slots: 1, reward: TOKEN });
    await create({ slots: UNLIMITED, reward: TOKEN });
    await operator.write.set([9, FOREVER]);
    await claim(1n);
    await claim(2n);
    assert.deepEqual([(await taskOf(1n)).openClaims, (await taskOf(2n)).openClaims], [1, 1]);
  });

  it('takes a slot and bears the terms of the day', async () => {
    const { tasks, token, actors, by, issue, taskOf, claimOf } = await setUp();
    await issue({ reviewers: 2 });
    const start = (await time.latest()) + 10;
    await time.setNextBlockTimestamp(start);
    const call = tasks.write.claimTask([token.address, 1n], by(actors.bob));
    const [of, bob, deadline] = [getAddress(token.address), getAddress(actors.bob), start + 24 * HOUR];
    await assertions.emitWithArgs(call, tasks, 'TaskClaimed', [of, 1n, bob, 1n, deadline]);
    assert.deepEqual(await claimOf(1n), {
      ...{ claimant: bob, state: State.claimed, reviewers: 2, proofRequired: true, escalated: false },
      ...{ approvals: 0, rejections: 0, round: 0, task: 1n, reward: 10n * TOKEN, deadline, submittedAt: 0 },
      ...{ roleHash: terms.roleHash, proofHash: `0x${'00'.repeat(32)}` },
    });
    const { left, openClaims } = await taskOf(1n);
    assert.deepEqual([left, openClaims], [1, 1]);
  });
});

describe('Tasks.submitTask', () => {
  it('reverts for what is unknown, another’s, or in no state for it', async () => {
    const { tasks, actors, create, claim, submit, abandon } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(submit(1n), tasks, 'TasksUnknownClaim', [1n]);
    await create();
    await claim(1n);
    await assertions.revertWithCustomErrorWithArgs(submit(1n, actors.carol), tasks, 'TasksNotClaimant', [
      1n,
      getAddress(actors.carol),
    ]);
    await submit(1n);
    await assertions.revertWithCustomErrorWithArgs(submit(1n), tasks, 'TasksBadState', [1n, State.submitted]);
    await abandon(1n);
    await assertions.revertWithCustomErrorWithArgs(submit(1n), tasks, 'TasksBadState', [1n, State.abandoned]);
  });

  it('reverts past the deadline, and not at it', async () => {
    const { tasks, create, claim, submit, claimOf, actors } = await setUp();
    await create();
    await claim(1n);
    await claim(1n, actors.carol);
    const [first, second] = [(await claimOf(1n)).deadline, (await claimOf(2n)).deadline];
    await time.setNextBlockTimestamp(first);
    await submit(1n);
    await time.setNextBlockTimestamp(second + 1);
    await assertions.revertWithCustomErrorWithArgs(submit(2n, actors.carol), tasks, 'TasksPastDeadline', [
      BigInt(second),
    ]);
  });

  it('reverts without a proof where one is asked for', async () => {
    const { tasks, create, claim, submit, none, actors } = await setUp();
    await create();
    await create({ proofRequired: false });
    await claim(1n);
    await claim(2n);
    await assertions.revertWithCustomError(submit(1n, actors.bob, none), tasks, 'TasksProofRequired');
    await submit(2n, actors.bob, none);
  });

  it('waits for review, also again after a rejection', async () => {
    const { tasks, token, create, claim, submit, review, claimOf } = await setUp();
    await create();
    await claim(1n);
    const of = getAddress(token.address);
    await assertions.emitWithArgs(submit(1n), tasks, 'TaskSubmitted', [of, 1n, 1n, 1n, proof]);
    await review(1n, false);
    await assertions.emitWithArgs(submit(1n), tasks, 'TaskSubmitted', [of, 1n, 1n, 2n, proof]);
    const { state, round, proofHash, rejections, submittedAt } = await claimOf(1n);
    assert.deepEqual([state, round, proofHash, rejections], [State.submitted, 2, proof, 0]);
    assert.equal(submittedAt, await time.latest());
  });
});

describe('Tasks.abandonTask', () => {
  it('reverts for what is another’s or decided', async () => {
    const { tasks, actors, create, submitted, review, abandon } = await setUp();
    await create();
    const number = await submitted(1n);
    const call = abandon(number, actors.carol);
    await assertions.revertWithCustomErrorWithArgs(call, tasks, 'TasksNotClaimant', [number, getAddress(actors.carol)]);
    await review(number, true);
    await assertions.revertWithCustomErrorWithArgs(abandon(number), tasks, 'TasksBadState', [number, State.accepted]);
  });

  it('frees the slot, for the same member too, in every state before a decision', async () => {
    const { tasks, token, create, claim, submit, review, abandon, taskOf, claimOf, escrow } = await setUp();
    await create({ slots: 1 });
    const of = getAddress(token.address);
    await claim(1n);
    await assertions.emitWithArgs(abandon(1n), tasks, 'TaskFreed', [of, 1n, 1n, true]);
    await claim(1n);
    await submit(2n);
    await abandon(2n);
    await claim(1n);
    await submit(3n);
    await review(3n, false);
    await abandon(3n);
    const { left, openClaims, expired } = await taskOf(1n);
    assert.deepEqual([left, openClaims, expired, await escrow()], [1, 0, 0, 10n * TOKEN]);
    assert.equal((await claimOf(3n)).state, State.abandoned);
  });
});

describe('Tasks.expireTask', () => {
  it('reverts for what is unknown, waits, is decided, or is not past its deadline', async () => {
    const { tasks, create, claim, submit, review, expire, claimOf } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(expire(1n), tasks, 'TasksUnknownClaim', [1n]);
    await create();
    await claim(1n);
    const { deadline } = await claimOf(1n);
    await submit(1n);
    await time.setNextBlockTimestamp(deadline + 100);
    await assertions.revertWithCustomErrorWithArgs(expire(1n), tasks, 'TasksBadState', [1n, State.submitted]);
    await review(1n, true);
    await assertions.revertWithCustomErrorWithArgs(expire(1n), tasks, 'TasksBadState', [1n, State.accepted]);
    await create({ hours_: 0 });
    await claim(2n);
    await assertions.revertWithCustomErrorWithArgs(expire(2n), tasks, 'TasksNoDeadline', [2n]);
  });

  it('frees the slot from the second after the deadline, but not for the same member', async () => {
    const { tasks, token, actors, create, claim, expire, claimOf, taskOf, escrow, edit } = await setUp();
    await create({ slots: 1, repeatable: true });
    await claim(1n);
    await edit(1n, { slots: 1, repeatable: true, hours_: 100 });
    const { deadline } = await claimOf(1n);
    await time.setNextBlockTimestamp(deadline);
    await assertions.revertWithCustomErrorWithArgs(expire(1n), tasks, 'TasksTooEarly', [BigInt(deadline) + 1n]);
    await time.setNextBlockTimestamp(deadline + 1);
    await assertions.emitWithArgs(expire(1n), tasks, 'TaskFreed', [getAddress(token.address), 1n, 1n, false]);
    const { left, openClaims, expired } = await taskOf(1n);
    assert.deepEqual([left, openClaims, expired, await escrow()], [1, 0, 1, 10n * TOKEN]);
    assert.equal((await claimOf(1n)).state, State.expired);
    await assertions.revertWithCustomErrorWithArgs(claim(1n), tasks, 'TasksNotAgain', [1n]);
    await claim(1n, actors.carol);
  });

  it('ends what was rejected and not handed in again', async () => {
    const { create, submitted, review, expire, claimOf } = await setUp();
    await create();
    const number = await submitted(1n);
    await review(number, false);
    await time.setNextBlockTimestamp((await claimOf(number)).deadline + 1);
    await expire(number);
    assert.equal((await claimOf(number)).state, State.expired);
  });
});

describe('A freed slot of a task', () => {
  it('goes back where the reward has changed since', async () => {
    const { actors, create, claim, edit, abandon, taskOf, escrow, balance } = await setUp();
    await create({ slots: 2 });
    await claim(1n);
    await edit(1n, { reward: 4n * TOKEN, slots: 2 });
    await abandon(1n);
    const { left, terms: now } = await taskOf(1n);
    assert.deepEqual([left, now.slots, await escrow()], [1, 1, 4n * TOKEN]);
    assert.equal(await balance(actors.alice), 96n * TOKEN);
  });

  it('goes back where slots are unlimited, to its creator or to nowhere', async () => {
    const { token, actors, create, issue, claim, abandon, taskOf, escrow, balance } = await setUp();
    await create({ slots: UNLIMITED });
    await issue({ slots: UNLIMITED });
    const supply = await token.read.totalSupply();
    await claim(1n);
    await claim(2n);
    assert.equal(await token.read.totalSupply(), supply + 10n * TOKEN);
    await abandon(1n);
    await abandon(2n);
    assert.deepEqual([await escrow(), await token.read.totalSupply()], [0n, supply]);
    assert.equal(await balance(actors.alice), 100n * TOKEN);
    for (const task of [1n, 2n]) {
      const { left, terms: now } = await taskOf(task);
      assert.deepEqual([left, now.slots], [UNLIMITED, UNLIMITED]);
    }
  });
});
