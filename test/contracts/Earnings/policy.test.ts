// setRates, setSeason, setWeekend
// ├── when the caller is no admin, or the community unknown, they revert
// ├── setRates reverts for multipliers of 0 and for limits that nobody counts; it keeps all but the season
// ├── setSeason reverts for no multiplier, an end before the beginning, a gap in the numbers, more than 16; it adds and replaces
// └── setWeekend keeps the multiplier
// ratesOf
// ├── is empty for a community without rates
// ├── multiplies all seasons open now, half-open, and the weekend from Saturday to Monday, UTC
// └── rounds each product down and stays at the greatest uint32
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress } from 'viem';
import { createCommunity, DAY, deployEconomy } from '../support/deploy.ts';
import { pack, rates } from '../support/figures.ts';
import { moment } from '../support/time.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { earnings, token, actors } = economy;
  const admin = { account: actors.admin };
  const setRates = (changed: Partial<typeof rates>, by = admin) =>
    earnings.write.setRates([token.address, { ...rates, ...changed }], by);
  const setSeason = (number: bigint, opens: number, closes: number, bps: number, by = admin) =>
    earnings.write.setSeason([token.address, number, { opens, closes, bps }], by);
  const setWeekend = (bps: number, by = admin) => earnings.write.setWeekend([token.address, bps], by);
  const bpsAt = async (moment: number) => {
    await time.increaseTo(moment);
    return (await earnings.read.ratesOf([token.address])).seasonBps;
  };
  return { ...economy, setRates, setSeason, setWeekend, bpsAt };
};

