// defineAchievement
// ├── when the caller is no admin, or the threshold is 0, it reverts
// └── it numbers the mark and says all
// retireAchievement
// ├── when the caller is no admin, or it is unknown or retired, it reverts
// └── nobody claims it any more; badges stay
// claimAchievement
// ├── when it is unknown, retired, claimed, not reached, or the member is suspended, it reverts
// ├── when the caps leave less than the reward, it reverts and nothing is lost
// └── it pays, once, and mints a badge
// progressOf
// └── each metric is the chain's own figure
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { achievements, deployAchievements, Metric } from '../support/achievements.ts';
import { DAY, NOON } from '../support/deploy.ts';
import { caps, TOKEN, UNIT } from '../support/figures.ts';
import { asRegistry } from '../support/module.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = () => connection.networkHelpers.loadFixture(deployAchievements);

describe('Achievements.defineAchievement', () => {
  it('reverts for who is no admin, and for nothing to reach', async () => {
    const { contract, token, actors, define } = await setUp();
    const call = define(Metric.messages, 1n, 1, actors.mallory);
    await assertions.revertWithCustomErrorWithArgs(call, contract, 'AchievementsNotAdmin', [
      getAddress(token.address),
      getAddress(actors.mallory),
    ]);
    await assertions.revertWithCustomError(define(Metric.messages, 0n), contract, 'AchievementsBadThreshold');
  });

  it('numbers the mark and says all', async () => {
    const { contract, token, actors, by, define } = await setUp();
    await define(Metric.files, 2n);
    const args = [token.address, Metric.streak, 7n, 50_000, 'ipfs://week'] as const;
    const call = contract.write.defineAchievement(args, by(actors.admin));
    const of = getAddress(token.address);
    await assertions.emitWithArgs(call, contract, 'AchievementDefined', [
      of,
      2n,
      Metric.streak,
      7n,
      50_000,
      'ipfs://week',
    ]);
    assert.deepEqual(await contract.read.achievementOf([of, 2n]), {
      ...{ metric: Metric.streak, retired: false, threshold: 7n, reward: 50_000, claimed: 0n, uri: 'ipfs://week' },
    });
  });

  it('takes the sixteen of the plan, with rewards of 50 to 500', async () => {
    const { contract, token, define } = await setUp();
    for (const [, metric, threshold, reward] of achievements) await define(metric, threshold, reward);
    assert.equal(await contract.read.achievementCount([token.address]), 16n);
    assert.ok(achievements.every(([, , , reward]) => reward >= 50 && reward <= 500));
  });
});

describe('Achievements.retireAchievement', () => {
  it('reverts for who is no admin, and for what is unknown or retired', async () => {
    const { contract, actors, define, retire } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(retire(1n), contract, 'AchievementsUnknown', [1n]);
    await define(Metric.messages, 1n);
    await assertions.revertWithCustomError(retire(1n, actors.mallory), contract, 'AchievementsNotAdmin');
    await retire(1n);
    await assertions.revertWithCustomErrorWithArgs(retire(1n), contract, 'AchievementsRetired', [1n]);
  });

  it('lets nobody claim it, and leaves badges', async () => {
    const { contract, token, actors, define, act, claim, retire } = await setUp();
    await define(Metric.messages, 1n);
    await act({ message: 1 });
    await act({ message: 1 }, actors.bob);
    await claim(1n);
    const call = retire(1n);
    await assertions.emitWithArgs(call, contract, 'AchievementRetired', [getAddress(token.address), 1n]);
    await assertions.revertWithCustomErrorWithArgs(claim(1n, actors.bob), contract, 'AchievementsRetired', [1n]);
    assert.equal(await contract.read.ownerOf([1n]), getAddress(actors.alice));
  });
});

