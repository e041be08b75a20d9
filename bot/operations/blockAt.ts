import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';

/**
 * The block from which on history is of a moment or later. Blocks are in the order of their times, so some looks at the
 * primary key find it, and no index on times is needed.
 */
export async function blockAt(ctx: Context, at: Date): Promise<number> {
  const { rows } = await ctx.db.execute<{ block: string }>(sql`
    with recursive search (low, high) as (
      select 0::bigint, coalesce((select max(block) from chain.entries), -1) + 1
      union all
      select case when found.at < ${at} then found.block + 1 else low end,
        case when found.at < ${at} then high else (low + high) / 2 end
      from search left join lateral (
        select e.block, e.at from chain.entries e where e.block >= (low + high) / 2 order by e.block limit 1) found on true
      where low < high)
    select low as block from search order by low desc, high limit 1`);
  return Number(rows[0]!.block);
}
