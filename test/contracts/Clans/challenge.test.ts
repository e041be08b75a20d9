// createChallenge
// ├── when the caller is no admin, or a field is out of bounds, it reverts
// ├── when the creator cannot pay, or the day cap leaves less, it reverts
// ├── when the operator acts and the pool were issued, it reverts
// └── it holds the pool, moved or issued, and says all
// cancelChallenge
// ├── when the caller is no admin, it is not open, or has begun, it reverts
// └── the pool goes back, or is burned, also while paused
// tally
// ├── when it is not open, too early, too late, or the list too long, it reverts
// ├── it counts the active days of the period and of the membership, once, the same on every day of the time to count
// ├── the clan joined last before the end counts, from joining to leaving; what comes after the end changes nothing
// └── it passes over who was in no clan in the period, is banned, or has no score
// close
// ├── when it is not open or still being counted, it reverts
// └── it makes scores final; without any the pool goes back
// payBonus
// ├── when it is not closed, or the list too long, it reverts
// ├── it pays each member's part once, to the lifetime only where the pool was issued
// └── the last one sends what rounding left back, also where the module was disabled
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, encodeFunctionData, getAddress, zeroAddress } from 'viem';
import { deployClans, TODAY, text } from '../support/clans.ts';
import { DAY } from '../support/deploy.ts';
import { caps, TOKEN, UNIT } from '../support/figures.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = () => connection.networkHelpers.loadFixture(deployClans);
const midnight = (day: number) => BigInt(day) * BigInt(DAY);
const State = { open: 1, closed: 2, cancelled: 3 };

describe('Clans.createChallenge', () => {
  it('reverts for who is no admin', async () => {
    const { clans, token, actors, challenge } = await setUp();
    const mallory = getAddress(actors.mallory);
    await assertions.revertWithCustomErrorWithArgs(challenge({ caller: mallory }), clans, 'ClansNotAdmin', [
      getAddress(token.address),
      mallory,
    ]);
  });

  for (const [field, wrong] of [
    ['firstDay', { firstDay: TODAY - 1 }],
    ['firstDay', { firstDay: 65_535 - 41 }],
    ['numberOfDays', { days: 0 }],
    ['numberOfDays', { days: 15 }],
    ['tallyDays', { tallyDays: 0 }],
    ['tallyDays', { tallyDays: 15 }],
    ['pool', { pool: 0n }],
  ] as const) {
    it(`reverts for ${Object.entries(wrong).join(' ')}`, async () => {
      const { clans, challenge } = await setUp();
      await assertions.revertWithCustomErrorWithArgs(challenge(wrong), clans, 'ClansBadChallenge', [field]);
    });
  }

  it('reverts where the creator cannot pay, or no more may be issued today', async () => {
    const { token, actors, challenge } = await setUp();
    const [had, left] = [1_000n * TOKEN, BigInt(caps.communityDay) * UNIT - 1_000n * TOKEN];
    await assertions.revertWithCustomErrorWithArgs(challenge({ pool: had + 1n }), token, 'ERC20InsufficientBalance', [
      getAddress(actors.admin),
      had,
      had + 1n,
    ]);
    const call = challenge({ pool: left + 1n, issued: true });
    await assertions.revertWithCustomErrorWithArgs(call, token, 'TokenCommunityDayCap', [left]);
  });

  it('issues nothing by the operator’s hand, who may still move a pool inside the ceilings', async () => {
    const { clans, token, actors, asMember, escrow } = await setUp();
    const create = (pool: bigint, issued: boolean) => {
      const args = [token.address, TODAY, 3, 2, pool, issued, text] as const;
      const data = encodeFunctionData({ abi: clans.abi, functionName: 'createChallenge', args });
      return asMember(actors.admin, clans.address, data);
    };
    await assertions.revertWithCustomErrorWithArgs(create(1n, true), clans, 'ClansOwnWallet', []);
    // All day's outflow by the operator, over all members.
    await assertions.revertWithCustomError(create(501n * TOKEN, false), token, 'TokenCommunityCeiling');
    await create(TOKEN, false);
    assert.equal(await escrow(), TOKEN);
  });

  for (const issued of [false, true]) {
    it(`holds the pool, ${issued ? 'issued' : 'moved'}, and says all`, async () => {
      const { clans, token, actors, by, challengeOf, escrow } = await setUp();
      const [of, creator, pool] = [getAddress(token.address), getAddress(actors.admin), 90n * TOKEN];
      const args = [of, TODAY + 1, 14, 14, pool, issued, text] as const;
      const call = clans.write.createChallenge(args, by(creator));
      await assertions.emitWithArgs(call, clans, 'ChallengeCreated', [
        of,
        1n,
        creator,
        TODAY + 1,
        TODAY + 14,
        14,
        pool,
        issued,
        text,
      ]);
      assert.deepEqual(await challengeOf(1n), {
        ...{ creator, state: State.open, issued, firstDay: TODAY + 1, lastDay: TODAY + 14, tallyDays: 14 },
        ...{ pool, left: pool, total: 0n, paid: 0n, textHash: text },
      });
      assert.deepEqual([await escrow(), await token.read.balanceOf([clans.address])], [pool, pool]);
      assert.equal(await token.read.balanceOf([creator]), (issued ? 1_000n : 910n) * TOKEN);
      assert.equal(await token.read.totalSupply(), (issued ? 1_090n : 1_000n) * TOKEN);
    });
  }
});

