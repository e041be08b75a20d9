// The seconds around midnight UTC at the dates that calendars get wrong: Mondays, leap days, month and year ends, the days
// on which clocks are changed, and the day that 16 bits do not hold. A day is 86,400 seconds at each of them.
// midnight
// ├── the day's cap starts afresh, the week's only on a Monday, and a streak goes on
// ├── the daily reward, the limits of gifts and an admin's budget start afresh
// milestones, decay and the rolling reward
// └── are had at the first second of their day or moment, and not one second before
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import type { Address } from 'viem';
import { DAY, deployEconomy } from '../support/deploy.ts';
import { caps, report, TOKEN, UNIT } from '../support/figures.ts';
import { deployMilestones, reason } from '../support/milestones.ts';

// A chain each: the time of one never runs back to where the other's fixture begins.
const [economies, milestones] = [await network.create(), await network.create()];
const utc = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day) / 1000;
/** The first day beyond 16 bits, a Saturday. */
const OVERFLOW = 2 ** 16 * DAY;
const full = { message: 100, file: 20, createRoom: 255 };

const edges: [name: string, midnight: number][] = [
  ['a Tuesday', utc(2040, 1, 10)],
  ['a Monday', utc(2040, 1, 9)],
  ['the first of a month', utc(2040, 2, 1)],
  ['a leap day', utc(2040, 2, 29)],
  ['the day after a leap day', utc(2040, 3, 1)],
  ['the first of March without a leap day', utc(2041, 3, 1)],
  ['the first of March of a century', utc(2100, 3, 1)],
  ['the first of a year', utc(2041, 1, 1)],
  ['the day on which clocks go forward', utc(2040, 3, 25)],
  ['the Monday after clocks went forward', utc(2040, 3, 26)],
  ['the day on which clocks go back', utc(2040, 10, 28)],
  ['the day that 16 bits do not hold', OVERFLOW],
];

describe('Midnight UTC', () => {
  const { assertions } = economies.viem;
  const { loadFixture, time } = economies.networkHelpers;
  const next = (seconds: number) => time.setNextBlockTimestamp(seconds);
  for (const [name, midnight] of edges) {
    const isMonday = new Date(midnight * 1000).getUTCDay() === 1;

    it(`begins the day, ${isMonday ? 'and' : 'not'} the week, and keeps the streak: ${name}`, async () => {
      const { token, actors, settle } = await loadFixture(deployEconomy);
      const alice = report(actors.alice, full);
      await next(midnight - 2);
      await settle(alice);
      await next(midnight - 1);
      await settle(alice);
      assert.equal(await token.read.balanceOf([actors.alice]), 500n * TOKEN);
      await next(midnight);
      await settle(alice);
      const { balance, earnedToday, earnedThisWeek, streak } = await token.read.standingOf([actors.alice]);
      assert.deepEqual([balance, earnedToday, streak], [1_000n * TOKEN, 500n * TOKEN, 2n]);
      assert.equal(earnedThisWeek, (isMonday ? 500n : 1_000n) * TOKEN);
    });

    it(`brings the next daily reward: ${name}`, async () => {
      const { earnings, token, actors } = await loadFixture(deployEconomy);
      const claim = () => earnings.write.claimDaily([token.address], { account: actors.alice });
      await next(midnight - 2);
      await claim();
      await next(midnight - 1);
      await assertions.revertWithCustomErrorWithArgs(claim(), token, 'TokenAlreadyClaimed', [BigInt(midnight)]);
      await next(midnight);
      await claim();
      const after = [BigInt(midnight + DAY)] as const;
      await assertions.revertWithCustomErrorWithArgs(claim(), token, 'TokenAlreadyClaimed', [...after]);
    });

    it(`begins the limits of gifts and an admin’s budget: ${name}`, async () => {
      const { earnings, gifts, token, actors, settle } = await loadFixture(deployEconomy);
      const budget = (BigInt(caps.communityDay) * UNIT) / 10n;
      const award = (amount: bigint) =>
        earnings.write.award([token.address, actors.carol, amount, reason], { account: actors.admin });
      const give = (amount: bigint) =>
        gifts.write.gift([token.address, actors.bob, amount, reason], { account: actors.alice });
      const given = () => gifts.read.givenToday([token.address, actors.alice]);
      await next(midnight - 4);
      await settle(report(actors.alice, full));
      await next(midnight - 3);
      await award(budget);
      await next(midnight - 2);
      await assertions.revertWithCustomErrorWithArgs(award(1n), earnings, 'EarningsAwardBudget', [0n]);
      await next(midnight - 1);
      await give(300n * TOKEN);
      assert.deepEqual(await given(), [300n * TOKEN, 1n]);
      await next(midnight);
      await give(200n * TOKEN);
      assert.deepEqual(await given(), [200n * TOKEN, 1n]);
      await award(budget);
      await assertions.revertWithCustomErrorWithArgs(award(1n), earnings, 'EarningsAwardBudget', [0n]);
    });
  }
});

