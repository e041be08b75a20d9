import { eq, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { notifications } from '../db/schema.ts';

/** What a member may ask to be told by direct message. */
export const NOTICES = ['gift', 'review', 'tier', 'refund', 'trade', 'reminder', 'clan'] as const;
export type Notice = (typeof NOTICES)[number];

export type Notifications = {
  /** What is told; nothing until a member asks for it. */
  kinds: Notice[];
  /** Of the last choice; null for who made none. */
  locale: string | null;
  /** Since when Discord refuses messages to this member; null: it takes them, as far as is known. */
  closedAt: Date | null;
};

export async function getNotifications(ctx: Context, { userId }: { userId: string }): Promise<Notifications> {
  const [row] = await ctx.db.select().from(notifications).where(eq(notifications.userId, userId));
  const kinds = NOTICES.filter((kind) => row?.kinds.includes(kind));
  return { kinds, locale: row?.locale ?? null, closedAt: row?.closedAt ?? null };
}

/** Switches one kind. @param input.locale in which language it shall be told */
export async function setNotification(
  ctx: Context,
  { userId, kind, on, locale }: { userId: string; kind: Notice; on: boolean; locale: string },
): Promise<void> {
  const kinds = on ? [kind] : [];
  const others = sql`coalesce((select jsonb_agg(k) from jsonb_array_elements(${notifications.kinds}) k where k <> ${JSON.stringify(kind)}::jsonb), '[]'::jsonb)`;
  await ctx.db
    .insert(notifications)
    .values({ userId, kinds, locale })
    .onConflictDoUpdate({
      target: notifications.userId,
      set: { locale, kinds: sql`${others} || ${JSON.stringify(kinds)}::jsonb` },
    });
}