describe('Earnings, its policy', () => {
  it('is set by admins alone', async () => {
    const { earnings, token, actors, setRates, setSeason, setWeekend } = await setUp();
    const by = { account: actors.reporter };
    for (const call of [setRates({}, by), setSeason(0n, 0, 0, 1, by), setWeekend(1, by)]) {
      const values = [token.address, getAddress(actors.reporter)] as const;
      await assertions.revertWithCustomErrorWithArgs(call, earnings, 'EarningsNotAdmin', [...values]);
    }
    const unknown = earnings.write.setRates([actors.carol, rates], { account: actors.owner });
    await assertions.revertWithCustomError(unknown, earnings, 'EarningsNotAdmin');
  });

  it('refuses multipliers of nothing and limits without counting', async () => {
    const { earnings, setRates } = await setUp();
    for (let place = 0; place < 4; place++) {
      const holed = pack(
        16n,
        [0, 1, 2, 3].map((at) => (at === place ? 0 : 65_535)),
      );
      for (const field of ['streakBps', 'tierBps'])
        await assertions.revertWithCustomErrorWithArgs(setRates({ [field]: holed }), earnings, 'EarningsBadRates', [
          field,
        ]);
      // The least there is, beside others without that bit: each is looked at in its own place.
      const least = (holed & ~pack(16n, [1, 1, 1, 1])) | (1n << BigInt(16 * place));
      await setRates({ streakBps: least, tierBps: least });
    }
    await assertions.revertWithCustomErrorWithArgs(setRates({ counted: false }), earnings, 'EarningsBadRates', [
      'limits',
    ]);
    await setRates({ counted: false, limits: 0n });
  });

  it('keeps all rates but the season', async () => {
    const { earnings, token, actors } = await setUp();
    const set = {
      rewards: 2n ** 256n - 1n,
      limits: 2n ** 64n - 1n,
      streakBps: 2n ** 64n - 1n,
      tierBps: 2n ** 64n - 2n,
      seasonBps: 77,
      registration: 2 ** 32 - 1,
      daily: 2 ** 32 - 2,
      grace: true,
      counted: true,
    };
    const call = earnings.write.setRates([token.address, set], { account: actors.owner });
    await assertions.emitWithArgs(call, earnings, 'RatesSet', [token.address, set]);
    assert.deepEqual(await earnings.read.ratesOf([token.address]), { ...set, seasonBps: 10_000 });
  });

  it('has no rates for a community that set none', async () => {
    const economy = await setUp();
    const other = await createCommunity(economy);
    const { rewards, daily, seasonBps } = await economy.earnings.read.ratesOf([other.address]);
    assert.deepEqual({ rewards, daily, seasonBps }, { rewards: 0n, daily: 0, seasonBps: 10_000 });
  });

  it('refuses bad seasons', async () => {
    const { earnings, setSeason } = await setUp();
    for (const [field, call] of [
      ['closes', () => setSeason(0n, 5, 4, 10_000)],
      ['bps', () => setSeason(0n, 4, 5, 0)],
      ['number', () => setSeason(1n, 4, 5, 10_000)],
    ] as const)
      await assertions.revertWithCustomErrorWithArgs(call(), earnings, 'EarningsBadSeason', [field]);
    for (let number = 0n; number < 16n; number++) await setSeason(number, 4, 5, 10_000);
    const seventeenth = setSeason(16n, 4, 5, 10_000);
    await assertions.revertWithCustomErrorWithArgs(seventeenth, earnings, 'EarningsTooManySeasons', [16n]);
  });

  it('adds seasons and replaces them', async () => {
    const { earnings, token, setSeason } = await setUp();
    const first = { opens: 1, closes: 2, bps: 3 };
    const call = setSeason(0n, 1, 2, 3);
    await assertions.emitWithArgs(call, earnings, 'SeasonSet', [token.address, 0n, first]);
    assert.deepEqual(await earnings.read.seasonsOf([token.address]), [first]);
    await setSeason(1n, 4, 5, 6);
    await setSeason(0n, 7, 7, 8);
    const second = { opens: 4, closes: 5, bps: 6 };
    assert.deepEqual(await earnings.read.seasonsOf([token.address]), [{ opens: 7, closes: 7, bps: 8 }, second]);
  });

  it('multiplies the seasons that are open, from the first second to the last', async () => {
    const { setSeason, bpsAt } = await setUp();
    await setSeason(0n, moment(1), moment(3), 15_000);
    await setSeason(1n, moment(2), moment(4), 20_000);
    assert.equal(await bpsAt(moment(1) - 1), 10_000);
    assert.equal(await bpsAt(moment(1)), 15_000);
    assert.equal(await bpsAt(moment(2)), 30_000);
    assert.equal(await bpsAt(moment(3) - 1), 30_000);
    assert.equal(await bpsAt(moment(3)), 20_000);
    assert.equal(await bpsAt(moment(4)), 10_000);
  });

  it('multiplies on Saturdays and Sundays, UTC, on top of seasons', async () => {
    const { earnings, token, setSeason, setWeekend, bpsAt } = await setUp();
    await assertions.emitWithArgs(setWeekend(12_000), earnings, 'WeekendSet', [token.address, 12_000]);
    await setSeason(0n, moment(6), moment(8), 15_000);
    assert.equal(await bpsAt(moment(4, DAY - 1)), 10_000);
    assert.equal(await bpsAt(moment(5, 0)), 12_000);
    assert.equal(await bpsAt(moment(6, DAY - 1)), 18_000);
    assert.equal(await bpsAt(moment(7, 0)), 15_000);
    await setWeekend(0);
    assert.equal(await bpsAt(moment(12)), 10_000);
  });

  it('rounds each product down and stays at the greatest number', async () => {
    const { setSeason, bpsAt } = await setUp();
    for (const number of [0n, 1n]) await setSeason(number, moment(1), moment(2), 12_345);
    assert.equal(await bpsAt(moment(1)), 15_239);
    for (let number = 2n; number < 16n; number++) await setSeason(number, moment(1), moment(2), 2 ** 32 - 1);
    assert.equal(await bpsAt(moment(1, DAY * 0.8)), 2 ** 32 - 1);
  });
});
