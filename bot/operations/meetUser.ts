import { sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { users } from '../db/schema.ts';

export type DiscordUser = { id: string; name: string; avatar: string | null };

/**
 * Remembers how to show a Discord user, and which address is theirs. Rows are written only when they change or once a
 * day, because every message passes here.
 */
export async function meetUser(ctx: Context, user: DiscordUser): Promise<{ address: Address }> {
  const address = await ctx.chain.accountOf(user.id);
  const seenAt = new Date(ctx.clock());
  await ctx.db
    .insert(users)
    .values({ ...user, address, seenAt })
    .onConflictDoUpdate({
      target: users.id,
      set: { name: user.name, avatar: user.avatar, seenAt },
      setWhere: sql`(${users.name}, ${users.avatar}) is distinct from (excluded.name, excluded.avatar) or ${users.seenAt} < excluded.seen_at - interval '1 day'`,
    });
  return { address };
}
