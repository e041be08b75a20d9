// appeal
// ├── when the penalty is unknown, lifted, another's, or was appealed before, it reverts
// └── it says so, once
// lift
// ├── when the penalty is unknown or lifted, the caller no admin, or it is their own or staff's, it reverts
// ├── it no longer counts, and what it kept from is allowed again
// ├── what other penalties keep from stays so, whatever the order of lifting
// ├── a lifted reset gives nothing back
// └── through the operator as many a day for each admin as a moderator may give, by an own wallet any number
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, getAddress } from 'viem';
import { BANNED, deployConduct, policy, reason } from '../support/conduct.ts';
import { DAY } from '../support/deploy.ts';
import { Role } from '../support/figures.ts';

// A chain each: the time of one never runs back to where the other's fixture begins.
const [connection, strictly] = [await network.create(), await network.create()];
const { assertions } = connection.viem;
/** Two penalties a day. */
const strict = (of: typeof connection) => deployConduct(of, { ...policy, perDay: 2 });
const setUp = () => connection.networkHelpers.loadFixture(deployConduct);

describe('Conduct.appeal', () => {
  it('reverts for what is unknown, lifted, or another’s', async () => {
    const { conduct, actors, penalise, appeal, lift } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(appeal(1n), conduct, 'ConductUnknownPenalty', [1n]);
    await penalise();
    await assertions.revertWithCustomErrorWithArgs(appeal(1n, actors.bob), conduct, 'ConductNotYours', [1n]);
    await lift(1n);
    await assertions.revertWithCustomErrorWithArgs(appeal(1n), conduct, 'ConductLifted', [1n]);
  });

  it('says so, once', async () => {
    const { conduct, token, actors, penalise, appeal } = await setUp();
    await penalise();
    const [of, alice] = [getAddress(token.address), getAddress(actors.alice)];
    await assertions.emitWithArgs(appeal(1n), conduct, 'Appealed', [of, alice, 1n, reason]);
    assert.equal((await conduct.read.penaltyOf([of, 1n])).appealed, true);
    await assertions.revertWithCustomErrorWithArgs(appeal(1n), conduct, 'ConductAppealed', [1n]);
  });
});

describe('Conduct.lift', () => {
  it('reverts for what is unknown or lifted, and for who is no admin', async () => {
    const { conduct, token, moderator, penalise, lift } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(lift(1n), conduct, 'ConductUnknownPenalty', [1n]);
    await penalise();
    await assertions.revertWithCustomErrorWithArgs(lift(1n, moderator), conduct, 'ConductMissingRole', [
      getAddress(token.address),
      getAddress(moderator),
      Role.admin,
    ]);
    await lift(1n);
    await assertions.revertWithCustomErrorWithArgs(lift(1n), conduct, 'ConductLifted', [1n]);
  });

  it('leaves staff’s to the owner, and nobody their own', async () => {
    const { conduct, communities, token, actors, by, penalise, lift } = await setUp();
    await penalise(actors.bob);
    await communities.write.grantRoles([token.address, actors.bob, Role.admin], by(actors.owner));
    await assertions.revertWithCustomError(lift(1n, actors.bob), conduct, 'ConductSelf');
    const call = lift(1n, actors.admin);
    await assertions.revertWithCustomErrorWithArgs(call, conduct, 'ConductStaff', [getAddress(actors.bob)]);
    await lift(1n, actors.owner);
  });

  it('lets what was kept from be done again, and begins anew', async () => {
    const { conduct, token, actors, penalise, lift, until, against } = await setUp();
    await penalise();
    await penalise();
    const [of, alice, admin] = [getAddress(token.address), getAddress(actors.alice), getAddress(actors.admin)];
    await assertions.emitWithArgs(lift(2n), conduct, 'Lifted', [of, alice, 2n, 0, admin, reason]);
    assert.deepEqual([await until(), await against()], [0, [1n]]);
    await lift(1n);
    assert.deepEqual(await against(), []);
    await penalise();
    assert.equal((await conduct.read.penaltyOf([of, 3n])).kind, 0);
  });

  it('leaves what other penalties keep from', async () => {
    const { conduct, token, actors, penalise, ban, lift, until, against } = await setUp();
    await penalise();
    await penalise();
    const suspended = await until();
    await ban();
    await penalise();
    await lift(4n);
    assert.equal(await until(), BANNED);
    const call = lift(3n);
    const [of, alice, admin] = [getAddress(token.address), getAddress(actors.alice), getAddress(actors.admin)];
    await assertions.emitWithArgs(call, conduct, 'Lifted', [of, alice, 3n, suspended, admin, reason]);
    assert.equal(await until(), suspended);
    assert.deepEqual(await against(), [1n, 2n]);
  });

  it('ends what has run out meanwhile', async () => {
    const { penalise, ban, lift, until } = await setUp();
    await penalise();
    await penalise();
    await ban();
    await connection.networkHelpers.time.increase(2 * DAY);
    await lift(3n);
    assert.equal(await until(), 0);
  });

  it('of a warning or a reset changes no suspension, and gives nothing back', async () => {
    const { token, actors, penalise, lift, until } = await setUp();
    await penalise();
    await penalise();
    const suspended = await until();
    await penalise();
    await lift(3n);
    await lift(1n);
    assert.deepEqual([await until(), await token.read.balanceOf([actors.alice])], [suspended, 0n]);
  });

  it('through the operator ends no more a day than a moderator may give', async () => {
    const { conduct, communities, token, actors, by, asMember, penalise, lift, against } =
      await strictly.networkHelpers.loadFixture(strict);
    const { assertions } = strictly.viem;
    const liftAs = (penalty: bigint, admin = actors.admin) =>
      asMember(
        admin,
        conduct.address,
        encodeFunctionData({ abi: conduct.abi, functionName: 'lift', args: [token.address, penalty, reason] }),
      );
    await communities.write.grantRoles([token.address, actors.reporter, Role.admin], by(actors.owner));
    for (const member of [actors.alice, actors.bob]) await penalise(member);
    for (const member of [actors.alice, actors.bob]) await penalise(member, actors.admin);
    for (const member of [actors.carol, actors.carol]) await penalise(member, actors.owner);
    await liftAs(1n);
    await lift(2n);
    await liftAs(3n);
    for (const penalty of [4n, 5n])
      await assertions.revertWithCustomErrorWithArgs(liftAs(penalty), conduct, 'ConductTooManyLiftedToday', [2n]);
    await liftAs(4n, actors.reporter);
    await lift(5n);
    await strictly.networkHelpers.time.increase(DAY);
    await liftAs(6n);
    assert.deepEqual(
      [await against(actors.alice), await against(actors.bob), await against(actors.carol)],
      [[], [], []],
    );
  });
});
