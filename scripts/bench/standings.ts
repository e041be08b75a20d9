// Members of a community as the indexer would leave them: many sums small, few large, a fifth of them equal.
import { eq, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Database } from '../../bot/db/database.ts';
import { communities, GROUP } from '../../bot/db/schema.ts';
import { type Period, type Standing, startOf } from '../../bot/operations/ranks.ts';

/** Gives a community so many members, as lists of them show. */
export async function fillMembers(db: Database, token: Address, count: number) {
  await fillBoards(db, token, count, [['balance', 'all']]);
  await db
    .update(communities)
    .set({ tiers: [count, 0, 0, 0] })
    .where(eq(communities.token, token));
}

type Board = readonly [Standing, Period];

/** Fills a token's boards with so many members. */
export async function fillBoards(db: Database, token: Address, members: number, boards: readonly Board[]) {
  const bytes = sql`decode(${token.slice(2)}, 'hex')`;
  await db.execute(sql`
    insert into chain.members (token, address, balance, earned)
    select ${bytes}, decode(substr(md5(n::text) || md5('address' || n), 1, 40), 'hex'), v, v from (
      select n, (case when n % 5 = 0 then 100000 else floor(exp(12 + 2.2 * sqrt(-2 * ln(random() * 0.999999 + 1e-9)) * cos(6.2832 * random()))) + 1 end)
        ::numeric * 1000000000000000 as v from generate_series(1, ${members}) as n) as s`);
  const now = Date.now();
  const [day, week, month] = (['day', 'week', 'month'] as const).map((period) => startOf(period, now));
  const starts = { all: 0, day, week, month, season: 0 };
  for (const [by, period] of boards) {
    if (period !== 'all')
      await db.execute(sql`insert into chain.periods (token, address, period, starts, earned)
        select token, address, ${period}, ${starts[period]}, earned from chain.members where token = ${bytes}`);
    await db.execute(sql`
      insert into chain.ranks (token, sum, period, starts, bucket, members)
      select token, ${by}, ${period}, ${starts[period]}, bucket, count(*) from chain.members,
        lateral (select chain.bucket(${sql.identifier(by)}, address) as fine) as f,
        lateral (values (fine), (fine / ${sql.raw(`${GROUP}`)})) as b (bucket)
      where token = ${bytes}
      group by token, bucket
      on conflict (token, sum, period, starts, bucket) do update set members = excluded.members`);
  }
  // Servers remember boards as long as the last block with any names is the same row.
  await db.execute(
    sql`update chain.log_blocks set number = number where number = (select max(number) from chain.log_blocks)`,
  );
}
