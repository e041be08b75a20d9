// createClan
// ├── when the token is no community's, or the caller is in a clan or banned, it reverts
// └── it numbers the clan, makes the caller its leader and first member, and says so
// invite
// └── when the clan is unknown or dissolved, or the caller not its leader, it reverts; else it is good for one joining
// joinClan
// ├── when there is no invitation, the clan is dissolved or full, or the caller is in a clan or banned, it reverts
// └── it makes the caller a member from today on
// leaveClan
// ├── when the caller is in no clan, or leads others, it reverts
// └── it ends the membership; the last one's leaving dissolves the clan
// expel, setLeader, dissolveClan
// ├── when the caller does not lead the member's clan, it reverts
// └── they put out, hand over and end
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress } from 'viem';
import { deployClans, TODAY, text } from '../support/clans.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = () => connection.networkHelpers.loadFixture(deployClans);
const BANNED = 2 ** 48 - 1;

describe('Clans.createClan', () => {
  it('reverts for what is no community', async () => {
    const { clans, actors, by } = await setUp();
    const call = clans.write.createClan([actors.bob, text], by(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(call, clans, 'ClansNotCommunity', [getAddress(actors.bob)]);
  });

  it('reverts for who is in a clan, and for who is banned', async () => {
    const { clans, token, module, actors, create } = await setUp();
    await create();
    const alice = getAddress(actors.alice);
    await assertions.revertWithCustomErrorWithArgs(create(), clans, 'ClansInClan', [alice, 1n]);
    await token.write.suspend([actors.bob, BANNED], module);
    const bob = getAddress(actors.bob);
    await assertions.revertWithCustomErrorWithArgs(create(bob), clans, 'ClansBanned', [bob]);
  });

  it('numbers the clan and makes the caller its leader and first member', async () => {
    const { clans, token, actors, by, create, clanOf } = await setUp();
    await create(actors.bob);
    const call = clans.write.createClan([token.address, text], by(actors.alice));
    const [of, alice] = [getAddress(token.address), getAddress(actors.alice)];
    await assertions.emitWithArgs(call, clans, 'ClanCreated', [of, 2n, alice, text]);
    assert.deepEqual(await clanOf(2n), { leader: alice, size: 1, dissolvedOn: 0, textHash: text });
    const membership = await clans.read.membershipOf([token.address, alice]);
    assert.deepEqual(membership, { clan: 2n, since: TODAY, until: 0 });
    assert.equal(await clans.read.clanCount([token.address]), 2n);
  });

  it('lets a suspended member found one', async () => {
    const { token, module, actors, create, current } = await setUp();
    await token.write.suspend([actors.alice, BANNED - 1], module);
    await create();
    assert.equal(await current(actors.alice), 1n);
  });
});

describe('Clans.invite', () => {
  it('reverts for anybody but the leader of a clan there is', async () => {
    const { clans, actors, create, invite, dissolve } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(invite(1n, actors.bob), clans, 'ClansUnknown', [1n]);
    const clan = await create();
    const mallory = getAddress(actors.mallory);
    const call = invite(clan, mallory, mallory);
    await assertions.revertWithCustomErrorWithArgs(call, clans, 'ClansNotLeader', [clan, mallory]);
    await dissolve();
    await assertions.revertWithCustomErrorWithArgs(invite(clan, actors.bob), clans, 'ClansUnknown', [clan]);
  });

  it('is good for one joining', async () => {
    const { clans, token, actors, create, invite, join, leave } = await setUp();
    const clan = await create();
    const [of, bob] = [getAddress(token.address), getAddress(actors.bob)];
    await assertions.emitWithArgs(invite(clan, bob), clans, 'ClanInvited', [of, clan, bob]);
    assert.equal(await clans.read.isInvited([of, clan, bob]), true);
    await join(clan, bob);
    await leave(bob);
    await assertions.revertWithCustomErrorWithArgs(join(clan, bob), clans, 'ClansNotInvited', [clan, bob]);
  });
});

describe('Clans.joinClan', () => {
  it('reverts without an invitation, for a dissolved clan, from another clan, and for who is banned', async () => {
    const { clans, token, module, actors, create, invite, join, dissolve } = await setUp();
    const clan = await create();
    const [bob, carol] = [getAddress(actors.bob), getAddress(actors.carol)];
    await assertions.revertWithCustomErrorWithArgs(join(clan, bob), clans, 'ClansNotInvited', [clan, bob]);
    await invite(clan, bob);
    await invite(clan, carol);
    await create(bob);
    await assertions.revertWithCustomErrorWithArgs(join(clan, bob), clans, 'ClansInClan', [bob, 2n]);
    await token.write.suspend([carol, BANNED], module);
    await assertions.revertWithCustomErrorWithArgs(join(clan, carol), clans, 'ClansBanned', [carol]);
    await token.write.suspend([carol, 0], module);
    await dissolve();
    await assertions.revertWithCustomErrorWithArgs(join(clan, carol), clans, 'ClansUnknown', [clan]);
  });

  it('reverts where the clan is full', async () => {
    const { clans, token, actors, create, enter, invite, join } = await setUp();
    const clan = await create();
    const { impersonateAccount, setBalance } = connection.networkHelpers;
    for (let i = 2; i <= 50; i++) {
      const member = getAddress(`0x${i.toString(16).padStart(40, 'a')}`);
      await impersonateAccount(member);
      await setBalance(member, 10n ** 18n);
      await enter(clan, member);
    }
    await invite(clan, actors.bob);
    await assertions.revertWithCustomErrorWithArgs(join(clan, actors.bob), clans, 'ClansFull', [50n]);
    assert.equal((await clans.read.clanOf([token.address, clan])).size, 50);
  });

  it('makes the caller a member from today on', async () => {
    const { clans, token, actors, create, invite, join, at, clanOf } = await setUp();
    const clan = await create();
    await invite(clan, actors.bob);
    await at(2);
    const [of, bob] = [getAddress(token.address), getAddress(actors.bob)];
    await assertions.emitWithArgs(join(clan, bob), clans, 'ClanJoined', [of, clan, bob]);
    assert.deepEqual(await clans.read.membershipOf([of, bob]), { clan, since: TODAY + 2, until: 0 });
    assert.equal((await clanOf(clan)).size, 2);
  });
});

describe('Clans.leaveClan', () => {
  it('reverts for who is in none, and for a leader of others', async () => {
    const { clans, actors, create, enter, leave } = await setUp();
    const alice = getAddress(actors.alice);
    await assertions.revertWithCustomErrorWithArgs(leave(alice), clans, 'ClansNotInClan', [alice]);
    const clan = await create();
    await enter(clan, actors.bob);
    await assertions.revertWithCustomErrorWithArgs(leave(alice), clans, 'ClansLeaderStays', [1n]);
  });

  it('ends the membership, and with the last one the clan', async () => {
    const { clans, token, actors, create, enter, leave, at, clanOf, current } = await setUp();
    const clan = await create();
    await enter(clan, actors.bob);
    await at(1);
    const [of, alice, bob] = [getAddress(token.address), getAddress(actors.alice), getAddress(actors.bob)];
    await assertions.emitWithArgs(leave(bob), clans, 'ClanLeft', [of, clan, bob, bob]);
    assert.deepEqual(await clans.read.membershipOf([of, bob]), { clan, since: TODAY, until: TODAY + 1 });
    await assertions.revertWithCustomErrorWithArgs(leave(bob), clans, 'ClansNotInClan', [bob]);
    await assertions.emitWithArgs(leave(alice), clans, 'ClanDissolved', [of, clan]);
    assert.deepEqual(await clanOf(clan), { leader: alice, size: 0, dissolvedOn: TODAY + 1, textHash: text });
    await create();
    assert.equal(await current(alice), 2n);
  });
});

describe('Clans.expel', () => {
  it('reverts for anybody but the leader of the member’s clan, and for the leader', async () => {
    const { clans, actors, create, enter, expel } = await setUp();
    const [alice, bob, carol] = [getAddress(actors.alice), getAddress(actors.bob), getAddress(actors.carol)];
    await assertions.revertWithCustomErrorWithArgs(expel(bob), clans, 'ClansNotInClan', [bob]);
    const clan = await create();
    await enter(clan, bob);
    await create(carol);
    await assertions.revertWithCustomErrorWithArgs(expel(bob, carol), clans, 'ClansNotLeader', [clan, carol]);
    await assertions.revertWithCustomErrorWithArgs(expel(alice, bob), clans, 'ClansNotLeader', [clan, bob]);
    await assertions.revertWithCustomErrorWithArgs(expel(alice), clans, 'ClansLeaderStays', [1n]);
  });

  it('puts a member out', async () => {
    const { clans, token, actors, create, enter, expel, current, clanOf } = await setUp();
    const clan = await create();
    await enter(clan, actors.bob);
    const [of, alice, bob] = [getAddress(token.address), getAddress(actors.alice), getAddress(actors.bob)];
    await assertions.emitWithArgs(expel(bob), clans, 'ClanLeft', [of, clan, bob, alice]);
    assert.deepEqual([await current(bob), (await clanOf(clan)).size], [0n, 1]);
  });
});

describe('Clans.setLeader', () => {
  it('reverts for anybody but the leader, and for who is in no clan or another', async () => {
    const { clans, token, actors, by, create, enter } = await setUp();
    const [alice, bob, carol] = [getAddress(actors.alice), getAddress(actors.bob), getAddress(actors.carol)];
    const set = (member: typeof bob, caller: typeof bob) => clans.write.setLeader([token.address, member], by(caller));
    const clan = await create();
    await enter(clan, bob);
    await assertions.revertWithCustomErrorWithArgs(set(bob, bob), clans, 'ClansNotLeader', [clan, bob]);
    await assertions.revertWithCustomErrorWithArgs(set(carol, alice), clans, 'ClansNotInClan', [carol]);
    const other = await create(carol);
    await assertions.revertWithCustomErrorWithArgs(set(carol, alice), clans, 'ClansNotLeader', [other, alice]);
  });

  it('hands the clan over', async () => {
    const { clans, token, actors, by, create, enter, leave, clanOf } = await setUp();
    const clan = await create();
    await enter(clan, actors.bob);
    const [of, alice, bob] = [getAddress(token.address), getAddress(actors.alice), getAddress(actors.bob)];
    const call = clans.write.setLeader([of, bob], by(alice));
    await assertions.emitWithArgs(call, clans, 'ClanLeaderSet', [of, clan, bob]);
    await leave(alice);
    assert.deepEqual(await clanOf(clan), { leader: bob, size: 1, dissolvedOn: 0, textHash: text });
  });
});

describe('Clans.dissolveClan', () => {
  it('reverts for anybody but the leader', async () => {
    const { clans, actors, create, enter, dissolve } = await setUp();
    const bob = getAddress(actors.bob);
    await assertions.revertWithCustomErrorWithArgs(dissolve(bob), clans, 'ClansNotInClan', [bob]);
    const clan = await create();
    await enter(clan, bob);
    await assertions.revertWithCustomErrorWithArgs(dissolve(bob), clans, 'ClansNotLeader', [clan, bob]);
  });

  it('frees all members', async () => {
    const { clans, token, actors, create, enter, dissolve, current } = await setUp();
    const clan = await create();
    await enter(clan, actors.bob);
    await assertions.emitWithArgs(dissolve(), clans, 'ClanDissolved', [getAddress(token.address), clan]);
    assert.deepEqual([await current(actors.alice), await current(actors.bob)], [0n, 0n]);
    assert.deepEqual((await clans.read.membershipOf([token.address, actors.bob])).until, TODAY);
    await create(actors.bob);
    assert.equal(await current(actors.bob), 2n);
  });
});
