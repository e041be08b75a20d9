// grantRoles
// ├── when the account is zero, the community unknown, or the caller may not assign the roles, it reverts
// ├── the owner grants every role, an admin moderators and fulfillers alone; the mask grows and is told whole
// └── given REPORTER is new to the account
//     ├── the first call schedules, an early repetition reverts, a ripe one grants
//     └── once granted, granting it again needs no waiting
// revokeRoles
// ├── when the caller may not assign the roles it reverts
// └── the owner, an admin within the staff, and anyone for oneself, take roles at once
// hasRole
// ├── holds for any of the roles asked for; never for an unknown community
// └── holds for the owner, but where REPORTER alone is asked for and was not granted
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, getAddress, keccak256, zeroAddress } from 'viem';
import { communitiesAbi } from '../../../contracts/generated/abi.ts';
import { DAY, deployEconomy } from '../support/deploy.ts';
import { Role } from '../support/figures.ts';
import { at, moment } from '../support/time.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { communities, token, actors } = economy;
  type Actor = keyof typeof actors;
  const grant = (by: Actor, to: Actor, roles: bigint) =>
    communities.write.grantRoles([token.address, actors[to], roles], { account: actors[by] });
  const revoke = (by: Actor, from: Actor, roles: bigint) =>
    communities.write.revokeRoles([token.address, actors[from], roles], { account: actors[by] });
  const roles = (of: Actor) => communities.read.rolesOf([token.address, actors[of]]);
  return { ...economy, grant, revoke, roles };
};

describe('Communities.grantRoles', () => {
  it('reverts for the zero address and for an unknown community', async () => {
    const { communities, token, actors } = await setUp();
    const by = { account: actors.owner };
    const nobody = communities.write.grantRoles([token.address, zeroAddress, Role.admin], by);
    await assertions.revertWithCustomError(nobody, communities, 'CommunitiesZeroAddress');
    const unknown = communities.write.grantRoles([actors.carol, actors.bob, Role.admin], by);
    await assertions.revertWithCustomErrorWithArgs(unknown, communities, 'CommunitiesUnknown', [actors.carol]);
  });

  it('reverts for who may not assign the roles', async () => {
    const { communities, token, actors, grant } = await setUp();
    for (const [by, roles] of [
      ['mallory', Role.admin],
      ['admin', Role.admin],
      ['admin', Role.moderator | Role.pauser],
      ['admin', Role.reporter],
      ['admin', 1n << 40n],
    ] as const) {
      const values = [token.address, getAddress(actors[by])] as const;
      const call = grant(by, 'bob', roles);
      await assertions.revertWithCustomErrorWithArgs(call, communities, 'CommunitiesNotOwner', [...values]);
    }
    const values = [token.address, getAddress(actors.mallory), Role.admin] as const;
    const call = grant('mallory', 'bob', Role.moderator);
    await assertions.revertWithCustomErrorWithArgs(call, communities, 'CommunitiesMissingRole', [...values]);
  });

  it('adds to the mask and tells it whole', async () => {
    const { communities, token, actors, grant, roles } = await setUp();
    await grant('owner', 'bob', Role.pauser);
    const values = [token.address, getAddress(actors.bob), Role.pauser | Role.moderator | Role.fulfiller] as const;
    const call = grant('admin', 'bob', Role.moderator | Role.fulfiller);
    await assertions.emitWithArgs(call, communities, 'RolesSet', [...values]);
    await grant('owner', 'bob', Role.admin | (1n << 200n));
    assert.equal(await roles('bob'), 27n | (1n << 200n));
  });

  it('lets a reporter wait, to the second', async () => {
    const { communities, token, actors, grant, roles } = await setUp();
    const args = [token.address, actors.bob, Role.reporter | Role.admin] as const;
    const data = encodeFunctionData({ abi: communitiesAbi, functionName: 'grantRoles', args });
    const id = keccak256(data);
    await at(connection, 1);
    const first = grant('owner', 'bob', Role.reporter | Role.admin);
    await assertions.emitWithArgs(first, communities, 'Scheduled', [token.address, id, moment(2), data]);
    assert.equal(await communities.read.readyAt([id]), moment(2));
    await connection.networkHelpers.time.setNextBlockTimestamp(moment(2) - 1);
    const early = grant('owner', 'bob', Role.reporter | Role.admin);
    await assertions.revertWithCustomErrorWithArgs(early, communities, 'CommunitiesTooEarly', [moment(2)]);
    assert.equal(await roles('bob'), 0n);
    await at(connection, 2);
    await grant('owner', 'bob', Role.reporter | Role.admin);
    assert.equal(await roles('bob'), Role.reporter | Role.admin);
    assert.equal(await communities.read.readyAt([id]), 0);
    // Lowering and raising again waits anew; what is held already does not.
    await grant('owner', 'bob', Role.reporter | Role.pauser);
    assert.equal(await roles('bob'), Role.reporter | Role.admin | Role.pauser);
    await communities.write.revokeRoles([token.address, actors.bob, Role.reporter], { account: actors.owner });
    await grant('owner', 'bob', Role.reporter | Role.admin);
    assert.equal(await roles('bob'), Role.admin | Role.pauser);
  });

  it('does not take another grant for the scheduled one', async () => {
    const { grant, roles } = await setUp();
    await grant('owner', 'bob', Role.reporter);
    await connection.networkHelpers.time.increase(DAY);
    await grant('owner', 'carol', Role.reporter);
    await grant('owner', 'bob', Role.reporter | Role.admin);
    assert.deepEqual([await roles('bob'), await roles('carol')], [0n, 0n]);
  });
});