describe('Clans.cancelChallenge', () => {
  it('reverts for who is no admin, for what is not open, and from the first day on', async () => {
    const { clans, token, actors, by, challenge, at } = await setUp();
    const cancel = (number: bigint, caller = actors.admin) =>
      clans.write.cancelChallenge([token.address, number], by(caller));
    await assertions.revertWithCustomErrorWithArgs(cancel(1n), clans, 'ClansUnknownChallenge', [1n]);
    const number = await challenge({ firstDay: TODAY + 1 });
    await assertions.revertWithCustomError(cancel(number, actors.mallory), clans, 'ClansNotAdmin');
    await at(1);
    const call = cancel(number);
    await assertions.revertWithCustomErrorWithArgs(call, clans, 'ClansTooLate', [midnight(TODAY + 1)]);
  });

  for (const issued of [false, true]) {
    it(`lets the pool ${issued ? 'vanish' : 'go back'}, also while paused`, async () => {
      const { clans, communities, token, actors, by, challenge, challengeOf, escrow } = await setUp();
      const number = await challenge({ firstDay: TODAY + 1, issued });
      await communities.write.pause([token.address], by(actors.admin));
      const cancel = () => clans.write.cancelChallenge([token.address, number], by(actors.admin));
      const of = getAddress(token.address);
      await assertions.emitWithArgs(cancel(), clans, 'PoolReturned', [of, number, 90n * TOKEN]);
      const { state, left } = await challengeOf(number);
      assert.deepEqual([state, left, await escrow()], [State.cancelled, 0n, 0n]);
      assert.equal(await token.read.balanceOf([actors.admin]), 1_000n * TOKEN);
      assert.equal(await token.read.totalSupply(), 1_000n * TOKEN);
      await assertions.revertWithCustomErrorWithArgs(cancel(), clans, 'ClansUnknownChallenge', [number]);
    });
  }
});

/** Alice and Bob in one clan, Carol in another; a challenge of three days; who was active on which. */
async function played() {
  const world = await setUp();
  const { actors, create, enter, challenge, active, at } = world;
  const first = await create();
  await enter(first, actors.bob);
  const second = await create(actors.carol);
  const number = await challenge();
  await active(actors.alice, actors.carol, actors.mallory);
  await at(1);
  await active(actors.alice, actors.bob);
  await at(2);
  await active(actors.alice);
  return { ...world, first, second, number };
}

