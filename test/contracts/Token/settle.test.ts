// settle
// ├── when the caller is no module it reverts
// ├── when the token is paused it reverts
// ├── when a report names nobody, says nothing or bears an unknown flag it reverts with its place
// ├── when there are no reports it changes nothing
// ├── given nothing is counted
// │   └── it pays every count, whatever the limits
// ├── given counts are kept
// │   ├── it accepts what the daily limits leave, activity by activity, and pays that
// │   ├── it keeps accepting where there is no limit, also when the day's figure stays at 255
// │   ├── it keeps lifetime counts across days, which stay at 131,071
// │   └── it starts the day's counts afresh at midnight UTC
// ├── given a registration
// │   └── it is paid once per member, whatever reports say later
// ├── given multipliers
// │   ├── streak, tier and season multiply, and the product is rounded down
// │   └── the tier is that before the earning
// ├── given caps
// │   ├── it clips to the member's day, week, the community's day, the supply, the balance: the tightest decides
// │   ├── a capped member does not stop the others, and emits no Transfer
// │   ├── the day's cap starts afresh at midnight UTC, the week's on Monday and not before
// │   ├── a cap lowered below what was earned pays nothing more
// │   └── caps of 0 leave what the fields hold, and none runs over
// ├── it pays in the reports' order, the same member twice too, and totals are the same in any split
// └── it says who reached which tier, once
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, parseEventLogs, zeroAddress } from 'viem';
import { tokenAbi } from '../../../contracts/generated/abi.ts';
import { createCommunity, deployEconomy, type Economy } from '../support/deploy.ts';
import { Activity, caps, pack, rates, report, TOKEN, UNIT } from '../support/figures.ts';
import { asModule, asRegistry } from '../support/module.ts';
import { at } from '../support/time.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const module = await asModule(economy);
  /** Settles straight on the token, with rates of the test's own. */
  const settle = (reports: bigint[], changed: Partial<typeof rates> = {}, token = economy.token) =>
    token.write.settle([reports, { ...rates, ...changed }], module);
  /** What a settlement would pay, without sending it: [accepted counts, units] of each report. */
  const paid = async (reports: bigint[], changed: Partial<typeof rates> = {}, token = economy.token) =>
    (await token.simulate.settle([reports, { ...rates, ...changed }], module)).result.map((word) => [
      (word >> 32n) & (2n ** 64n - 1n),
      word & (2n ** 32n - 1n),
    ]);
  const registry = await asRegistry(economy);
  const setCaps = (changed: Partial<typeof caps>, token = economy.token) =>
    token.write.setCaps([{ ...caps, ...changed }], registry);
  return { ...economy, module, settle, paid, setCaps };
};
const standing = (economy: Pick<Economy, 'token'>, member: `0x${string}`) => economy.token.read.standingOf([member]);
const eventsOf = async (economy: Pick<Economy, 'client'>, hash: `0x${string}`) =>
  parseEventLogs({ abi: tokenAbi, logs: (await economy.client.public.getTransactionReceipt({ hash })).logs });
const counts = (values: Partial<Record<keyof typeof Activity, number>>) =>
  pack(
    8n,
    Object.keys(Activity).map((name) => values[name as keyof typeof Activity] ?? 0),
  );
const free = { memberDay: 0, memberWeek: 0, communityDay: 2 ** 48 - 1 };
const plain = {
  streakBps: pack(16n, [10_000, 10_000, 10_000, 10_000]),
  tierBps: pack(16n, [10_000, 10_000, 10_000, 10_000]),
};