describe('Milestones and decay at their first second', () => {
  const { assertions } = milestones.viem;
  const { loadFixture, time } = milestones.networkHelpers;
  const next = (seconds: number) => time.setNextBlockTimestamp(seconds);
  const setUp = async () => {
    const world = await loadFixture(deployMilestones);
    const { active } = world;
    /** Active at noon of so many days, from this midnight on. */
    const activeFrom = async (member: Address, midnight: number, days: number) => {
      for (let day = 0; day < days; day++) {
        await next(midnight + day * DAY + DAY / 2);
        await active(member);
      }
    };
    return { ...world, activeFrom };
  };

  for (const [name, first] of [
    ['over a leap day', utc(2040, 2, 24)],
    ['over a month’s end', utc(2041, 2, 24)],
    ['over a year’s end', utc(2040, 12, 28)],
    ['over the day that 16 bits do not hold', OVERFLOW - 4 * DAY],
  ] as const) {
    it(`a streak of seven days pays again after seven: ${name}`, async () => {
      const { earnings, token, actors, by, activeFrom, balance } = await setUp();
      const claim = () => earnings.write.claimWeeklyStreak([token.address], by(actors.alice));
      await activeFrom(actors.alice, first, 7);
      await next(first + 7 * DAY - 1);
      await claim();
      await activeFrom(actors.alice, first + 7 * DAY, 6);
      const again = first + 13 * DAY;
      await next(again - 1);
      await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsTooEarly', [BigInt(again)]);
      const had = await balance();
      await next(again);
      await claim();
      assert.equal((await balance()) - had, 50n * TOKEN);
    });

    it(`twenty days count until the thirtieth ends: ${name}`, async () => {
      const { earnings, token, actors, by, activeFrom, balance } = await setUp();
      const claim = () => earnings.write.claimMonthlyActive([token.address], by(actors.alice));
      await activeFrom(actors.alice, first, 20);
      await next(first + 30 * DAY - 1);
      await claim();
      assert.equal(await balance(), 200n * TOKEN);
      await next(first + 30 * DAY);
      await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsNotReached', [19n, 20n]);
    });

    it(`idle balances lose from the first second of the day after: ${name}`, async () => {
      const { earnings, token, actors, by, activeFrom, fund, balance } = await setUp();
      await earnings.write.setDecay([token.address, { bps: 1_000, idleWeeks: 1 }], by(actors.admin));
      await activeFrom(actors.alice, first, 1);
      await fund(actors.alice, 100n);
      const decay = () => earnings.write.decay([token.address, [actors.alice]], by(actors.mallory));
      const held: bigint[] = [];
      for (const moment of [7 * DAY - 1, 7 * DAY, 14 * DAY - 1, 14 * DAY]) {
        await next(first + moment);
        await decay();
        held.push(await balance());
      }
      assert.deepEqual(held, [100n * TOKEN, 90n * TOKEN, 90n * TOKEN, 81n * TOKEN]);
    });

    it(`the rolling reward waits for 86,400 seconds: ${name}`, async () => {
      const { earnings, token, actors, by, set } = await setUp();
      await set({ rolling: true });
      const claim = () => earnings.write.claimDaily([token.address], by(actors.alice));
      for (let day = 1; day <= 8; day++) {
        const moment = first + day * DAY - 1;
        if (day > 1) {
          await next(moment - 1);
          await assertions.revertWithCustomErrorWithArgs(claim(), earnings, 'EarningsTooEarly', [BigInt(moment)]);
        }
        await next(moment);
        await claim();
      }
      assert.equal((await token.read.standingOf([actors.alice])).streak, 8n);
    });
  }
});
