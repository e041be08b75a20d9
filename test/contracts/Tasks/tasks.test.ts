// setPolicy, policyOf
// ├── when the caller is no admin, it reverts
// └── figures of 0 are the defaults
// createTask
// ├── when the token is no community's, terms are out of bounds, or the caller may not create or issue, it reverts
// ├── when the creator cannot pay, the operator's ceiling or the admin's budget leaves less, or it is paused, it reverts
// └── it takes the rewards of all slots, moved or issued, but none where they are unlimited, and says all
// editTask
// ├── when it is unknown, another's, ended, of other slots than may be, or the creator is no admin any more, it reverts
// └── it takes or gives what free slots' rewards differ by, and binds new claims alone
// cancelTask
// ├── when it is unknown, ended, or the caller may not, it reverts
// └── free slots' rewards go back, also while paused, to the creator or to nowhere; open claims finish
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { DAY, MONDAY } from '../support/deploy.ts';
import { caps, Role, TOKEN, UNIT } from '../support/figures.ts';
import { deployTasks, HOUR, State, type Terms, terms, UNLIMITED } from '../support/tasks.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = () => connection.networkHelpers.loadFixture(deployTasks);
const budget = (BigInt(caps.communityDay) * UNIT) / 10n;

describe('Tasks.setPolicy', () => {
  const policy = { staffOnly: true, maxOpen: 3, reviewPeriod: 60, issueBudget: 5n };

  it('reverts for who is no admin', async () => {
    const { tasks, token, judge, by } = await setUp();
    const call = tasks.write.setPolicy([token.address, policy], by(judge));
    await assertions.revertWithCustomErrorWithArgs(call, tasks, 'TasksMissingRole', [
      getAddress(token.address),
      getAddress(judge),
      Role.admin,
    ]);
  });

  it('is told with the defaults in place of 0', async () => {
    const { tasks, token, actors, by } = await setUp();
    const defaults = { staffOnly: false, maxOpen: 10, reviewPeriod: 3 * DAY, issueBudget: budget };
    assert.deepEqual(await tasks.read.policyOf([token.address]), defaults);
    const set = (changes: Partial<typeof policy>) =>
      tasks.write.setPolicy([token.address, { ...policy, ...changes }], by(actors.admin));
    await assertions.emitWithArgs(set({}), tasks, 'TaskPolicySet', [getAddress(token.address), policy]);
    assert.deepEqual(await tasks.read.policyOf([token.address]), policy);
    await set({ staffOnly: false, maxOpen: 0, reviewPeriod: 0, issueBudget: 0n });
    assert.deepEqual(await tasks.read.policyOf([token.address]), defaults);
  });
});