describe('Achievements.claimAchievement', () => {
  it('reverts for what is unknown, claimed or not reached', async () => {
    const { contract, define, act, claim } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(claim(1n), contract, 'AchievementsUnknown', [1n]);
    await define(Metric.messages, 3n);
    await act({ message: 2 });
    await assertions.revertWithCustomErrorWithArgs(claim(1n), contract, 'AchievementsNotReached', [2n, 3n]);
    await act({ message: 1 });
    await claim(1n);
    await assertions.revertWithCustomErrorWithArgs(claim(1n), contract, 'AchievementsClaimed', [1n]);
  });

  it('reverts for who is suspended, until then', async () => {
    const { contract, token, module, actors, define, act, claim } = await setUp();
    await define(Metric.messages, 1n);
    await act({ message: 1 });
    const until = NOON + DAY;
    await token.write.suspend([actors.alice, until], module);
    await assertions.revertWithCustomErrorWithArgs(claim(1n), contract, 'AchievementsSuspended', [BigInt(until)]);
    await time.increaseTo(until);
    await claim(1n);
  });

  it('reverts where the caps leave less, and pays in full on another day', async () => {
    const economy = await setUp();
    const { contract, token, module, actors, define, act, claim, balance } = economy;
    const registry = await asRegistry(economy);
    await token.write.setCaps([{ ...caps, memberDay: 49_999 }], registry);
    await define(Metric.messages, 1n);
    await act({ message: 1 });
    await assertions.revertWithCustomErrorWithArgs(claim(1n), contract, 'AchievementsCapReached', [
      49_999n * UNIT,
      50n * TOKEN,
      0n,
    ]);
    assert.deepEqual([await balance(), await contract.read.balanceOf([actors.alice])], [0n, 0n]);
    await token.write.earn([actors.alice, 20n * TOKEN], module);
    await token.write.setCaps([{ ...caps, memberDay: 69_999 }], registry);
    const tomorrow = NOON + DAY / 2;
    await assertions.revertWithCustomErrorWithArgs(claim(1n), contract, 'AchievementsCapReached', [
      49_999n * UNIT,
      50n * TOKEN,
      BigInt(tomorrow),
    ]);
    await time.setNextBlockTimestamp(tomorrow);
    await claim(1n);
    assert.equal(await balance(), 70n * TOKEN);
  });

  it('pays, mints a badge and says so', async () => {
    const { contract, token, actors, define, act, claim, balance } = await setUp();
    await define(Metric.messages, 1n);
    await define(Metric.messages, 2n, 0);
    await act({ message: 2 });
    const [of, alice] = [getAddress(token.address), getAddress(actors.alice)];
    await assertions.emitWithArgs(claim(1n), contract, 'AchievementClaimed', [of, alice, 1n, 1n, 50n * TOKEN]);
    await assertions.emitWithArgs(claim(2n), contract, 'AchievementClaimed', [of, alice, 2n, 2n, 0n]);
    assert.deepEqual([await balance(), (await token.read.standingOf([alice])).earnedToday], [50n * TOKEN, 50n * TOKEN]);
    assert.deepEqual(await contract.read.meaningOf([2n]), [of, 2n]);
    assert.deepEqual(
      [await contract.read.badgeOf([of, 1n, alice]), await contract.read.badgeOf([of, 2n, alice])],
      [1n, 2n],
    );
    assert.equal((await contract.read.achievementOf([of, 1n])).claimed, 1n);
  });
});

