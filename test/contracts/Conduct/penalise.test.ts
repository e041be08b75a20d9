// penalise, ban
// ├── when the caller is no moderator, or judges themselves, staff, the owner, a module or nobody, it reverts
// ├── when the moderator has given as many today, it reverts
// ├── when the member is banned already, another ban reverts
// ├── when the operator acts and has taken part in as many resets and bans today, it reverts; warnings go on
// ├── the first is a warning, the second a suspension, the third takes all tokens (see longer.test.ts)
// └── a ban lets the member keep, but not earn or spend
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, getAddress, pad, toHex, zeroAddress } from 'viem';
import { BANNED, deployConduct, Kind, policy, reason } from '../support/conduct.ts';
import { DAY } from '../support/deploy.ts';
import { Role, TOKEN } from '../support/figures.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = () => connection.networkHelpers.loadFixture(deployConduct);

for (const verb of ['penalise', 'ban'] as const) {
  describe(`Conduct.${verb}, who may`, () => {
    it('reverts for who is no moderator', async () => {
      const world = await setUp();
      const { conduct, token, actors } = world;
      const mallory = getAddress(actors.mallory);
      await assertions.revertWithCustomErrorWithArgs(
        world[verb](actors.alice, mallory),
        conduct,
        'ConductMissingRole',
        [getAddress(token.address), mallory, Role.moderator | Role.admin],
      );
    });

    it('reverts for oneself, staff, the owner, modules and nobody', async () => {
      const world = await setUp();
      const { conduct, gifts, actors, moderator } = world;
      const { admin, owner } = actors;
      await assertions.revertWithCustomError(world[verb](moderator), conduct, 'ConductSelf');
      await assertions.revertWithCustomError(world[verb](owner, owner), conduct, 'ConductSelf');
      for (const [member, caller] of [
        [admin, moderator],
        [moderator, admin],
        [owner, admin],
      ] as const)
        await assertions.revertWithCustomErrorWithArgs(world[verb](member, caller), conduct, 'ConductStaff', [
          getAddress(member),
        ]);
      for (const member of [zeroAddress, gifts.address])
        await assertions.revertWithCustomErrorWithArgs(world[verb](member), conduct, 'ConductBadMember', [
          getAddress(member),
        ]);
    });

    it('lets moderators and admins judge members, and the owner staff', async () => {
      const world = await setUp();
      const { actors, moderator, against } = world;
      await world[verb](actors.alice, moderator);
      await world[verb](actors.bob, actors.admin);
      await world[verb](actors.admin, actors.owner);
      assert.deepEqual([await against(), await against(actors.bob), await against(actors.admin)], [[1n], [2n], [3n]]);
    });

    it('reverts beyond so many a moderator and day', async () => {
      const world = await setUp();
      const { conduct, actors, moderator } = world;
      for (let i = 1; i <= policy.perDay; i++) await world[verb](pad(toHex(i), { size: 20 }));
      await assertions.revertWithCustomErrorWithArgs(world[verb](), conduct, 'ConductTooManyToday', [10n]);
      await world[verb](actors.alice, actors.admin);
      await time.increase(DAY);
      await world[verb](actors.bob, moderator);
    });
  });
}

describe('Conduct.penalise', () => {
  it('warns, suspends for a day, and then takes all tokens', async () => {
    const { conduct, token, actors, moderator, penalise, until, now, against } = await setUp();
    const [of, alice, by] = [getAddress(token.address), getAddress(actors.alice), getAddress(moderator)];
    const told = (number: bigint, kind: number, end: number, taken = 0n) =>
      [of, alice, number, kind, end, taken, by, reason] as const;
    await assertions.emitWithArgs(penalise(), conduct, 'Penalised', [...told(1n, Kind.warning, 0)]);
    assert.equal(await until(), 0);
    const next = (await now()) + 100;
    await time.setNextBlockTimestamp(next);
    await assertions.emitWithArgs(penalise(), conduct, 'Penalised', [...told(2n, Kind.suspension, next + 86_400)]);
    assert.equal(await until(), next + 86_400);
    await assertions.emitWithArgs(penalise(), conduct, 'Penalised', [...told(3n, Kind.reset, 0, 90n * TOKEN)]);
    assert.deepEqual([await token.read.balanceOf([alice]), await until()], [0n, next + 86_400]);
    assert.deepEqual(await against(), [1n, 2n, 3n]);
    assert.deepEqual(await conduct.read.penaltyOf([of, 2n]), {
      ...{ member: alice, kind: Kind.suspension, lifted: false, appealed: false },
      ...{ givenAt: next, until: next + 86_400, by },
    });
    assert.equal(await conduct.read.penaltyCount([of]), 3n);
  });
});

describe('Conduct.ban', () => {
  it('reverts for who is banned, until that is lifted', async () => {
    const { conduct, actors, ban, lift, until } = await setUp();
    await ban();
    const alice = getAddress(actors.alice);
    await assertions.revertWithCustomErrorWithArgs(ban(), conduct, 'ConductBanned', [alice]);
    await lift(1n);
    await ban();
    assert.equal(await until(), BANNED);
  });

  it('lets the member keep, but not earn or spend', async () => {
    const { conduct, token, module, actors, moderator, ban, until } = await setUp();
    const [of, alice] = [getAddress(token.address), getAddress(actors.alice)];
    await assertions.emitWithArgs(ban(), conduct, 'Penalised', [
      of,
      alice,
      1n,
      Kind.ban,
      BANNED,
      0n,
      getAddress(moderator),
      reason,
    ]);
    assert.deepEqual([await until(), await token.read.balanceOf([alice])], [BANNED, 90n * TOKEN]);
    const call = token.write.move([alice, actors.bob, 1n, false], module);
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenBanned', [alice]);
  });
});

describe('Conduct, through the operator', () => {
  it('resets or bans three a day, so that a stolen key empties no community', async () => {
    const { conduct, token, actors, moderator, asMember, ban, against } = await setUp();
    const act = (functionName: 'ban' | 'penalise', member: typeof moderator, as = moderator) =>
      asMember(
        as,
        conduct.address,
        encodeFunctionData({ abi: conduct.abi, functionName, args: [token.address, member, reason] }),
      );
    await act('penalise', actors.alice);
    await act('penalise', actors.alice);
    await act('penalise', actors.alice);
    assert.equal(await token.read.balanceOf([actors.alice]), 0n);
    await act('ban', actors.bob);
    await act('ban', actors.carol, actors.admin);
    for (const [verb, member] of [
      ['ban', actors.mallory],
      ['penalise', actors.alice],
    ] as const)
      await assertions.revertWithCustomErrorWithArgs(
        act(verb, member, actors.admin),
        conduct,
        'ConductTooManySevereToday',
        [3n],
      );
    await act('penalise', actors.mallory);
    assert.equal((await against(actors.mallory)).length, 1);
    // An own wallet is not bound by it.
    await ban(actors.mallory);
    await time.increase(DAY);
    await act('ban', actors.reporter);
  });
});
