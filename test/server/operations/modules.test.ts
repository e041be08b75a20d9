// What faces ask of the modules, after the story.
//
// leaderboard
//   neighbours stand where the whole board has them, equal amounts sharing a rank
//   contracts stand on none; a season's board is that of its window
// economy: its sums are the community's, its median the one in the middle
// stats: by type they add up to the balance
// lists: pages join up to the whole, and hold what the whole does
// tasks, claims, review queue, achievements, clans, challenges, market, trades, penalties, seasons: what is there
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Address } from 'viem';
import { lower } from '../../../bot/chain/log.ts';
import { encodeRaw } from '../../../bot/chain/rawRows.ts';
import type { Context } from '../../../bot/context.ts';
import { clans, listings, members, scores, swaps, trades } from '../../../bot/db/schema.ts';
import { commitRanges, noneMet } from '../../../bot/indexer/commit.ts';
import { begin } from '../../../bot/indexer/cursor.ts';
import { getAchievements } from '../../../bot/operations/getAchievements.ts';
import { getChallenges, getClan, getClanBoard, getClanOf, getClans } from '../../../bot/operations/getClans.ts';
import { getEconomy } from '../../../bot/operations/getEconomy.ts';
import { getLeaderboard, rankOf } from '../../../bot/operations/getLeaderboard.ts';
import { getListings, getSwaps, getTrades } from '../../../bot/operations/getMarket.ts';
import { getPenalties } from '../../../bot/operations/getPenalties.ts';
import { getSeasons } from '../../../bot/operations/getSeasons.ts';
import { getStats, SPANS } from '../../../bot/operations/getStats.ts';
import { getClaims, getReviewQueue, getTasks } from '../../../bot/operations/getTasks.ts';
import type { Rows } from '../../../bot/operations/rows.ts';
import { testDatabase } from '../../support/database.ts';
import { playedStory } from '../../support/storyChain.ts';