describe('Clans.tally', () => {
  it('reverts for what is not open, too early, too late, and too many', async () => {
    const { clans, actors, challenge, tally, at } = await setUp();
    const alice = actors.alice;
    await assertions.revertWithCustomErrorWithArgs(tally(1n, alice), clans, 'ClansUnknownChallenge', [1n]);
    const number = await challenge();
    await at(2);
    const early = tally(number, alice);
    await assertions.revertWithCustomErrorWithArgs(early, clans, 'ClansTooEarly', [midnight(TODAY + 3)]);
    const many = tally(number, ...Array<Address>(101).fill(alice));
    await assertions.revertWithCustomErrorWithArgs(many, clans, 'ClansTooMany', [100n]);
    await at(5);
    const late = tally(number, alice);
    await assertions.revertWithCustomErrorWithArgs(late, clans, 'ClansTooLate', [midnight(TODAY + 5)]);
  });

  for (const day of [3, 4]) {
    it(`counts active days of the period once, ${day} days on as on any other`, async () => {
      const { clans, token, actors, number, first, second, tally, at, active, scoreOf, challengeOf } = await played();
      await at(day);
      await active(actors.alice, actors.bob, actors.carol);
      const call = tally(number, actors.alice);
      const [of, alice] = [getAddress(token.address), getAddress(actors.alice)];
      await assertions.emitWithArgs(call, clans, 'Tallied', [of, number, first, alice, 3n]);
      await tally(number, actors.alice, actors.bob, actors.carol, actors.bob);
      assert.deepEqual(await scoreOf(number, actors.alice), [3n, false]);
      assert.deepEqual(await scoreOf(number, actors.bob), [1n, false]);
      assert.deepEqual(await scoreOf(number, actors.carol), [1n, false]);
      assert.equal(await clans.read.clanScoreOf([of, number, first]), 4n);
      assert.equal(await clans.read.clanScoreOf([of, number, second]), 1n);
      assert.equal((await challengeOf(number)).total, 5n);
    });
  }

  it('counts the longest challenge on its last possible day', async () => {
    const { actors, create, challenge, active, at, tally, scoreOf } = await setUp();
    await create();
    const number = await challenge({ days: 14, tallyDays: 14 });
    await active(actors.alice);
    for (let day = 1; day < 14; day++) {
      await at(day);
      await active(actors.alice);
    }
    await at(27);
    await tally(number, actors.alice);
    assert.deepEqual(await scoreOf(number, actors.alice), [14n, false]);
  });

  it('counts no day before the member joined', async () => {
    const { actors, create, enter, challenge, active, at, tally, scoreOf } = await setUp();
    const clan = await create();
    const number = await challenge();
    await active(actors.bob);
    await at(1);
    await active(actors.bob);
    await at(2);
    await enter(clan, actors.bob);
    await active(actors.bob);
    await at(3);
    await tally(number, actors.bob);
    assert.deepEqual(await scoreOf(number, actors.bob), [1n, false]);
  });

  it('passes over who is in no clan, left before the first day, joined after the last, is banned, or did nothing', async () => {
    const { clans, token, module, actors, at, create, enter, leave, challenge, tally, active, challengeOf } =
      await setUp();
    const { alice, bob, carol, mallory, owner, reporter } = actors;
    const clan = await create();
    for (const member of [bob, carol, reporter]) await enter(clan, member);
    await leave(bob);
    const number = await challenge({ firstDay: TODAY + 1 });
    await at(1);
    await active(bob, carol, mallory, owner);
    await at(4);
    await enter(clan, mallory);
    await token.write.suspend([carol, 2 ** 48 - 1], module);
    await tally(number, alice, bob, carol, mallory, owner, reporter);
    assert.equal((await challengeOf(number)).total, 0n);
    assert.equal(await clans.read.clanScoreOf([token.address, number, clan]), 0n);
  });

  it('counts days to the one of leaving, being put out or dissolving, and none after it', async () => {
    const { actors, create, enter, leave, expel, dissolve, challenge, active, at, tally, scoreOf } = await setUp();
    const { alice, bob, carol, mallory } = actors;
    const [first, second] = [await create(), await create(carol)];
    await enter(first, bob);
    await enter(first, mallory);
    const number = await challenge();
    await active(alice, bob, carol, mallory);
    await at(1);
    await leave(bob);
    await expel(mallory);
    await dissolve(carol);
    await active(alice, bob, carol, mallory);
    await at(2);
    await active(alice, bob, carol, mallory);
    await at(3);
    await tally(number, alice, bob, carol, mallory);
    const scores = await Promise.all([alice, bob, carol, mallory].map((member) => scoreOf(number, member)));
    assert.deepEqual(
      scores.map(([score]) => score),
      [3n, 2n, 2n, 2n],
    );
    assert.equal(second, 2n);
  });

  it('counts for the clan joined last before the end, and not for one joined since', async () => {
    const { clans, token, actors, number, first, second, at, leave, enter, active, tally, scoreOf } = await played();
    const { alice, bob, carol } = actors;
    await leave(bob);
    await enter(second, bob, carol);
    await active(bob);
    await at(3);
    await leave(bob);
    await enter(first, bob);
    await active(bob);
    await at(4);
    await leave(bob);
    await tally(number, bob, alice);
    assert.deepEqual(await scoreOf(number, bob), [1n, false]);
    const of = token.address;
    assert.equal(await clans.read.clanScoreOf([of, number, second]), 1n);
    assert.equal(await clans.read.clanScoreOf([of, number, first]), 3n);
  });

  it('is not changed by putting out or dissolving once the last day is over', async () => {
    const { actors, number, first, clans, token, at, expel, dissolve, tally, scoreOf } = await played();
    await at(3);
    await expel(actors.bob);
    await dissolve();
    await dissolve(actors.carol);
    await tally(number, actors.alice, actors.bob, actors.carol);
    assert.deepEqual((await scoreOf(number, actors.bob))[0], 1n);
    assert.deepEqual((await scoreOf(number, actors.carol))[0], 1n);
    assert.equal(await clans.read.clanScoreOf([token.address, number, first]), 4n);
  });
});

