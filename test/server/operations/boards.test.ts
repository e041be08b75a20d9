// A board of members by SQL, with what makes ranks hard: amounts that many have, amounts that differ in their last digits.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { type Address, keccak256, numberToHex, slice, zeroHash } from 'viem';
import type { Context } from '../../../bot/context.ts';
import { boundsOf, bucketOf, cursor, GROUP, logBlocks } from '../../../bot/db/schema.ts';
import { getBalance } from '../../../bot/operations/getBalance.ts';
import type { CommunityInfo } from '../../../bot/operations/getCommunity.ts';
import { getLeaderboard, rankOf } from '../../../bot/operations/getLeaderboard.ts';
import { testDatabase } from '../../support/database.ts';

const token: Address = '0x00000000000000000000000000000000000c0ffe';
const UNIT = 10n ** 18n;
const AMOUNTS = [1n, 7n, 99n, 1234n, 9999n, 10_000n, 12_345n, 99_999n, 100_000n, 100_001n, 100_099n, 100_100n];
const addressOf = (n: number) => slice(keccak256(numberToHex(n)), 0, 20);
const people = Array.from({ length: 600 }, (_, n) => ({
  address: addressOf(n),
  // A third are equal, others share four digits or nothing.
  amount: n % 3 === 0 ? 100n * UNIT : n % 3 === 1 ? AMOUNTS[n % AMOUNTS.length]! : 100n * UNIT + BigInt(n % 40),
}));

const board = [...people].sort((a, b) =>
  a.amount === b.amount ? (a.address < b.address ? -1 : 1) : a.amount > b.amount ? -1 : 1,
);
const rankIn = (amount: bigint) => 1 + people.filter((other) => other.amount > amount).length;

describe('a board with many equal amounts', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let ctx: Context;

  before(async () => {
    database = await testDatabase();
    const { db } = database;
    ctx = { db, clock: () => 0 } as unknown as Context;
    const rows = people.map(
      ({ address, amount }) => sql`(decode(${address.slice(2)}, 'hex'), ${`${amount}`}::numeric)`,
    );
    const bytes = sql`decode(${token.slice(2)}, 'hex')`;
    await db.execute(sql`insert into chain.members (token, address, balance, earned)
      select ${bytes}, address, 0, amount from (values ${sql.join(rows, sql`, `)}) as m (address, amount)`);
    await db.execute(sql`insert into chain.periods (token, address, period, starts, earned)
      select token, address, 'day', 0, earned from chain.members`);
    for (const period of ['all', 'day'])
      await db.execute(sql`insert into chain.ranks (token, sum, period, starts, bucket, members)
        select token, 'earned', ${period}, 0, bucket, count(*) from chain.members,
          lateral (select chain.bucket(earned, address) as fine) as f,
          lateral (values (fine), (fine / ${sql.raw(`${GROUP}`)})) as b (bucket)
        group by token, bucket`);
  });

  after(() => database.close());

  it('a bucket is the same in the database, holds what its bounds say, and stands in the board’s order', async () => {
    for (const { address, amount } of people) {
      const bucket = bucketOf(amount, address);
      const { rows } = await database.db.execute(
        sql`select chain.bucket(${`${amount}`}::numeric, decode(${address.slice(2)}, 'hex')) as bucket`,
      );
      assert.equal(rows[0]!.bucket, bucket);
      const bounds = boundsOf(bucket);
      assert.ok(amount >= bounds.from && amount < bounds.below);
      assert.equal(bounds.address === null, amount !== bounds.from);
      assert.ok(bounds.address === null || address >= bounds.address);
    }
    const buckets = board.map(({ amount, address }) => bucketOf(amount, address));
    assert.deepEqual(
      buckets,
      [...buckets].sort((a, b) => b - a),
    );
  });

  it('every page is what sorting gives, and its ranks are what counting gives', async () => {
    for (const period of ['all', 'day'] as const)
      for (let offset = 0; offset < board.length + 20; offset += 13) {
        const page = await getLeaderboard(ctx, { token, by: 'earned', period, limit: 20, offset });
        const expected = board.slice(offset, offset + 20);
        assert.equal(page.total, board.length);
        assert.deepEqual(
          page.rows.map(({ rank, address, amount }) => ({ rank, address, amount })),
          expected.map(({ address, amount }) => ({ rank: rankIn(amount), address, amount })),
        );
      }
  });

  it('everybody finds themselves between the right neighbours', async () => {
    const of = { token, by: 'earned', period: 'all' } as const;
    for (const [place, { address, amount }] of board.entries()) {
      const { me } = await getLeaderboard(ctx, { ...of, limit: 1, offset: 0, me: { address }, neighbours: 2 });
      const around = board.slice(Math.max(0, place - 2), place + 3);
      assert.equal(me?.rank, rankIn(amount));
      assert.deepEqual(
        me.around.map((row) => ({ rank: row.rank, address: row.address, amount: row.amount })),
        around.map((row) => ({ rank: rankIn(row.amount), address: row.address, amount: row.amount })),
      );
      assert.deepEqual(await rankOf(ctx, { ...of, address }), { rank: rankIn(amount), amount });
    }
  });

  it('a member’s standing knows the same place', async () => {
    const at = { number: 1, hash: zeroHash, at: new Date(0) };
    const of = { chainId: 1, genesis: zeroHash, deployment: zeroHash, projection: zeroHash };
    await database.db.insert(cursor).values({ ...of, ...at });
    await database.db.insert(logBlocks).values({ ...at, events: 0, kinds: '0x', logs: '0x' });
    const community = { token, symbol: 'X', decimals: 18, caps: null, rates: null } as unknown as CommunityInfo;
    const ranks = await Promise.all(
      people.map(({ address }) => getBalance(ctx, { token, who: { address }, community }).then(({ rank }) => rank)),
    );
    assert.deepEqual(
      ranks,
      people.map(({ amount }) => rankIn(amount)),
    );
  });
});