describe('reading what modules did', () => {
  let story: Awaited<ReturnType<typeof playedStory>>;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let ctx: Context;
  let token: Address;
  let alice: { address: Address };

  before(async () => {
    [story, database] = await Promise.all([playedStory(), testDatabase()]);
    const { deployment, blocks, world } = story;
    const first = { ...blocks[0]!.header, number: 0, hash: deployment.genesis };
    const cursor = await begin(database.db, deployment, deployment.genesis, first);
    const logs = blocks.flatMap((block) => block.logs);
    const last = blocks.at(-1)!.header;
    async function* all() {
      yield {
        last,
        events: logs.length,
        logs,
        raw: encodeRaw(
          blocks.map(({ header }) => header),
          logs,
        ),
      };
    }
    await commitRanges(database.db, deployment, new Map(), cursor, all(), noneMet(true), 'node');
    // Reads ask the database, the clock and the contracts' addresses.
    ctx = { db: database.db, clock: () => last.at * 1000, chain: { deployment } } as unknown as Context;
    const communities = await database.db.query.communities.findMany();
    token = communities.find(({ underlying }) => underlying === null)!.token;
    alice = { address: lower(world.alice.address) };
  });
  after(() => database.close());

  it('neighbours stand where the whole board has them; contracts stand nowhere', async () => {
    for (const by of ['earned', 'balance', 'spent', 'gifted'] as const) {
      const board = await getLeaderboard(ctx, { token, by, period: 'all', limit: 50, offset: 0 });
      assert.equal(board.total, board.rows.length);
      const nobody = new Set(Object.values(story.deployment).map((value) => `${value}`.toLowerCase()));
      for (const [place, row] of board.rows.entries()) {
        assert.ok(!nobody.has(row.address) && row.address !== token);
        assert.equal(row.rank, 1 + board.rows.filter(({ amount }) => amount > row.amount).length);
        const ask = {
          token,
          by,
          period: 'all',
          limit: 2,
          offset: place,
          me: { address: row.address },
          neighbours: 2,
        } as const;
        const { rows, me } = await getLeaderboard(ctx, ask);
        assert.deepEqual(rows, board.rows.slice(place, place + 2));
        assert.deepEqual(me, {
          ...{ rank: row.rank, amount: row.amount },
          around: board.rows.slice(Math.max(0, place - 2), place + 3),
        });
        const own = { rank: row.rank, amount: row.amount };
        assert.deepEqual(await rankOf(ctx, { token, by, period: 'all', address: row.address }), own);
      }
    }
  });

  it('a season’s board holds what was earned in its window', async () => {
    const seasons = await getSeasons(ctx, { token });
    assert.ok(seasons.length > 0);
    for (const { number } of seasons) {
      const ask = { token, by: 'earned', period: 'season', season: number, limit: 50, offset: 0 } as const;
      const { rows, total } = await getLeaderboard(ctx, ask);
      assert.equal(rows.length, total);
    }
  });

  it('the economy’s sums are the community’s, its median the one in the middle', async () => {
    const found = await getEconomy(ctx, { token, days: 366 });
    const balances = (await database.db.select().from(members))
      .filter((row) => row.token === token && !row.contract && row.balance > 0n)
      .map(({ balance }) => balance)
      .sort((a, b) => (a < b ? -1 : 1));
    const middle = balances.slice(Math.ceil(balances.length / 2) - 1, Math.floor(balances.length / 2) + 1);
    assert.equal(found.medianBalance, middle.reduce((sum, value) => sum + value, 0n) / BigInt(middle.length));
    assert.equal(found.averageBalance, balances.reduce((sum, value) => sum + value, 0n) / BigInt(balances.length));
    assert.equal(found.holders, balances.length);
    assert.equal(
      found.issued,
      found.days.reduce((sum, { issued }) => sum + issued, 0n),
    );
    assert.equal(found.issued - found.burned, found.supply);
    assert.equal(
      found.tiers.reduce((sum, count) => sum + count, 0),
      found.members,
    );
    assert.ok(found.giftVolume > 0n && found.byActivity.length > 0 && found.byCategory.length > 0);
  });

  it('pages of lists join up to the whole, past what can no longer be bought', async () => {
    const expiresAt = new Date(ctx.clock() + 1000);
    const of = { token, block: 1, logIndex: 0, expiresAt, epoch: 0 };
    const { address } = alice;
    const listed = {
      ...of,
      seller: address,
      asset: 1n,
      quantity: 1,
      left: 1,
      price: 1n,
      feeBps: 0,
      listedAt: expiresAt,
    };
    const nft = { ...listed, collection: token, state: 'open' } as const;
    // Of the one in the middle its seller has nothing any more.
    await database.db.insert(listings).values([
      { ...nft, listing: 901 },
      { ...nft, listing: 902, collection: null, asset: 9_999n },
      { ...nft, listing: 903 },
    ]);
    const swap = { ...of, maker: address, amount: 1n, wanted: token, wantedAmount: 1n, state: 'open' } as const;
    await database.db.insert(swaps).values([901, 902].map((number) => ({ ...swap, swap: number })));
    const some = { amount: '1', assets: [] };
    const traded = {
      ...of,
      proposer: address,
      other: address,
      version: 1,
      termsHash: token,
      give: some,
      want: some,
      state: 'open',
    } as const;
    await database.db.insert(trades).values([901, 902].map((trade) => ({ ...traded, trade })));

    const [living] = await getClans(ctx, { token });
    const { name: _, leaderId: __, ...clan } = living!;
    await database.db.insert(clans).values({ ...clan, clan: 901 });

    const who = alice;
    const lists: Record<string, (rows?: Rows) => Promise<unknown[]>> = {
      listings: (rows) => getListings(ctx, { token, ...rows }),
      own: (rows) => getListings(ctx, { token, seller: who, ...rows }),
      swaps: (rows) => getSwaps(ctx, { token, viewer: who, ...rows }),
      trades: (rows) => getTrades(ctx, { token, who, ...rows }),
      clans: (rows) => getClans(ctx, { token, ...rows }),
      board: (rows) => getClanBoard(ctx, { token, ...rows }),
      challenges: (rows) => getChallenges(ctx, { token, ...rows }),
    };
    for (const [name, read] of Object.entries(lists)) {
      const all = await read();
      assert.ok(all.length > 1, name);
      const pages = [];
      for (let offset = 0; offset <= all.length; offset++) pages.push(...(await read({ offset, limit: 1 })));
      assert.deepEqual(pages, all, name);
    }
    const [first] = await getClans(ctx, { token });
    assert.deepEqual(await getClan(ctx, { token, clan: first!.clan }), first);
    await assert.rejects(getClan(ctx, { token, clan: 9_999 }), { code: 'ClanUnknown' });
  });

  it('stats of all time add up to the balance; shorter spans hold no more', async () => {
    const counts = [];
    for (const span of SPANS) {
      const { byType } = await getStats(ctx, { token, who: alice, span });
      counts.push(byType.reduce((sum, { count }) => sum + count, 0));
      if (span !== 'all') continue;
      const row = (await database.db.select().from(members)).find(
        (one) => one.token === token && one.address === alice.address,
      );
      assert.equal(
        byType.reduce((sum, { amount }) => sum + amount, 0n),
        row?.balance,
      );
    }
    assert.ok(Math.max(...counts) === counts.at(-1) && counts.at(-1)! > 0);
  });

  it('tasks, claims, achievements, clans, market and penalties are what is there', async () => {
    const all = await getTasks(ctx, { token, open: false });
    const open = await getTasks(ctx, { token, open: true });
    assert.ok(all.length > open.length && open.every(({ cancelled, left }) => !cancelled && left !== 0));
    const claimed = await getClaims(ctx, { token, who: alice });
    assert.ok(claimed.length > 0 && claimed.every(({ claim, task }) => claim.task === task.task));
    assert.ok((await getReviewQueue(ctx, { token })).every(({ claim }) => claim.state === 'submitted'));
    const achieved = await getAchievements(ctx, { token, who: alice });
    assert.ok(
      achieved.some(({ badge }) => badge) && achieved.every(({ badge }) => !badge || badge.member === alice.address),
    );
    for (const clan of await getClans(ctx, { token })) assert.equal(clan.dissolvedAt, null);
    const mine = await getClanOf(ctx, { token, who: alice });
    assert.ok(mine === null || mine.clan.token === token);
    const tallied = (await database.db.select().from(scores)).filter((row) => row.token === token);
    const summed = (await getChallenges(ctx, { token })).flatMap((challenge) => challenge.scores);
    const total = (some: { score: number }[]) => some.reduce((sum, { score }) => sum + score, 0);
    assert.equal(total(summed), total(tallied));
    const [listings, swaps] = [await getListings(ctx, { token }), await getSwaps(ctx, { token, viewer: alice })];
    assert.ok([...listings, ...swaps].every(({ state }) => state === 'open'));
    assert.ok(
      (await getTrades(ctx, { token, who: alice })).every((trade) =>
        [trade.proposer, trade.other].includes(alice.address),
      ),
    );
    const penalties = await getPenalties(ctx, { token });
    assert.ok(penalties.length > 0);
    const { member } = penalties[0]!;
    const own = await getPenalties(ctx, { token, who: { address: member } });
    assert.deepEqual(
      own,
      penalties.filter((penalty) => penalty.member === member),
    );
  });
});
