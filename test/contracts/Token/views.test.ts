// name, symbol, decimals, unit, registry, custodian, supplyCap, maxBalance, closed, clawback, DOMAIN_SEPARATOR
// └── they say what the community was created with
// standingOf
// ├── of a stranger all is nothing, and the ceiling the default
// ├── figures of the day and week are gone the day and week after, without a transaction
// └── the streak lasts through today, and through a day that is forgiven
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { domainSeparator } from 'viem';
import { createCommunity, deployEconomy } from '../support/deploy.ts';
import { caps, rates, report, TOKEN } from '../support/figures.ts';
import { asModule } from '../support/module.ts';
import { at, moment } from '../support/time.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployEconomy);

describe('Token, what was fixed at creation', () => {
  it('is told as it was asked for', async () => {
    const economy = await setUp();
    const asked = { name: 'B', symbol: 'BROski$', supplyCap: 5n, maxBalance: 4n, closed: true, clawback: true };
    const { address, read } = await createCommunity(economy, { ...asked, modules: [] });
    const { name, symbol, supplyCap, maxBalance, closed, clawback } = {
      name: await read.name(),
      symbol: await read.symbol(),
      supplyCap: await read.supplyCap(),
      maxBalance: await read.maxBalance(),
      closed: await read.closed(),
      clawback: await read.clawback(),
    };
    assert.deepEqual({ name, symbol, supplyCap, maxBalance, closed, clawback }, asked);
    assert.deepEqual(await read.caps(), caps);
    assert.deepEqual([await read.decimals(), await read.unit(), await read.totalSupply()], [18, 10n ** 15n, 0n]);
    assert.equal((await read.registry()).toLowerCase(), economy.communities.address.toLowerCase());
    assert.equal((await read.custodian()).toLowerCase(), economy.custodian.toLowerCase());
    assert.equal(await read.isModule([economy.earnings.address]), false);
    const domain = { name: 'B', version: '1', chainId: 31337, verifyingContract: address };
    assert.equal(await read.DOMAIN_SEPARATOR(), domainSeparator({ domain }));
  });

  it('is 2^96-1 where there is no cap', async () => {
    const { token } = await setUp();
    assert.deepEqual([await token.read.supplyCap(), await token.read.maxBalance()], [2n ** 96n - 1n, 2n ** 96n - 1n]);
  });
});

describe('Token.standingOf', () => {
  const nothing = {
    balance: 0n,
    earnedToday: 0n,
    earnedThisWeek: 0n,
    lifetimeEarned: 0n,
    streak: 0n,
    activeDays: 0,
    tier: 0,
    claimedToday: false,
    registered: false,
    custodialOutflow: 0n,
    custodialCeiling: 500n * TOKEN,
  };

  it('of a stranger is nothing', async () => {
    const { token, actors } = await setUp();
    assert.deepEqual(await token.read.standingOf([actors.alice]), nothing);
  });

  it('rolls on by itself', async () => {
    const { token, earnings, actors, settle } = await setUp();
    const { time } = connection.networkHelpers;
    await at(connection, 5);
    await settle(report(actors.alice, { message: 100 }, true));
    await earnings.write.claimDaily([token.address], { account: actors.alice });
    const earned = { balance: 121n * TOKEN, lifetimeEarned: 121n * TOKEN, tier: 1, registered: true };
    const now = { ...nothing, ...earned, earnedToday: 121n * TOKEN, earnedThisWeek: 121n * TOKEN };
    assert.deepEqual(await token.read.standingOf([actors.alice]), {
      ...now,
      streak: 1n,
      activeDays: 1,
      claimedToday: true,
    });
    await time.increaseTo(moment(6, 0));
    const sunday = { ...nothing, ...earned, earnedThisWeek: 121n * TOKEN, streak: 1n, activeDays: 2 };
    assert.deepEqual(await token.read.standingOf([actors.alice]), sunday);
    await time.increaseTo(moment(7, 0));
    assert.deepEqual(await token.read.standingOf([actors.alice]), { ...nothing, ...earned, activeDays: 4 });
    await time.increaseTo(moment(5 + 32, 0));
    assert.deepEqual(await token.read.standingOf([actors.alice]), { ...nothing, ...earned });
  });

  it('forgets the day’s counts and outflow at midnight UTC', async () => {
    const economy = await setUp();
    const { token, actors, settle } = economy;
    const module = await asModule(economy);
    await at(connection, 1);
    await settle(report(actors.alice, { message: 50 }));
    await token.write.move([actors.alice, actors.bob, TOKEN, true], module);
    const now = async () => {
      const [lifetime, today] = await token.read.countsOf([actors.alice]);
      return [lifetime[0], today[0], (await token.read.standingOf([actors.alice])).custodialOutflow];
    };
    assert.deepEqual(await now(), [50, 50, TOKEN]);
    await connection.networkHelpers.time.increaseTo(moment(2, 0));
    assert.deepEqual(await now(), [50, 0, 0n]);
  });

  it('keeps a streak through today, and through a forgiven day', async () => {
    const { token, actors, settle } = await setUp();
    const streak = async () => (await token.read.standingOf([actors.alice])).streak;
    for (let day = 0; day < 6; day++) {
      await at(connection, day);
      await settle(report(actors.alice, { message: 1 }));
    }
    const { time } = connection.networkHelpers;
    for (const [day, expected] of [
      [5, 6n],
      [6, 6n],
      [7, 7n],
      [8, 0n],
    ] as const) {
      if (day > 5) await time.increaseTo(moment(day));
      assert.equal(await streak(), expected, `day ${day}`);
    }
  });

  it('follows the grace of the latest settlement', async () => {
    const economy = await setUp();
    const { token, earnings, actors, settle } = economy;
    for (let day = 0; day < 6; day++) {
      await at(connection, day);
      await settle(report(actors.alice, { message: 1 }));
    }
    await earnings.write.setRates([token.address, { ...rates, grace: false }], { account: actors.owner });
    const module = await asModule(economy);
    const streak = async () => (await token.read.standingOf([actors.alice])).streak;
    await at(connection, 7);
    // What a module pays for something else has no rates, and leaves grace as it was.
    await token.write.earn([actors.bob, TOKEN], module);
    assert.equal(await streak(), 7n);
    await settle(report(actors.bob, { message: 1 }));
    assert.equal(await streak(), 0n);
    await token.write.earn([actors.bob, TOKEN], module);
    assert.equal(await streak(), 0n);
  });
});