describe('Clans.close', () => {
  it('reverts for what is not open, and while it is being counted', async () => {
    const { clans, challenge, close, at } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(close(1n), clans, 'ClansUnknownChallenge', [1n]);
    const number = await challenge();
    await at(4);
    await assertions.revertWithCustomErrorWithArgs(close(number), clans, 'ClansTooEarly', [midnight(TODAY + 5)]);
  });

  it('makes scores final', async () => {
    const { clans, token, actors, number, at, tally, close, challengeOf } = await played();
    await at(3);
    await tally(number, actors.alice);
    await at(5);
    await assertions.emitWithArgs(close(number), clans, 'ChallengeClosed', [getAddress(token.address), number, 3n]);
    assert.equal((await challengeOf(number)).state, State.closed);
    const call = tally(number, actors.bob);
    await assertions.revertWithCustomErrorWithArgs(call, clans, 'ClansUnknownChallenge', [number]);
  });

  it('gives the pool back where nobody scored, beyond the greatest balance and while paused', async () => {
    const { clans, communities, token, actors, by, challenge, close, at, escrow } = await setUp();
    const number = await challenge();
    await at(5);
    await communities.write.pause([token.address], by(actors.admin));
    const call = close(number);
    await assertions.emitWithArgs(call, clans, 'PoolReturned', [getAddress(token.address), number, 90n * TOKEN]);
    assert.deepEqual([await token.read.balanceOf([actors.admin]), await escrow()], [1_000n * TOKEN, 0n]);
  });
});

