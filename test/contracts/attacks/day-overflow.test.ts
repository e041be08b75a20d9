// Words hold a day in 16 bits, which the year 2149 fills. Whoever waits for it finds every limit still standing: a day
// that no word could hold would be a new one at each call.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { DAY, deployEconomy, giftCall } from '../support/deploy.ts';
import { caps, giftPolicy, report, TOKEN } from '../support/figures.ts';
import { asRegistry } from '../support/module.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
/** The first unix day beyond 16 bits. */
const OVERFLOW = 2 ** 16;
/** On that day, or some days after or before it, at noon. */
const setUp = async (days: number) => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  await time.increaseTo((OVERFLOW + days) * DAY + DAY / 2);
  return economy;
};
const full = { message: 100, file: 20, createRoom: 255 };

describe('The day that 16 bits do not hold', () => {
  for (const days of [-1, 0, 1, OVERFLOW]) {
    it(`keeps the caps of members and of the community, ${days} days on`, async () => {
      const economy = await setUp(days);
      const { token, actors, settle } = economy;
      const registry = await asRegistry(economy);
      await token.write.setCaps([{ ...caps, communityDay: 700_000 }], registry);
      await settle(report(actors.alice, full));
      await settle(report(actors.alice, full), report(actors.bob, full));
      assert.equal(await token.read.balanceOf([actors.alice]), 500n * TOKEN);
      assert.equal(await token.read.balanceOf([actors.bob]), 200n * TOKEN);
      assert.deepEqual(await token.read.today(), [700n * TOKEN, 0n]);
      await time.increase(DAY);
      await settle(report(actors.alice, full));
      assert.equal(await token.read.balanceOf([actors.alice]), 1_000n * TOKEN);
    });

    it(`pays the daily reward once, ${days} days on`, async () => {
      const { earnings, token, actors } = await setUp(days);
      const claim = () => earnings.write.claimDaily([token.address], { account: actors.alice });
      await claim();
      const midnight = BigInt((OVERFLOW + days + 1) * DAY);
      await assertions.revertWithCustomErrorWithArgs(claim(), token, 'TokenAlreadyClaimed', [midnight]);
      await time.increaseTo(midnight);
      await claim();
    });

    it(`keeps the limits of gifts and the operator's ceiling, ${days} days on`, async () => {
      const { token, gifts, actors, settle, asMember } = await setUp(days);
      await settle(report(actors.alice, full));
      const send = (amount: bigint) =>
        asMember(actors.alice, gifts.address, giftCall(token.address, actors.bob, amount));
      for (let n = 0; n < giftPolicy.perDay; n++) await send(TOKEN);
      assert.deepEqual(await gifts.read.givenToday([token.address, actors.alice]), [10n * TOKEN, 10n]);
      await assertions.revertWithCustomErrorWithArgs(send(1n), gifts, 'GiftsTooMany', [10n]);
      assert.equal((await token.read.standingOf([actors.alice])).custodialOutflow, 10n * TOKEN);
      assert.equal((await token.read.today())[1], 10n * TOKEN);
    });
  }

  it('keeps a week to its cap, and a streak, across the overflow', async () => {
    const economy = await setUp(-9);
    const { token, actors, settle } = economy;
    await token.write.setCaps([{ ...caps, memberDay: 0 }], await asRegistry(economy));
    const earned: bigint[] = [];
    for (let day = -9; day < 13; day++) {
      // Half a week's cap and more, twice: the second time the week is full.
      for (let n = 0; n < 2; n++) await settle(report(actors.alice, { createRoom: 200 }));
      const { lifetimeEarned, streak } = await token.read.standingOf([actors.alice]);
      earned.push(lifetimeEarned / TOKEN);
      assert.equal(streak, BigInt(day + 10));
      await time.increase(DAY);
    }
    // It begins on a Thursday. The overflow falls on a Saturday, which counts as a Thursday again: that week is longer.
    const weeks = [4, 9, 7, 2].flatMap((days, week) => Array<bigint>(days).fill(3_000n * BigInt(week + 1)));
    assert.deepEqual(earned, weeks);
  });
});
