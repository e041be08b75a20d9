import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { users } from '../db/schema.ts';
import type { DiscordUser } from './meetUser.ts';

/** How to show a Discord user; null for one whom the bot has not met. */
export async function getUser(ctx: Context, { userId }: { userId: string }): Promise<DiscordUser | null> {
  const [user] = await ctx.db
    .select({ id: users.id, name: users.name, avatar: users.avatar })
    .from(users)
    .where(eq(users.id, userId));
  return user ?? null;
}