describe('Token.settle', () => {
  it('reverts for who is no module', async () => {
    const { token, actors } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(
      token.write.settle([[report(actors.alice, { message: 1 })], rates], { account: actors.mallory }),
      token,
      'TokenNotModule',
      [actors.mallory],
    );
  });

  it('reverts while paused', async () => {
    const { token, communities, actors, settle } = await setUp();
    await communities.write.pause([token.address], { account: actors.pauser });
    await assertions.revertWithCustomError(settle([report(actors.alice, { message: 1 })]), token, 'TokenPaused');
  });

  it('reverts with the place of a malformed report', async () => {
    const { token, actors, settle } = await setUp();
    const good = report(actors.alice, { message: 1 });
    const bad = [report(zeroAddress, { message: 1 }), report(actors.bob, {}), good | 2n, good | (1n << 31n)];
    for (const [place, word] of bad.entries()) {
      const reports = [...Array<bigint>(place).fill(good), word, good];
      await assertions.revertWithCustomErrorWithArgs(settle(reports), token, 'TokenBadReport', [BigInt(place)]);
    }
  });

  it('reverts with the place of one far back in a batch', async () => {
    const { token, actors, settle } = await setUp();
    const reports = [...Array<bigint>(40).fill(report(actors.alice, { message: 1 })), report(actors.bob, {})];
    await assertions.revertWithCustomErrorWithArgs(settle(reports), token, 'TokenBadReport', [40n]);
  });

  it('changes nothing without reports', async () => {
    const { token, settle, paid } = await setUp();
    assert.deepEqual(await paid([]), []);
    await settle([]);
    assert.equal(await token.read.totalSupply(), 0n);
  });

  it('pays every count where nothing is counted', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    const word = report(alice, { message: 250, moderateRoom: 3 });
    assert.deepEqual(await economy.paid([word], { counted: false }), [
      [counts({ message: 250, moderateRoom: 3 }), 250_000n],
    ]);
    await economy.settle([word], { counted: false });
    assert.equal((await standing(economy, alice)).balance, 250n * TOKEN);
    assert.deepEqual(await economy.token.read.countsOf([alice]), [Array(8).fill(0), Array(8).fill(0)]);
  });

  it('accepts what the daily limits leave, activity by activity', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    await economy.settle([report(alice, { message: 90, file: 20, joinRoom: 3 })]);
    const word = report(alice, { message: 20, file: 1, createRoom: 2, joinRoom: 30, media: 1 });
    const accepted = counts({ message: 10, createRoom: 2, joinRoom: 7, media: 1 });
    assert.deepEqual(await economy.paid([word], plain), [[accepted, 10_000n + 20_000n + 35_000n + 2_000n]]);
    await economy.settle([word]);
    const day = [100, 20, 2, 10, 0, 0, 1, 0];
    assert.deepEqual(await economy.token.read.countsOf([alice]), [day, day]);
  });

  it('accepts without end where there is no limit, though the figure of the day stays at 255', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    const changed = { rewards: 1n << 160n };
    for (let n = 0; n < 3; n++) {
      assert.deepEqual(await economy.paid([report(alice, { helpful: 200 })], changed), [
        [counts({ helpful: 200 }), 200n],
      ]);
      await economy.settle([report(alice, { helpful: 200 })], changed);
    }
    const [lifetime, today] = await economy.token.read.countsOf([alice]);
    assert.equal(today[Activity.helpful], 255);
    assert.equal(lifetime[Activity.helpful], 600);
  });

  it('holds a limit of 255, which is not none', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    const limits = pack(8n, [255, 0, 0, 0, 0, 0, 0, 0]);
    await economy.settle([report(alice, { message: 200 })], { limits });
    assert.deepEqual((await economy.paid([report(alice, { message: 200 })], { limits }))[0]![0], 55n);
  });

  it('pays every activity its own reward, odd ones to the unit', async () => {
    const economy = await setUp();
    const rewards = pack(32n, [1, 3, 5, 7, 9, 11, 13, 15]);
    const word = (BigInt(economy.actors.alice) << 96n) | (pack(8n, [1, 3, 1, 3, 5, 1, 3, 1]) << 32n);
    const units = 1n + 9n + 5n + 21n + 45n + 11n + 39n + 15n;
    assert.equal((await economy.paid([word], { ...plain, rewards, limits: 0n }))[0]![1], units);
  });

  it('adds to a figure above half of what its field holds', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    const limits = pack(8n, [200, 0, 0, 0, 0, 0, 0, 0]);
    await economy.settle([report(alice, { message: 128 })], { limits });
    assert.deepEqual((await economy.paid([report(alice, { message: 100 })], { limits }))[0]![0], 72n);
  });

  it('holds all eight limits where each of them is passed', async () => {
    const economy = await setUp();
    const one = pack(8n, Array(8).fill(1));
    const two = (BigInt(economy.actors.alice) << 96n) | (pack(8n, Array(8).fill(2)) << 32n);
    assert.deepEqual((await economy.paid([two], { limits: one }))[0]![0], one);
  });

  it('pays nothing for an activity whose limit fell below what was counted', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    await economy.settle([report(alice, { message: 90 })]);
    const limits = pack(8n, [50, 0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(await economy.paid([report(alice, { message: 1, moderateRoom: 1 })], { limits }), [
      [1n << 56n, 0n],
    ]);
  });

  it('keeps lifetime counts across days and starts the day’s afresh at midnight UTC', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    await at(connection, 0, 86_399);
    await economy.settle([report(alice, { message: 100 })]);
    await at(connection, 1, 0);
    await economy.settle([report(alice, { message: 7 })]);
    const [lifetime, today] = await economy.token.read.countsOf([alice]);
    assert.equal(lifetime[0], 107);
    assert.equal(today[0], 7);
  });

  it('keeps a lifetime count at 131,071', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    const batch = Array<bigint>(257).fill(report(alice, { message: 255, moderateRoom: 255 }));
    const changed = { limits: 0n, rewards: 0n };
    for (let n = 0; n < 2; n++) await economy.settle(batch, changed);
    assert.equal((await economy.token.read.countsOf([alice]))[0][0], 2 * 257 * 255);
    await economy.settle([report(alice, { message: 2 })], changed);
    for (let n = 0; n < 2; n++) {
      const [lifetime] = await economy.token.read.countsOf([alice]);
      assert.deepEqual(lifetime, [131_071, 0, 0, 0, 0, 0, 0, 131_070]);
      // The next one by one: a sum that passes the greatest figure by the least there is.
      await economy.settle([report(alice, { message: 1 })], changed);
    }
    // Of another day, whose own figures are far from their greatest.
    await at(connection, 1, 0);
    await economy.settle([report(alice, { message: 1 })], changed);
    assert.equal((await economy.token.read.countsOf([alice]))[0][0], 131_071);
    await economy.settle([report(alice, { message: 2, moderateRoom: 2 })], changed);
    const greatest = [131_071, 0, 0, 0, 0, 0, 0, 131_071];
    assert.deepEqual(await economy.token.read.countsOf([alice]), [greatest, [3, 0, 0, 0, 0, 0, 0, 2]]);
  });

  it('pays a registration once', async () => {
    const economy = await setUp();
    const { alice, bob } = economy.actors;
    await economy.settle([report(alice, {}, true), report(alice, { message: 1 }, true)]);
    assert.equal((await standing(economy, alice)).balance, 11n * TOKEN);
    assert.equal((await standing(economy, alice)).registered, true);
    assert.equal((await standing(economy, bob)).registered, false);
    await at(connection, 1);
    await economy.settle([report(alice, {}, true)]);
    assert.equal((await standing(economy, alice)).balance, 11n * TOKEN);
  });

  it('multiplies by streak, tier and season and rounds down', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    await economy.setCaps({ silver: 100_000 });
    for (const day of [0, 1]) {
      await at(connection, day);
      await economy.settle([report(alice, { message: 50 })]);
    }
    assert.equal((await standing(economy, alice)).tier, 1);
    await at(connection, 2);
    // 7 x 1.1 (3 days) x 1.1 (silver) x 1.2345 = 10.456215
    await economy.settle([report(alice, { message: 7 })], { seasonBps: 12_345 });
    assert.equal((await standing(economy, alice)).earnedToday, 10_456n * UNIT);
  });

  it('rounds down what lacks next to nothing to a whole unit', async () => {
    const economy = await setUp();
    await economy.setCaps(free);
    const changed = { rewards: 453_629n, tierBps: pack(16n, [12_345, 12_345, 12_345, 12_345]), seasonBps: 9_999 };
    // 453,629 x 1.2345 x 0.9999 = 559,948.99999…
    assert.equal((await economy.paid([report(economy.actors.alice, { message: 1 })], changed))[0]![1], 559_948n);
  });

  it('multiplies by the streak from 3, 7, 14 and 30 days', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    const paid: bigint[] = [];
    for (let day = 0; day < 30; day++) {
      await at(connection, day);
      await economy.settle([report(alice, { message: 1 })], { tierBps: plain.tierBps });
      paid.push((await standing(economy, alice)).earnedToday / UNIT);
    }
    const steps = [2, 3, 6, 7, 13, 14, 29, 30].map((days) => paid[days - 1]);
    assert.deepEqual(steps, [1_000n, 1_100n, 1_100n, 1_250n, 1_250n, 1_500n, 1_500n, 2_000n]);
  });

  it('takes the tier from before the earning, and says once which one was reached', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    await economy.setCaps(free);
    const big = { ...plain, tierBps: pack(16n, [10_000, 20_000, 30_000, 40_000]), limits: 0n };
    const reached = async (message: number) => {
      const events = await eventsOf(economy, await economy.settle([report(alice, { message })], big));
      return events.flatMap((event) => (event.eventName === 'TierReached' ? [event.args] : []));
    };
    assert.deepEqual(await reached(99), []);
    assert.deepEqual(await reached(1), [{ member: getAddress(alice), tier: 1 }]);
    assert.deepEqual(await reached(1), []);
    assert.equal((await standing(economy, alice)).lifetimeEarned, 102n * TOKEN);
    // From silver over gold to platinum in one earning: one event.
    await economy.setCaps({ ...free, gold: 500_000, platinum: 500_000 });
    assert.deepEqual(await reached(200), [{ member: getAddress(alice), tier: 3 }]);
    assert.equal((await standing(economy, alice)).lifetimeEarned, 502n * TOKEN);
  });

  it('takes the tier from the balance where the community says so, without an event', async () => {
    const economy = await setUp();
    const { token, module, actors } = economy;
    const { alice, bob } = actors;
    await economy.setCaps({ ...free, tierByBalance: true });
    const tiered = { ...plain, tierBps: pack(16n, [10_000, 20_000, 30_000, 40_000]), limits: 0n };
    const settle = async (message: number) => {
      const events = await eventsOf(economy, await economy.settle([report(alice, { message })], tiered));
      assert.equal(events.filter(({ eventName }) => eventName === 'TierReached').length, 0);
      return standing(economy, alice);
    };
    assert.equal((await settle(99)).tier, 0);
    assert.equal((await settle(1)).tier, 1);
    // Silver pays twice; who spends below 100 earns and gives as bronze again, whatever was earned before.
    assert.equal((await settle(1)).balance, 102n * TOKEN);
    // What is given is given as the tier that one had before.
    const { result } = await token.simulate.move([alice, bob, 3n * TOKEN, false], module);
    assert.equal(result, 1);
    await token.write.move([alice, bob, 3n * TOKEN, false], module);
    const { tier, lifetimeEarned } = await standing(economy, alice);
    assert.deepEqual([tier, lifetimeEarned], [0, 102n * TOKEN]);
    assert.equal((await settle(1)).balance, 100n * TOKEN);
    assert.equal((await standing(economy, alice)).tier, 1);
  });

  it('takes each member’s own balance in one batch, and refuses what is no report there too', async () => {
    const economy = await setUp();
    const { token, actors } = economy;
    const { alice, bob, carol } = actors;
    await economy.setCaps({ ...free, tierByBalance: true });
    const tiered = { ...plain, tierBps: pack(16n, [10_000, 20_000, 30_000, 40_000]), limits: 0n };
    await economy.settle([report(alice, { message: 100 }), report(carol, { message: 250 })], tiered);
    await economy.settle([report(carol, { message: 125 })], tiered);
    const balances = () => Promise.all([alice, bob, carol].map((member) => token.read.balanceOf([member])));
    assert.deepEqual(await balances(), [100n * TOKEN, 0n, 500n * TOKEN]);
    await economy.settle(
      [alice, bob, carol, bob].map((member) => report(member, { message: 10 })),
      tiered,
    );
    // Silver, bronze, gold, bronze again.
    assert.deepEqual(await balances(), [120n * TOKEN, 20n * TOKEN, 530n * TOKEN]);
    // Far back in a batch too.
    const many = Array.from({ length: 40 }, (_, n) => report(n === 39 ? carol : bob, { message: 1 }));
    await economy.settle(many, tiered);
    assert.deepEqual(await balances(), [120n * TOKEN, 59n * TOKEN, 533n * TOKEN]);
    await assertions.revertWithCustomErrorWithArgs(
      economy.settle([report(alice, { message: 1 }), 0n], tiered),
      token,
      'TokenBadReport',
      [1n],
    );
  });

  it('counts up to a limit from odd to even: nothing of the old figure stays', async () => {
    const { token, actors, settle } = await setUp();
    for (const message of [3, 3]) await settle([report(actors.alice, { message })], { limits: pack(8n, [4]) });
    const [lifetime, today] = await token.read.countsOf([actors.alice]);
    assert.deepEqual([lifetime[0], today[0]], [4, 4]);
  });

  it('clips to the tightest cap, whichever it is', async () => {
    for (const [changed, expected] of [
      [{ memberDay: 30_000 }, 30n],
      [{ memberWeek: 20_000 }, 20n],
      [{ communityDay: 15_000 }, 15n],
    ] as const) {
      const economy = await setUp();
      await economy.setCaps(changed);
      await economy.settle([report(economy.actors.alice, { message: 40 })]);
      assert.equal((await standing(economy, economy.actors.alice)).balance, expected * TOKEN);
    }
  });

  it('clips to the supply and to the greatest balance, to a whole unit below', async () => {
    for (const fixed of ['supplyCap', 'maxBalance'] as const) {
      const economy = await setUp();
      const token = await createCommunity(economy, { [fixed]: 12n * TOKEN + 5n });
      await economy.settle([report(economy.actors.alice, { message: 40 })], {}, token);
      assert.equal(await token.read.balanceOf([economy.actors.alice]), 12n * TOKEN);
    }
  });

  it('lets a capped member stop nobody, without a Transfer', async () => {
    const economy = await setUp();
    const { alice, bob } = economy.actors;
    await economy.setCaps({ memberDay: 10_000 });
    await economy.settle([report(alice, { message: 10 })]);
    const hash = await economy.settle([report(alice, { message: 1 }), report(bob, { message: 3 })]);
    const events = await eventsOf(economy, hash);
    assert.deepEqual(
      events.map((event) => [event.eventName, event.args]),
      [['Transfer', { from: zeroAddress, to: getAddress(bob), value: 3n * TOKEN }]],
    );
    assert.equal((await standing(economy, alice)).activeDays, 1);
  });

  it('shares what the community may still issue in the order of the reports', async () => {
    const economy = await setUp();
    const { alice, bob, carol } = economy.actors;
    await economy.setCaps({ communityDay: 25_000 });
    await economy.settle([alice, bob, carol].map((member) => report(member, { message: 10 })));
    const balances = await Promise.all([alice, bob, carol].map((member) => economy.token.read.balanceOf([member])));
    assert.deepEqual(balances, [10n * TOKEN, 10n * TOKEN, 5n * TOKEN]);
    assert.deepEqual(await economy.token.read.today(), [25n * TOKEN, 0n]);
    await at(connection, 1, 0);
    await economy.settle([report(carol, { message: 10 })]);
    assert.equal(await economy.token.read.balanceOf([carol]), 15n * TOKEN);
  });

  it('starts the day’s cap afresh at midnight, the week’s on Monday and not before', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    await economy.setCaps({ memberDay: 10_000, memberWeek: 25_000 });
    const earn = async (day: number, second: number) => {
      await at(connection, day, second);
      await economy.settle([report(alice, { message: 50 })], plain);
      return (await standing(economy, alice)).balance / TOKEN;
    };
    assert.equal(await earn(4, 86_399), 10n);
    assert.equal(await earn(5, 0), 20n);
    assert.equal(await earn(6, 86_399), 25n);
    assert.equal(await earn(7, 0), 35n);
    assert.equal((await standing(economy, alice)).earnedThisWeek, 10n * TOKEN);
  });

  it('pays nothing more where a cap was lowered below what was earned', async () => {
    for (const changed of [{ memberDay: 5_000 }, { memberWeek: 5_000 }, { communityDay: 5_000 }]) {
      const economy = await setUp();
      const { alice } = economy.actors;
      await economy.settle([report(alice, { message: 10 })]);
      await economy.setCaps(changed);
      assert.deepEqual(await economy.paid([report(alice, { message: 10 })]), [[10n, 0n]]);
    }
  });

  it('holds a week’s cap to the unit, whatever was earned in weeks before', async () => {
    const economy = await setUp();
    const one = [report(economy.actors.alice, { message: 1 })];
    await economy.setCaps({ memberDay: 0, memberWeek: 10 });
    for (const day of [0, 7]) {
      await at(connection, day);
      await economy.settle(one, { ...plain, rewards: 1n });
    }
    assert.equal((await economy.paid(one, { ...plain, rewards: 10n }))[0]![1], 9n);
  });

  it('leaves a full day without a cap as it is', async () => {
    const economy = await setUp();
    const one = [report(economy.actors.alice, { message: 1 })];
    await economy.setCaps(free);
    await economy.settle(one, { ...plain, rewards: 2n ** 30n - 1n });
    assert.equal((await economy.paid(one, { ...plain, rewards: 1n }))[0]![1], 0n);
  });

  it('leaves what the fields hold where there is no cap, and none runs over', async () => {
    const economy = await setUp();
    const { alice } = economy.actors;
    await economy.setCaps(free);
    const most = { rewards: 2n ** 256n - 1n, limits: 0n, streakBps: 2n ** 64n - 1n, tierBps: 2n ** 64n - 1n };
    const all = { ...most, seasonBps: 2 ** 32 - 1, registration: 2 ** 32 - 1 };
    const word = report(
      alice,
      {
        message: 255,
        file: 255,
        createRoom: 255,
        joinRoom: 255,
        popular: 255,
        helpful: 255,
        media: 255,
        moderateRoom: 255,
      },
      true,
    );
    for (let day = 0; day < 7; day++) {
      await at(connection, day);
      await economy.settle([word, word], all);
      const { earnedToday, earnedThisWeek, balance, lifetimeEarned, streak } = await standing(economy, alice);
      const days = BigInt(day + 1);
      const week = days * (2n ** 30n - 1n) > 2n ** 32n - 1n ? 2n ** 32n - 1n : days * (2n ** 30n - 1n);
      assert.equal(earnedThisWeek, week * UNIT);
      assert.equal(earnedToday, (day < 4 ? 2n ** 30n - 1n : day === 4 ? 3n : 0n) * UNIT);
      assert.deepEqual([balance, lifetimeEarned, streak], [week * UNIT, week * UNIT, days]);
    }
  });

  it('never issues beyond 2^96-1 base units', async () => {
    const economy = await setUp();
    const { alice, bob, carol } = economy.actors;
    // A supply just below the field's end is reached by a storage write: issuing it would take decades.
    const slot = await supplySlot(economy);
    const total = 2n ** 96n - 1n - (2n ** 96n % UNIT) - 5n * UNIT;
    await connection.networkHelpers.setStorageAt(economy.token.address, slot, total);
    await economy.setCaps(free);
    await economy.settle(
      [alice, bob, carol].map((member) => report(member, { message: 1 })),
      {
        rewards: 3n,
      },
    );
    assert.equal(await economy.token.read.totalSupply(), total + 5n * UNIT);
    assert.equal(await economy.token.read.balanceOf([carol]), 0n);
  });

  it('comes to the same in any split of the reports', async () => {
    const economy = await setUp();
    const { alice, bob } = economy.actors;
    const parts = [3, 50, 44, 20].map((message) => [report(alice, { message }), report(bob, { message, file: 9 })]);
    await economy.settle(parts.flat());
    const whole = await Promise.all([alice, bob].map((member) => standing(economy, member)));
    const again = await setUp();
    for (const part of parts) await again.settle(part.toReversed());
    const split = await Promise.all([alice, bob].map((member) => standing(again, member)));
    assert.deepEqual(split, whole);
    assert.equal(whole[0]!.balance, 100n * TOKEN);
  });
});

/** The slot whose low 96 bits are the total supply, found by what it holds. */
async function supplySlot(economy: Awaited<ReturnType<typeof setUp>>): Promise<bigint> {
  await economy.settle([report(economy.actors.mallory, { message: 1 })]);
  for (let slot = 0n; slot < 16n; slot++) {
    const word = BigInt(await connection.networkHelpers.getStorageAt(economy.token.address, slot));
    if ((word & (2n ** 96n - 1n)) === TOKEN) return slot;
  }
  throw new Error('No slot holds the total supply.');
}
