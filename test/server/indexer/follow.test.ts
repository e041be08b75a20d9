import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { asc, eq } from 'drizzle-orm';
import { type Address, keccak256, toHex } from 'viem';
import {
  CATEGORIES,
  communities,
  type EntryType,
  entries,
  members,
  modules,
  periods,
  roles,
} from '../../../bot/db/schema.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { testDatabase } from '../../support/database.ts';
import { coins, contextOf, type Economy, lower, startEconomy } from '../../support/economy.ts';

describe('indexer: what happens on the chain becomes rows', { timeout: 240_000 }, () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let alice: Address;
  let bob: Address;
  let carol: Address;

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    [alice, bob, carol] = economy.members as [Address, Address, Address];
    indexer = await startIndexer(contextOf(database.db, economy));
    await economy.settle([
      [alice, [5, 1], true],
      [bob, [100]],
    ]);
    // Bob has written all the messages that count today: his report pays nothing and moves nothing.
    await economy.settle([
      [bob, [1]],
      [carol, [1]],
    ]);
    await economy.claimDaily(alice);
    await economy.gift(alice, bob, coins(10), keccak256(toHex('thanks')));
    await economy.transfer(bob, alice, coins(1));
    await economy.transfer(bob, bob, coins(2));
    await economy.transfer(carol, alice, 0n);
    await indexer.caughtUp();
  });
  after(async () => {
    await indexer?.close();
    await database?.close();
    await economy?.close();
  });

  const historyOf = (address: Address) =>
    database.db
      .select()
      .from(entries)
      .where(eq(entries.address, address))
      .orderBy(asc(entries.block), asc(entries.logIndex));

  it('balances, lifetime earnings and tiers are the token’s', async () => {
    const rows = await database.db.select().from(members);
    assert.deepEqual(new Set(rows.map(({ address }) => address)), new Set([alice, bob, carol]));
    for (const row of rows) {
      const standing = await economy.standingOf(row.address);
      assert.equal(row.balance, standing.balance);
      assert.equal(row.earned, standing.lifetimeEarned);
      assert.equal(row.tier, standing.tier);
    }
  });

  it('supply is what was issued less what was burned, and the sum of balances', async () => {
    const [community] = await database.db.select().from(communities);
    const rows = await database.db.select().from(members);
    assert.equal(
      community?.supply,
      rows.reduce((sum, { balance }) => sum + balance, 0n),
    );
    assert.equal(community?.supply, community!.issued - community!.burned);
  });

  it('every movement has its reason, on both sides, with balances that follow from each other', async () => {
    const ofAlice = await historyOf(alice);
    const types = ({ type }: { type: EntryType }) => `${type}/${CATEGORIES[type]}`;
    assert.deepEqual(ofAlice.map(types), ['earn/activity', 'daily/reward', 'gift/social', 'transfer_receive/transfer']);
    assert.deepEqual((await historyOf(bob)).map(types), [
      'earn/activity',
      'gift_received/social',
      'gift_bonus/reward',
      'transfer_send/transfer',
      'transfer_send/transfer',
    ]);
    for (const address of [alice, bob]) {
      let balance = 0n;
      for (const entry of await historyOf(address)) {
        assert.equal(entry.balanceAfter - entry.amount, balance);
        balance += entry.amount;
        assert.equal(entry.balanceAfter, balance);
      }
      assert.equal(balance, await economy.balanceOf(address));
    }
  });

  it('what a movement was about is kept: activities, streak, message, the other side', async () => {
    const [earn, daily, gift] = await historyOf(alice);
    assert.deepEqual(earn?.metadata, { settlement: '0', activities: { send_message: 5, share_file: 1 } });
    assert.deepEqual(daily?.metadata, { streak: 1 });
    assert.deepEqual(gift?.metadata, { messageHash: keccak256(toHex('thanks')) });
    assert.equal(gift?.counterparty, bob);
    assert.equal(earn?.counterparty, null);
  });

  it('a transfer to oneself moves nothing, and nothing moved leaves no trace', async () => {
    const toSelf = (await historyOf(bob)).at(-1);
    assert.deepEqual([toSelf?.amount, toSelf?.counterparty], [0n, bob]);
    assert.equal((await historyOf(carol)).length, 1);
  });

  it('days, weeks and months add up to what the token counted', async () => {
    for (const period of ['day', 'week', 'month'] as const) {
      const [row] = await database.db
        .select()
        .from(periods)
        .where(eq(periods.address, alice))
        .then((rows) => rows.filter((one) => one.period === period));
      const standing = await economy.standingOf(alice);
      assert.equal(row?.earned, period === 'day' ? standing.earnedToday : standing.earnedThisWeek);
      assert.equal(row?.gifted, coins(10));
      const starts = new Date(row!.starts * 86_400_000);
      if (period === 'month') assert.equal(starts.getUTCDate(), 1);
      else assert.equal(starts.getUTCDay(), period === 'day' ? 3 : 1);
    }
  });

  it('a community’s rules, roles and modules are as set', async () => {
    const [community] = await database.db.select().from(communities);
    assert.equal(community?.owner, lower(economy.operator));
    assert.equal(community?.caps?.memberDay, 500_000);
    assert.deepEqual(community?.giftPolicy, { limits: [50_000, 200_000, 500_000, null], bonusBps: 1000, perDay: 10 });
    assert.equal(community?.rates?.rewards.length, 8);
    assert.equal(community?.rates?.tierBps[3], 15_000);
    const [role] = await database.db.select().from(roles);
    assert.deepEqual([role?.account, role?.roles], [lower(economy.operator), 4]);
    const enabled = await database.db.select().from(modules).where(eq(modules.enabled, true));
    const { earnings, gifts, shop, achievements, tasks, stash, clans, conduct, market } = economy.deployment;
    const all = [earnings, gifts, shop, achievements, tasks, stash, clans, conduct, market];
    assert.deepEqual(new Set(enabled.map(({ module }) => module)), new Set(all.map(lower)));
  });
});