describe('Tasks.createTask', () => {
  it('reverts for what is no community', async () => {
    const { tasks, actors, by } = await setUp();
    const call = tasks.write.createTask([actors.bob, terms, false], by(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(call, tasks, 'TasksNotCommunity', [getAddress(actors.bob)]);
  });

  for (const [field, wrong, issued] of [
    ['reward', { reward: 0n }, false],
    ['slots', { slots: 0 }, false],
    ['reviewers', { reviewers: 0 }, false],
    ['reviewers', { reviewers: 2 }, false],
    ['reviewers', { reviewers: 6 }, true],
  ] as [string, Partial<Terms>, boolean][]) {
    it(`reverts for a wrong ${field}: ${Object.values(wrong)}${issued ? ', issued' : ''}`, async () => {
      const { tasks, actors, create } = await setUp();
      const call = create(wrong, { issued, creator: actors.admin });
      await assertions.revertWithCustomErrorWithArgs(call, tasks, 'TasksBadTerms', [field]);
    });
  }

  it('reverts for members where only staff may, and lets staff', async () => {
    const { tasks, token, module, actors, by, judge, create } = await setUp();
    const policy = { staffOnly: true, maxOpen: 0, reviewPeriod: 0, issueBudget: 0n };
    await tasks.write.setPolicy([token.address, policy], by(actors.admin));
    await assertions.revertWithCustomError(create(), tasks, 'TasksStaffOnly');
    await token.write.award([judge, 20n * TOKEN], module);
    await create({}, { creator: judge });
  });

  it('reverts for who may not have rewards issued', async () => {
    const { tasks, token, issue, judge } = await setUp();
    // Unlimited ones issue nothing yet, and are no member's to announce all the same.
    for (const slots of [2, UNLIMITED])
      await assertions.revertWithCustomErrorWithArgs(issue({ slots }, judge), tasks, 'TasksMissingRole', [
        getAddress(token.address),
        getAddress(judge),
        Role.admin,
      ]);
  });

  it('reverts where the creator cannot pay, and while paused', async () => {
    const { token, actors, create, pause } = await setUp();
    const call = create({ slots: 11 });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'ERC20InsufficientBalance', [
      getAddress(actors.alice),
      100n * TOKEN,
      110n * TOKEN,
    ]);
    await pause();
    await assertions.revertWithCustomError(create(), token, 'TokenPaused');
  });

  it('counts against the ceiling what the operator puts up, at once or with each claim', async () => {
    const { communities, token, tasks, actors, by, createAs, claim, taskOf } = await setUp();
    await communities.write.setCeiling([token.address, 25n * TOKEN], by(actors.alice));
    const call = createAs(actors.alice, { slots: 3 });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenMemberCeiling', [25n * TOKEN]);
    await createAs(actors.alice, { slots: UNLIMITED });
    assert.equal((await taskOf(1n)).epoch, 1);
    await claim(1n, actors.bob);
    await claim(1n, actors.carol);
    await assertions.revertWithCustomErrorWithArgs(claim(1n, actors.mallory), token, 'TokenMemberCeiling', [
      5n * TOKEN,
    ]);
    assert.equal(await tasks.read.escrowOf([token.address]), 20n * TOKEN);
  });

  it('issues no more than the admin’s budget a day', async () => {
    const { tasks, token, actors, by, issue } = await setUp();
    await issue({ reward: budget / 2n - TOKEN, slots: 2 });
    const call = issue({ reward: 2n * TOKEN + 1n, slots: 1 });
    await assertions.revertWithCustomErrorWithArgs(call, tasks, 'TasksIssueBudget', [2n * TOKEN]);
    await issue({ reward: 2n * TOKEN, slots: 1 });
    await assertions.revertWithCustomErrorWithArgs(issue(), tasks, 'TasksIssueBudget', [0n]);
    await issue({}, actors.owner);
    const policy = { staffOnly: false, maxOpen: 0, reviewPeriod: 0, issueBudget: 1n };
    await tasks.write.setPolicy([token.address, policy], by(actors.owner));
    await assertions.revertWithCustomErrorWithArgs(issue(), tasks, 'TasksIssueBudget', [0n]);
    await tasks.write.setPolicy([token.address, { ...policy, issueBudget: 0n }], by(actors.owner));
    await time.increase(DAY);
    await issue();
  });

  it('counts the admin’s budget by days of UTC, to the second', async () => {
    const { tasks, issue } = await setUp();
    await time.increaseTo(MONDAY + DAY);
    await issue({ reward: budget - TOKEN, slots: 1 });
    await time.increaseTo(MONDAY + 2 * DAY - 2);
    await assertions.revertWithCustomErrorWithArgs(issue(), tasks, 'TasksIssueBudget', [TOKEN]);
    await time.increaseTo(MONDAY + 2 * DAY);
    await issue({ reward: budget, slots: 1 });
  });

  for (const [issued, slots] of [
    [false, 2],
    [true, 2],
    [false, UNLIMITED],
    [true, UNLIMITED],
  ] as const) {
    const what = `${slots === UNLIMITED ? 'no reward ahead of unlimited slots' : 'the rewards of all slots'}`;
    it(`takes ${what}, ${issued ? 'issued' : 'moved'}, and says all`, async () => {
      const { tasks, token, actors, by, taskOf, escrow, balance } = await setUp();
      const creator = getAddress(issued ? actors.admin : actors.alice);
      const asked = { ...terms, slots, reviewers: issued ? 2 : 1 };
      const had = await balance(creator);
      const start = (await time.latest()) + 10;
      await time.setNextBlockTimestamp(start);
      const call = tasks.write.createTask([token.address, asked, issued], by(creator));
      const expiresAt = start + 24 * HOUR;
      const of = getAddress(token.address);
      await assertions.emitWithArgs(call, tasks, 'TaskCreated', [of, 1n, creator, issued, expiresAt, asked]);
      assert.deepEqual(await taskOf(1n), {
        ...{ creator, issued, cancelled: false, expiresAt, openClaims: 0, completed: 0, expired: 0 },
        ...{ left: slots, epoch: 0, terms: asked },
      });
      const held = slots === UNLIMITED ? 0n : 20n * TOKEN;
      assert.deepEqual([await escrow(), await balance(creator)], [held, issued ? had : had - held]);
    });
  }

  it('without hours never ends by itself', async () => {
    const { create, claim, taskOf, claimOf } = await setUp();
    await create({ hours_: 0 });
    await time.increase(1_000 * DAY);
    await claim(1n);
    assert.deepEqual([(await taskOf(1n)).expiresAt, (await claimOf(1n)).deadline], [0, 0]);
  });
});

describe('Tasks.editTask', () => {
  it('reverts for what is unknown, another’s, or ended', async () => {
    const { tasks, actors, create, edit, cancel } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(edit(1n, {}), tasks, 'TasksUnknown', [1n]);
    await create();
    await assertions.revertWithCustomErrorWithArgs(edit(1n, {}, actors.admin), tasks, 'TasksNotCreator', [
      1n,
      getAddress(actors.admin),
    ]);
    await assertions.revertWithCustomErrorWithArgs(edit(1n, { reward: 0n }), tasks, 'TasksBadTerms', ['reward']);
    await cancel(1n);
    await assertions.revertWithCustomErrorWithArgs(edit(1n, {}), tasks, 'TasksClosed', [1n, 0n]);
  });

  it('reverts once it has expired', async () => {
    const { tasks, create, edit, taskOf } = await setUp();
    await create();
    const { expiresAt } = await taskOf(1n);
    await time.setNextBlockTimestamp(expiresAt);
    await assertions.revertWithCustomErrorWithArgs(edit(1n, {}), tasks, 'TasksClosed', [1n, BigInt(expiresAt)]);
  });

  it('reverts for fewer slots than are taken, and between limited and unlimited', async () => {
    const { tasks, actors, create, edit, claim, escrow } = await setUp();
    await create();
    await claim(1n);
    for (const slots of [UNLIMITED, 0])
      await assertions.revertWithCustomErrorWithArgs(edit(1n, { slots }), tasks, 'TasksBadTerms', ['slots']);
    await edit(1n, { slots: 1 });
    await edit(1n, { slots: 2 });
    await claim(1n, actors.carol);
    await assertions.revertWithCustomErrorWithArgs(edit(1n, { slots: 1 }), tasks, 'TasksBadTerms', ['slots']);
    await create({ slots: UNLIMITED });
    await assertions.revertWithCustomErrorWithArgs(edit(2n, { slots: 2 }), tasks, 'TasksBadTerms', ['slots']);
    await edit(2n, { slots: UNLIMITED, reward: 1n });
    assert.equal(await escrow(), 20n * TOKEN);
  });

  it('reverts for an admin who is none any more', async () => {
    const { tasks, communities, token, actors, by, issue, edit, claim } = await setUp();
    await issue();
    await issue({ slots: UNLIMITED });
    await communities.write.revokeRoles([token.address, actors.admin, Role.admin], by(actors.owner));
    await assertions.revertWithCustomError(edit(1n, {}, actors.admin), tasks, 'TasksMissingRole');
    // Nor does the unlimited one go on issuing.
    await assertions.revertWithCustomError(claim(2n), tasks, 'TasksMissingRole');
    await claim(1n);
  });

  it('takes or gives what free slots’ rewards differ by, and leaves claims as they are', async () => {
    const { tasks, token, create, edit, claim, submit, review, claimOf, taskOf, escrow, balance, actors } =
      await setUp();
    await create();
    await claim(1n);
    await edit(1n, { reward: 7n * TOKEN, slots: 4, proofRequired: false });
    // One slot is taken at 10, three are free at 7.
    assert.deepEqual([await escrow(), (await taskOf(1n)).left], [31n * TOKEN, 3]);
    const { reward, proofRequired } = await claimOf(1n);
    assert.deepEqual([reward, proofRequired], [10n * TOKEN, true]);
    const asked = { ...terms, reward: 20n * TOKEN, slots: 3 };
    await edit(1n, asked);
    assert.deepEqual([await escrow(), await balance(actors.alice)], [50n * TOKEN, 50n * TOKEN]);
    await edit(1n, { reward: TOKEN, slots: 1 });
    assert.deepEqual([await escrow(), await balance(actors.alice)], [10n * TOKEN, 90n * TOKEN]);
    await submit(1n);
    await review(1n, true);
    assert.equal(await balance(actors.bob), 10n * TOKEN);
    const start = (await time.latest()) + 10;
    await time.setNextBlockTimestamp(start);
    const again = edit(1n, { slots: 2, hours_: 1 });
    const of = getAddress(token.address);
    await assertions.emitWithArgs(again, tasks, 'TaskEdited', [
      of,
      1n,
      start + HOUR,
      { ...terms, slots: 2, hours_: 1 },
    ]);
  });

  it('burns what an issued task no longer needs, and issues what it needs besides', async () => {
    const { token, actors, issue, edit, escrow } = await setUp();
    await issue();
    const supply = await token.read.totalSupply();
    await edit(1n, { reward: 4n * TOKEN }, actors.admin);
    assert.deepEqual([await escrow(), await token.read.totalSupply()], [8n * TOKEN, supply - 12n * TOKEN]);
    await edit(1n, { reward: 5n * TOKEN }, actors.admin);
    assert.deepEqual([await escrow(), await token.read.totalSupply()], [10n * TOKEN, supply - 10n * TOKEN]);
  });

  it('moves nothing where the reward stays the same, so that a pause is no matter', async () => {
    const { create, issue, edit, pause, actors, taskOf, escrow } = await setUp();
    await create();
    await issue();
    await pause();
    await edit(1n, { hours_: 48, proofRequired: false });
    await edit(2n, { hours_: 0, reviewers: 5 }, actors.admin);
    const [first, second] = [await taskOf(1n), await taskOf(2n)];
    assert.deepEqual([first.terms.hours_, first.terms.proofRequired], [48, false]);
    assert.deepEqual([second.expiresAt, second.terms.reviewers], [0, 5]);
    assert.equal(await escrow(), 40n * TOKEN);
  });

  it('remembers through whom it was edited last', async () => {
    const { createAs, edit, editAs, taskOf, actors, operator } = await setUp();
    await createAs(actors.alice);
    await edit(1n, {});
    assert.equal((await taskOf(1n)).epoch, 0);
    await operator.write.set([7, 0]);
    await editAs(actors.alice, 1n);
    assert.equal((await taskOf(1n)).epoch, 7);
  });
});

describe('Tasks.cancelTask', () => {
  it('reverts for what is unknown or ended, and for who may not', async () => {
    const { tasks, actors, judge, create, cancel } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(cancel(1n), tasks, 'TasksUnknown', [1n]);
    await create();
    for (const caller of [judge, actors.mallory])
      await assertions.revertWithCustomErrorWithArgs(cancel(1n, caller), tasks, 'TasksNotCreator', [
        1n,
        getAddress(caller),
      ]);
    await cancel(1n, actors.admin);
    await assertions.revertWithCustomErrorWithArgs(cancel(1n), tasks, 'TasksClosed', [1n, 0n]);
  });

  it('is never anybody’s where it does not expire', async () => {
    const { tasks, actors, create, cancel } = await setUp();
    await create({ hours_: 0 });
    await time.increase(1_000 * DAY);
    await assertions.revertWithCustomErrorWithArgs(cancel(1n, actors.mallory), tasks, 'TasksNotCreator', [
      1n,
      getAddress(actors.mallory),
    ]);
  });

  it('is anybody’s once it has expired', async () => {
    const { tasks, token, actors, create, cancel, taskOf, balance } = await setUp();
    await create();
    await time.setNextBlockTimestamp((await taskOf(1n)).expiresAt);
    const call = cancel(1n, actors.mallory);
    const [of, mallory] = [getAddress(token.address), getAddress(actors.mallory)];
    await assertions.emitWithArgs(call, tasks, 'TaskCancelled', [of, 1n, mallory, 20n * TOKEN]);
    assert.equal(await balance(actors.alice), 100n * TOKEN);
  });

  it('gives free slots back, also while paused; what is open finishes, or goes back too', async () => {
    const {
      tasks,
      actors,
      create,
      cancel,
      claim,
      submit,
      review,
      abandon,
      pause,
      communities,
      token,
      by,
      balance,
      escrow,
      taskOf,
    } = await setUp();
    await create({ slots: 3 });
    await claim(1n, actors.bob);
    await claim(1n, actors.carol);
    await pause();
    await cancel(1n);
    assert.deepEqual([await balance(actors.alice), await escrow()], [80n * TOKEN, 20n * TOKEN]);
    assert.equal((await taskOf(1n)).left, 0);
    await abandon(2n, actors.carol);
    assert.deepEqual([await balance(actors.alice), await escrow()], [90n * TOKEN, 10n * TOKEN]);
    assert.equal((await taskOf(1n)).terms.slots, 3);
    await communities.write.unpause([token.address], by(actors.admin));
    await submit(1n);
    await review(1n, true);
    assert.deepEqual([await balance(actors.bob), await escrow()], [10n * TOKEN, 0n]);
    await assertions.revertWithCustomErrorWithArgs(claim(1n, actors.mallory), tasks, 'TasksClosed', [1n, 0n]);
    assert.equal((await tasks.read.claimOf([token.address, 1n])).state, State.accepted);
  });

  it('lets issued rewards vanish', async () => {
    const { tasks, token, actors, issue, cancel, escrow } = await setUp();
    const supply = await token.read.totalSupply();
    await issue();
    const call = cancel(1n, actors.admin);
    await assertions.emitWithArgs(call, token, 'Transfer', [
      (value: string) => value.length === 42,
      zeroAddress,
      20n * TOKEN,
    ]);
    assert.deepEqual([await token.read.totalSupply(), await escrow()], [supply, 0n]);
    // For good: nothing of it stays reserved under the supply cap.
    assert.equal(await token.read.refundableBy([tasks.address]), 0n);
  });

  it('gives back the least there can be, which is nobody’s earning', async () => {
    const { token, actors, create, cancel, escrow, balance } = await setUp();
    await create({ reward: 1n, slots: 1 });
    const { lifetimeEarned } = await token.read.standingOf([actors.alice]);
    await cancel(1n);
    assert.deepEqual([await escrow(), await balance(actors.alice)], [0n, 100n * TOKEN]);
    await create({ reward: 50n * TOKEN });
    await cancel(2n);
    assert.equal((await token.read.standingOf([actors.alice])).lifetimeEarned, lifetimeEarned);
  });

  it('ends an unlimited one', async () => {
    const { tasks, create, cancel, claim, abandon, escrow, balance, actors } = await setUp();
    await create({ slots: UNLIMITED });
    await claim(1n);
    await cancel(1n);
    assert.equal(await escrow(), 10n * TOKEN);
    await abandon(1n);
    assert.deepEqual([await escrow(), await balance(actors.alice)], [0n, 100n * TOKEN]);
    await assertions.revertWithCustomErrorWithArgs(claim(1n, actors.carol), tasks, 'TasksClosed', [1n, 0n]);
  });
});