describe('Clans.payBonus', () => {
  const counted = async (issued = false) => {
    const world = await setUp();
    const { actors, create, enter, challenge, active, at, tally, close } = world;
    const clan = await create();
    await enter(clan, actors.bob);
    await create(actors.carol);
    const number = await challenge({ pool: 100n, issued });
    await active(actors.alice, actors.bob, actors.carol);
    await at(3);
    await tally(number, actors.alice, actors.bob, actors.carol);
    await at(5);
    return { ...world, number, finish: () => close(number) };
  };

  it('reverts before the scores are final, and for too many', async () => {
    const { clans, number, finish, actors, pay } = await counted();
    await assertions.revertWithCustomErrorWithArgs(pay(number, actors.alice), clans, 'ClansNotClosed', [number]);
    await finish();
    const many = pay(number, ...Array<Address>(101).fill(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(many, clans, 'ClansTooMany', [100n]);
  });

  it('pays each part once, and sends back what rounding left', async () => {
    const { clans, token, actors, number, finish, pay, scoreOf, escrow } = await counted();
    await finish();
    const of = getAddress(token.address);
    const before = await Promise.all(
      [actors.alice, actors.bob, actors.carol, actors.admin].map((member) => token.read.balanceOf([member])),
    );
    const call = pay(number, actors.alice);
    await assertions.emitWithArgs(call, clans, 'BonusPaid', [of, number, getAddress(actors.alice), 33n]);
    await pay(number, actors.alice, actors.mallory, actors.bob);
    assert.deepEqual([await escrow(), await scoreOf(number, actors.bob)], [34n, [1n, true]]);
    await assertions.emitWithArgs(pay(number, actors.carol), clans, 'PoolReturned', [of, number, 1n]);
    const after = await Promise.all(
      [actors.alice, actors.bob, actors.carol, actors.admin].map((member) => token.read.balanceOf([member])),
    );
    assert.deepEqual(
      after.map((balance, place) => balance - before[place]!),
      [33n, 33n, 33n, 1n],
    );
    assert.equal(await escrow(), 0n);
    await pay(number, actors.alice, actors.bob, actors.carol);
    assert.equal(await token.read.balanceOf([clans.address]), 0n);
  });

  it('counts to the lifetime where the pool was issued, and burns what is left of it', async () => {
    const { clans, token, actors, number, finish, pay } = await counted(true);
    await finish();
    const supply = await token.read.totalSupply();
    const call = pay(number, actors.alice, actors.bob, actors.carol);
    await assertions.emitWithArgs(call, token, 'Transfer', [getAddress(clans.address), zeroAddress, 1n]);
    assert.equal(await token.read.totalSupply(), supply - 1n);
    assert.equal(await token.read.balanceOf([clans.address]), 0n);
  });

  it('tells earned from given: a moved pool raises no lifetime', async () => {
    for (const issued of [false, true]) {
      const { token, actors, create, challenge, active, at, tally, close, pay } = await setUp();
      await create();
      const number = await challenge({ issued });
      await active(actors.alice);
      await at(3);
      await tally(number, actors.alice);
      await at(5);
      await close(number);
      const before = (await token.read.standingOf([actors.alice])).lifetimeEarned;
      await pay(number, actors.alice);
      const { lifetimeEarned } = await token.read.standingOf([actors.alice]);
      assert.equal(lifetimeEarned - before, issued ? 90n * TOKEN : 0n);
    }
  });

  for (const stop of ['disableModule', 'pause'] as const) {
    it(`pays, and burns what is left of an issued pool, after ${stop}`, async () => {
      const { clans, communities, token, actors, by, number, finish, pay, escrow } = await counted(true);
      if (stop === 'pause') await communities.write.pause([token.address], by(actors.owner));
      else await communities.write.disableModule([token.address, clans.address], by(actors.owner));
      await finish();
      const call = pay(number, actors.alice, actors.bob, actors.carol);
      await assertions.emitWithArgs(call, clans, 'PoolReturned', [getAddress(token.address), number, 1n]);
      assert.deepEqual([await escrow(), await token.read.balanceOf([clans.address])], [0n, 0n]);
    });
  }

  it('burns an issued pool that is cancelled while the module is disabled', async () => {
    const { clans, communities, token, actors, by, challenge, escrow } = await setUp();
    const number = await challenge({ firstDay: TODAY + 1, issued: true });
    await communities.write.disableModule([token.address, clans.address], by(actors.owner));
    await clans.write.cancelChallenge([token.address, number], by(actors.admin));
    assert.deepEqual([await escrow(), await token.read.totalSupply()], [0n, 1_000n * TOKEN]);
  });
});
