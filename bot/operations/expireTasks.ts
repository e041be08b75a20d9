import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { and, asc, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { claims, cursor, guilds } from '../db/schema.ts';

/** The claim's words and its task's. */
const GAS = 150_000;
const AT_ONCE = 50;
/** A block's time may be behind the clock. */
const MARGIN_MS = 60_000;

/**
 * Frees the slots of claims whose deadline has passed without anything handed in, except where a server switched that off.
 * A repeated call changes nothing: each claim's deadline is asked about once.
 * @returns how many were asked for
 */
export async function expireTasks(ctx: Context): Promise<number> {
  const [head] = await ctx.db.select({ at: cursor.at }).from(cursor);
  if (!head) return 0;
  const now = new Date(Math.min(ctx.clock(), head.at.getTime()) - MARGIN_MS);
  const id = sql<string>`'expireTask:0x' || encode(${claims.token}, 'hex') || ':' || ${claims.claim} || ':' || extract(epoch from ${claims.deadline})::bigint`;
  const due = await ctx.db
    .select({ id, token: claims.token, claim: claims.claim })
    .from(claims)
    .leftJoin(guilds, sql`${guilds.token} = ${claims.token}`)
    .where(
      and(
        inArray(claims.state, ['claimed', 'rejected']),
        lt(claims.deadline, now),
        or(isNull(guilds.settings), ne(sql`coalesce(${guilds.settings} ->> 'autoExpiry', 'true')`, 'false')),
        sql`not exists (select 1 from app.outbox o where o.id = ${id})`,
      ),
    )
    .orderBy(asc(claims.deadline))
    .limit(AT_ONCE);
  for (const { id: operation, token, claim } of due) {
    const data = encodeFunctionData({ abi: tasksAbi, functionName: 'expireTask', args: [token, BigInt(claim)] });
    const call = { verb: 'expireTask', token, userId: 'reporter', target: 'tasks', data, gas: GAS } as const;
    await ctx.chain.submit({ id: operation, ...call });
  }
  return due.length;
}