describe('Achievements.progressOf', () => {
  it('reverts for what is unknown', async () => {
    const { contract, progress } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(progress(1n), contract, 'AchievementsUnknown', [1n]);
  });

  it('counts activities in their order', async () => {
    const { define, act, progress } = await setUp();
    const names = ['message', 'file', 'createRoom', 'joinRoom', 'popular', 'helpful', 'media', 'moderateRoom'] as const;
    for (let metric = 0; metric < 8; metric++) await define(metric, 1n);
    await act(Object.fromEntries(names.map((name, place) => [name, place + 1])));
    for (let metric = 0; metric < 8; metric++) assert.equal(await progress(BigInt(metric + 1)), BigInt(metric + 1));
  });

  it('is standing, in its own measure', async () => {
    const { token, module, actors, define, act, progress, complete } = await setUp();
    const metrics = ['lifetimeEarned', 'streak', 'tier', 'balance', 'activeDays', 'registered', 'tasksCompleted'];
    for (const name of metrics) await define(Metric[name as keyof typeof Metric], 1n);
    const all = (member = actors.alice) => Promise.all(metrics.map((_, place) => progress(BigInt(place + 1), member)));
    assert.deepEqual(await all(), [0n, 0n, 0n, 0n, 0n, 0n, 0n]);
    await token.write.award([actors.alice, 600n * TOKEN], module);
    await token.write.burn([actors.alice, 100n * TOKEN, false], module);
    await act({ message: 1 });
    await time.increase(2 * DAY);
    await act({ message: 1 });
    await time.increase(DAY);
    await act({ message: 1 }, actors.alice, true);
    assert.deepEqual(await all(), [600_000n, 2n, 2n, 500_000n, 3n, 1n, 0n]);
    await complete();
    await complete();
    assert.equal((await all(actors.bob))[6], 2n);
  });
});

describe('A badge', () => {
  const claimed = async () => {
    const world = await setUp();
    await world.define(Metric.messages, 1n);
    await world.act({ message: 1 });
    await world.claim(1n);
    return world;
  };

  it('is an ERC-721 with its achievement’s words, minted as locked', async () => {
    const { contract, actors, define, act, claim } = await setUp();
    await define(Metric.messages, 1n);
    await act({ message: 1 });
    const alice = getAddress(actors.alice);
    const snapshot = await connection.networkHelpers.takeSnapshot();
    await assertions.emitWithArgs(claim(1n), contract, 'Transfer', [zeroAddress, alice, 1n]);
    await snapshot.restore();
    await assertions.emitWithArgs(claim(1n), contract, 'Locked', [1n]);
    assert.deepEqual([await contract.read.name(), await contract.read.symbol()], ['Guildmint Achievements', 'BADGE']);
    assert.deepEqual([await contract.read.ownerOf([1n]), await contract.read.balanceOf([alice])], [alice, 1n]);
    assert.deepEqual([await contract.read.tokenURI([1n]), await contract.read.locked([1n])], ['ipfs://badge', true]);
    assert.deepEqual(
      [await contract.read.getApproved([1n]), await contract.read.isApprovedForAll([alice, actors.bob])],
      [zeroAddress, false],
    );
    for (const [id, known] of [
      ['0x01ffc9a7', true],
      ['0x80ac58cd', true],
      ['0x5b5e139f', true],
      ['0xb45a3c0e', true],
      ['0xffffffff', false],
    ] as const)
      assert.equal(await contract.read.supportsInterface([id]), known, id);
  });

  it('that is not there reverts', async () => {
    const { contract } = await claimed();
    for (const call of [
      contract.read.ownerOf([2n]),
      contract.read.tokenURI([2n]),
      contract.read.locked([2n]),
      contract.read.getApproved([2n]),
    ])
      await assertions.revertWithCustomErrorWithArgs(call, contract, 'ERC721NonexistentToken', [2n]);
    const call = contract.read.balanceOf([zeroAddress]);
    await assertions.revertWithCustomErrorWithArgs(call, contract, 'ERC721InvalidOwner', [zeroAddress]);
  });

  it('is moved by nobody, nor approved to anybody', async () => {
    const { contract, actors, by } = await claimed();
    const [alice, bob] = [actors.alice, actors.bob];
    for (const call of [
      contract.write.transferFrom([alice, bob, 1n], by(alice)),
      contract.write.safeTransferFrom([alice, bob, 1n], by(alice)),
      contract.write.safeTransferFrom([alice, bob, 1n, '0x'], by(alice)),
      contract.write.approve([bob, 1n], by(alice)),
      contract.write.setApprovalForAll([bob, true], by(alice)),
    ])
      await assertions.revertWithCustomError(call, contract, 'AchievementsLocked');
    const stolen = contract.write.transferFrom([alice, bob, 1n], by(bob));
    await assertions.revertWithCustomError(stolen, contract, 'ERC721InsufficientApproval');
  });
});
