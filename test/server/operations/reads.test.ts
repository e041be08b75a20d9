import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Address, keccak256, toHex } from 'viem';
import type { Context } from '../../../bot/context.ts';
import { activity, guilds, users } from '../../../bot/db/schema.ts';
import { UserError } from '../../../bot/errors.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { getBalance } from '../../../bot/operations/getBalance.ts';
import { getCommunities, getCommunity } from '../../../bot/operations/getCommunity.ts';
import { getHistory } from '../../../bot/operations/getHistory.ts';
import { getLeaderboard } from '../../../bot/operations/getLeaderboard.ts';
import { testDatabase } from '../../support/database.ts';
import { addressOf, coins, contextOf, type Economy, startEconomy } from '../../support/economy.ts';

describe('reading a community', () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let ctx: Context;
  let token: Address;
  let alice: Address;
  let bob: Address;
  let carol: Address;

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    token = economy.token;
    [alice, bob, carol] = economy.members as [Address, Address, Address];
    ctx = contextOf(database.db, economy, { clock: () => economy.noon });
    await economy.settle([
      [alice, [5, 1], true],
      [bob, [5]],
      [carol, [5]],
    ]);
    await economy.claimDaily(alice);
    await economy.gift(alice, bob, coins(10), keccak256(toHex('thanks')));
    const indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    await indexer.close();
    const at = new Date(ctx.clock());
    await database.db.insert(users).values([
      { id: '1001', address: alice, name: 'Alice', seenAt: at },
      { id: '1002', address: bob, name: 'Bob', seenAt: at },
      { id: '1009', address: addressOf('1009'), name: 'Newcomer', seenAt: at },
    ]);
    await database.db.insert(guilds).values({ id: '77', token, name: 'The Lounge' });
  });
  after(async () => {
    await database?.close();
    await economy?.close();
  });

  it('balance agrees with the contract and names the block it is of', async () => {
    const standing = await economy.standingOf(alice);
    const balance = await getBalance(ctx, { token, who: { address: alice } });
    assert.equal(balance.balance, standing.balance);
    assert.equal(balance.lifetimeEarned, standing.lifetimeEarned);
    assert.equal(balance.earnedToday, standing.earnedToday);
    assert.equal(balance.tier, standing.tier);
    assert.equal(balance.streak, Number(standing.streak));
    assert.equal(balance.lifetimeGifted, coins(10));
    assert.equal(balance.nextTierAt, coins(100));
    assert.equal(balance.rank, 1);
    assert.equal(balance.graduatedTo, null);
    assert.equal(balance.asOfBlock, Number(await economy.client.getBlockNumber()));
  });

  it('a stranger has nothing, no rank and no error', async () => {
    const { balance, rank, tier, pending } = await getBalance(ctx, { token, who: { userId: '1009' } });
    assert.deepEqual({ balance, rank, tier, pending }, { balance: 0n, rank: null, tier: 0, pending: 0n });
  });

  it('unsettled activity counts as pending, up to the activity’s daily limit', async () => {
    const of = { token, userId: '1009', at: new Date(ctx.clock()) };
    await database.db.insert(activity).values([
      { ...of, activity: 0, count: 3, source: 'm1' },
      { ...of, activity: 0, count: 200, source: 'm2' },
      { ...of, activity: 255, source: 'joined' },
    ]);
    const { rates } = await getCommunity(ctx, { token });
    const { pending } = await getBalance(ctx, { token, who: { userId: '1009' } });
    assert.equal(pending, coins((rates!.limits[0]! * rates!.rewards[0]! + rates!.registration) / 1000));
  });

  it('history is newest first, names the other side and pages without gap or overlap', async () => {
    const all = await getHistory(ctx, { token, who: { address: alice }, limit: 100 });
    assert.deepEqual(
      all.entries.map(({ type }) => type),
      ['gift', 'daily', 'earn'],
    );
    assert.deepEqual(all.entries[0]!.counterparty, { address: bob, userId: '1002', name: 'Bob' });
    assert.equal(all.next, null);
    const paged: unknown[] = [];
    let before: string | undefined;
    do {
      const page = await getHistory(ctx, { token, who: { address: alice }, limit: 1, before });
      assert.equal(page.entries.length, 1);
      paged.push(...page.entries);
      before = page.next ?? undefined;
    } while (before);
    assert.deepEqual(paged, all.entries);
  });

  it('history refuses a cursor that it never gave', async () => {
    const asked = getHistory(ctx, { token, who: { address: alice }, limit: 1, before: 'x; drop table' });
    await assert.rejects(asked, (error) => error instanceof UserError && error.code === 'CursorInvalid');
  });

  it('leaderboard ranks by amount, equal amounts by address, the same for the page and for oneself', async () => {
    for (const by of ['earned', 'balance'] as const) {
      const board = await getLeaderboard(ctx, { token, by, period: 'all', limit: 10, offset: 0 });
      assert.equal(board.total, 3);
      const expected = [...board.rows].sort((a, b) => Number(b.amount - a.amount) || (a.address < b.address ? -1 : 1));
      assert.deepEqual(board.rows, expected);
      for (const row of board.rows) {
        const page = await getLeaderboard(ctx, {
          token,
          by,
          period: 'all',
          limit: 1,
          offset: row.rank - 1,
          me: { address: row.address },
        });
        assert.deepEqual(page.rows, [row]);
        assert.deepEqual(page.me, { rank: row.rank, amount: row.amount, around: [row] });
      }
    }
  });

  it('leaderboards of the day, the week and the month hold what was earned in them', async () => {
    const all = await getLeaderboard(ctx, { token, by: 'earned', period: 'all', limit: 10, offset: 0 });
    for (const period of ['day', 'week', 'month'] as const)
      assert.deepEqual(await getLeaderboard(ctx, { token, by: 'earned', period, limit: 10, offset: 0 }), all);
    const tomorrow = { ...ctx, clock: () => ctx.clock() + 86_400_000 };
    const next = await getLeaderboard(tomorrow, {
      token,
      by: 'earned',
      period: 'day',
      limit: 10,
      offset: 0,
      me: { address: alice },
    });
    assert.deepEqual(next, { rows: [], total: 0, me: null });
  });

  it('who gave nothing does not stand on the board of givers', async () => {
    const board = await getLeaderboard(ctx, {
      token,
      by: 'gifted',
      period: 'all',
      limit: 10,
      offset: 0,
      me: { address: bob },
    });
    assert.deepEqual(
      board.rows.map(({ name, amount }) => [name, amount]),
      [['Alice', coins(10)]],
    );
    assert.equal(board.me, null);
  });

  it('a community is found by token and by Discord server, and an unknown one refused', async () => {
    const community = await getCommunity(ctx, { guildId: '77' });
    assert.equal(community.token, token);
    assert.equal(community.guild?.name, 'The Lounge');
    assert.equal(community.supply, community.issued - community.burned);
    assert.deepEqual(await getCommunities(ctx), [community]);
    const unknown = getCommunity(ctx, { guildId: '78' });
    await assert.rejects(unknown, (error) => error instanceof UserError && error.code === 'CommunityUnknown');
  });
});