describe('Communities.revokeRoles', () => {
  it('reverts for an unknown community and for who may not assign the roles', async () => {
    const { communities, token, actors, grant, revoke } = await setUp();
    const unknown = communities.write.revokeRoles([actors.carol, actors.bob, 1n], { account: actors.bob });
    await assertions.revertWithCustomErrorWithArgs(unknown, communities, 'CommunitiesUnknown', [actors.carol]);
    await grant('owner', 'bob', Role.pauser | Role.moderator);
    await assertions.revertWithCustomError(revoke('admin', 'bob', Role.pauser), communities, 'CommunitiesNotOwner');
    const values = [token.address, getAddress(actors.mallory), Role.admin] as const;
    const call = revoke('mallory', 'bob', Role.moderator);
    await assertions.revertWithCustomErrorWithArgs(call, communities, 'CommunitiesMissingRole', [...values]);
  });

  it('takes roles at once: the owner any, an admin the staff’s, anyone their own', async () => {
    const { communities, token, actors, grant, revoke, roles } = await setUp();
    await grant('owner', 'bob', 27n);
    await revoke('admin', 'bob', Role.moderator);
    assert.equal(await roles('bob'), 25n);
    const values = [token.address, getAddress(actors.bob), 24n] as const;
    await assertions.emitWithArgs(revoke('bob', 'bob', Role.admin), communities, 'RolesSet', [...values]);
    await revoke('owner', 'bob', 2n ** 256n - 1n);
    assert.equal(await roles('bob'), 0n);
    await revoke('owner', 'reporter', Role.reporter);
    assert.equal(await roles('reporter'), 0n);
  });
});

describe('Communities.hasRole', () => {
  it('holds for any of the roles asked for, and for the owner', async () => {
    const { communities, token, actors } = await setUp();
    const has = (who: `0x${string}`, roles: bigint, of = token.address) => communities.read.hasRole([of, who, roles]);
    assert.equal(await has(actors.owner, Role.fulfiller), true);
    assert.equal(await has(actors.owner, 1n << 40n), true);
    assert.equal(await has(actors.admin, Role.pauser | Role.admin), true);
    assert.equal(await has(actors.admin, Role.pauser), false);
    assert.equal(await has(actors.admin, 0n), false);
    assert.equal(await has(zeroAddress, Role.admin, actors.carol), false);
    assert.equal(await has(actors.owner, Role.admin, actors.carol), false);
    assert.equal(await communities.read.isCommunity([actors.carol]), false);
  });

  it('makes the owner a reporter by a grant that waits, like anybody', async () => {
    const { communities, token, actors, grant } = await setUp();
    const has = (roles: bigint) => communities.read.hasRole([token.address, actors.owner, roles]);
    assert.equal(await has(Role.reporter), false);
    assert.equal(await has(Role.reporter | Role.moderator), true);
    await grant('owner', 'owner', Role.reporter);
    assert.equal(await has(Role.reporter), false);
    await connection.networkHelpers.time.increase(DAY);
    await grant('owner', 'owner', Role.reporter);
    assert.equal(await has(Role.reporter), true);
  });
});
