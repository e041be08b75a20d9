import { and, eq, lt, ne, or, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Chain } from '../chain/chain.ts';
import type { Context } from '../context.ts';
import { users } from '../db/schema.ts';

export type DiscordUser = { id: string; name: string; avatar: string | null };

const FRESH_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
const REMEMBERED = 10_000;
/** Who was written down lately, by deployment: every message and command passes here, and hardly any brings news. */
const lately = new WeakMap<Chain, Map<string, { as: string; at: number }>>();

/** Remembers how to show a Discord user, and which address is theirs. */
export async function meetUser(ctx: Context, { id, name, avatar }: DiscordUser): Promise<{ address: Address }> {
  const address = await ctx.chain.accountOf(id);
  const known = lately.get(ctx.chain) ?? new Map<string, { as: string; at: number }>();
  lately.set(ctx.chain, known);
  const as = JSON.stringify([name, avatar]);
  const now = ctx.clock();
  const last = known.get(id);
  if (last?.as === as && now - last.at < FRESH_MS) return { address };

  const seenAt = new Date(now);
  const news = { address, name, avatar, seenAt };
  // Whoever is new is met several times at once; a conflict in their id alone would leave the one in their address to fail.
  const added = await ctx.db
    .insert(users)
    .values({ id, ...news })
    .onConflictDoNothing();
  if (added.rowCount === 0) {
    const isNews = or(
      ne(users.address, address),
      ne(users.name, name),
      sql`${users.avatar} is distinct from ${avatar}`,
      lt(users.seenAt, new Date(now - DAY_MS)),
    );
    await ctx.db
      .update(users)
      .set(news)
      .where(and(eq(users.id, id), isNews));
  }
  known.delete(id);
  known.set(id, { as, at: now });
  for (const oldest of known.keys()) {
    if (known.size <= REMEMBERED) break;
    known.delete(oldest);
  }
  return { address };
}

/** Whoever was erased is written down anew when they are met again. */
export function forgetUser(ctx: Context, userId: string): void {
  lately.get(ctx.chain)?.delete(userId);
}
