// summaryOf
// ├── of a stranger it is all that the caps allow
// ├── it tells what each cap leaves, the least of them, counts beside limits, streak, multiplier and next daily reward
// ├── without caps it is what fits
// └── it says when nothing is left: a cap met, or a suspension
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { DAY } from '../support/deploy.ts';
import { caps, pack, rates, report, TOKEN, UNIT } from '../support/figures.ts';
import { deployMilestones } from '../support/milestones.ts';

const connection = await network.create();
const { time } = connection.networkHelpers;
const setUp = async () => {
  const world = await connection.networkHelpers.loadFixture(deployMilestones);
  const { earnings, token, actors, by } = world;
  const summary = (member = actors.alice) => earnings.read.summaryOf([token.address, member]);
  const settle = async (...reports: bigint[]) =>
    earnings.write.settle(
      [token.address, await earnings.read.nextSettlement([token.address, actors.reporter]), reports],
      by(actors.reporter),
    );
  return { ...world, summary, settle };
};
const units = (figure: number) => BigInt(figure) * UNIT;
const limits = [100, 20, 0, 10, 0, 0, 0, 0];

describe('Earnings.summaryOf', () => {
  it('of a stranger is all that the caps allow', async () => {
    const { summary } = await setUp();
    assert.deepEqual(await summary(), {
      ...{
        earnedToday: 0n,
        earnedThisWeek: 0n,
        leftToday: units(caps.memberDay),
        leftThisWeek: units(caps.memberWeek),
      },
      ...{ communityLeft: units(caps.communityDay), issuable: 2n ** 96n - 1n, left: units(caps.memberDay) },
      ...{ capReached: false, counts: Array<number>(8).fill(0), limits, streak: 0n, multiplierBps: 10_000n },
      ...{ nextDailyAt: 0n, suspendedUntil: 0n },
    });
  });

  it('tells all eight limits', async () => {
    const { earnings, token, actors, by, summary } = await setUp();
    const eight = [8, 7, 6, 5, 4, 3, 2, 1];
    await earnings.write.setRates([token.address, { ...rates, limits: pack(8n, eight) }], by(actors.owner));
    assert.deepEqual((await summary()).limits, eight);
  });

  it('tells what each cap leaves', async () => {
    const { earnings, token, actors, by, start, summary, settle, at } = await setUp();
    await settle(report(actors.alice, { message: 5, file: 2 }), report(actors.bob, { message: 1 }));
    await earnings.write.claimDaily([token.address], by(actors.alice));
    const s = await summary();
    assert.deepEqual([s.earnedToday, s.earnedThisWeek], [21n * TOKEN, 21n * TOKEN]);
    assert.deepEqual([s.leftToday, s.leftThisWeek], [479n * TOKEN, 2_979n * TOKEN]);
    assert.deepEqual([s.communityLeft, s.left], [units(caps.communityDay) - 22n * TOKEN, 479n * TOKEN]);
    assert.deepEqual([s.counts, s.streak], [[5, 2, 0, 0, 0, 0, 0, 0], 1n]);
    assert.equal(s.nextDailyAt, BigInt(Math.floor(start / DAY + 1) * DAY));
    await at(1);
    assert.deepEqual([(await summary()).leftToday, (await summary()).leftThisWeek], [500n * TOKEN, 2_979n * TOKEN]);
    assert.equal((await summary()).nextDailyAt, 0n);
  });

  for (const hour of [1, 23])
    it(`names midnight after a claim at ${hour} o’clock`, async () => {
      const { earnings, token, actors, by, start, summary } = await setUp();
      const midnight = start + DAY / 2;
      await time.setNextBlockTimestamp(midnight + hour * 3_600);
      await earnings.write.claimDaily([token.address], by(actors.alice));
      assert.equal((await summary()).nextDailyAt, BigInt(midnight + DAY));
    });

  it('names no next claim where claims roll and none was made', async () => {
    const { set, summary } = await setUp();
    await set({ rolling: true });
    assert.equal((await summary()).nextDailyAt, 0n);
  });

  for (const [days, streak, bps] of [
    [2, 2n, 10_000n],
    [3, 3n, 11_000n],
    [6, 6n, 11_000n],
    [7, 7n, 12_500n],
    [13, 13n, 12_500n],
    [14, 14n, 15_000n],
    [29, 29n, 15_000n],
    [30, 30n, 20_000n],
  ] as const) {
    it(`multiplies by streak, tier and season: ${days} days`, async () => {
      const { earnings, token, actors, by, start, fund, activeOn, summary } = await setUp();
      await activeOn(
        actors.alice,
        Array.from({ length: days }, (_, day) => day),
      );
      assert.deepEqual([(await summary()).streak, (await summary()).multiplierBps], [streak, bps]);
      await fund(actors.alice, 500n);
      const season = { opens: start, closes: start + 100 * DAY, bps: 20_000 };
      await earnings.write.setSeason([token.address, 0n, season], by(actors.admin));
      assert.equal((await summary()).multiplierBps, (bps * 125n * 2n) / 100n);
    });
  }

  it('without caps is what fits', async () => {
    const { token, registry, summary } = await setUp();
    await token.write.setCaps([{ ...caps, memberDay: 0, memberWeek: 0 }], registry);
    const s = await summary();
    assert.deepEqual([s.leftToday, s.leftThisWeek], [units(2 ** 30 - 1), units(2 ** 32 - 1)]);
    assert.equal(s.left, units(caps.communityDay));
  });

  it('says when a cap is met, or the member suspended', async () => {
    const { token, module, registry, actors, start, summary } = await setUp();
    await token.write.setCaps([{ ...caps, memberDay: 3_000 }], registry);
    await token.write.earn([actors.alice, 3n * TOKEN], module);
    const s = await summary();
    assert.deepEqual([s.left, s.capReached], [0n, true]);
    await token.write.setCaps([{ ...caps, communityDay: 3_000 }], registry);
    assert.deepEqual([(await summary(actors.bob)).communityLeft, (await summary(actors.bob)).capReached], [0n, true]);
    await token.write.setCaps([caps], registry);
    assert.equal((await summary(actors.bob)).capReached, false);
    await token.write.suspend([actors.bob, start + DAY], module);
    const suspended = await summary(actors.bob);
    assert.deepEqual([suspended.capReached, suspended.suspendedUntil], [true, BigInt(start + DAY)]);
    await time.increaseTo(start + DAY);
    assert.equal((await summary(actors.bob)).capReached, false);
  });

  it('says that no cap is met while a single unit is left', async () => {
    const { token, module, registry, actors, summary } = await setUp();
    await token.write.earn([actors.alice, 3n * TOKEN], module);
    await token.write.setCaps([{ ...caps, memberDay: 3_001 }], registry);
    const s = await summary();
    assert.deepEqual([s.left, s.capReached], [UNIT, false]);
  });
});
