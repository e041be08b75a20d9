import { eq, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { guilds } from '../db/schema.ts';

/** Channels that a server gives a purpose. */
export const PLACES = ['tasks', 'reviews', 'items', 'staff', 'log', 'alerts'] as const;
export type Place = (typeof PLACES)[number];

/** What a server may switch off; whatever stands on-chain stays its members' own, and can still be given back or handed in. */
export const FEATURES = ['gifts', 'shop', 'tasks', 'market', 'trades', 'clans', 'boards'] as const;
export type Feature = (typeof FEATURES)[number];

const snowflake = z.string().regex(/^\d{5,20}$/);

export function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What a server chose. What is missing, or was written by hand and makes no sense, counts as not chosen. */
const schema = z.object({
  /** Names that this server gave to commands, for example `{ top: 'leaderboard' }`. */
  aliases: z.record(z.string(), z.string()).default({}).catch({}),
  prefixCommands: z.boolean().default(true).catch(true),
  /** Whether messages and files are paid for. */
  messageEarning: z.boolean().default(true).catch(true),
  wholeCoins: z.boolean().default(false).catch(false),
  pinDigits: z.number().int().min(4).max(6).nullable().default(null).catch(null),
  tasksChannelId: snowflake.nullable().default(null).catch(null),
  reviewsChannelId: snowflake.nullable().default(null).catch(null),
  itemsChannelId: snowflake.nullable().default(null).catch(null),
  staffChannelId: snowflake.nullable().default(null).catch(null),
  /** What happened, line by line, for the staff. */
  logChannelId: snowflake.nullable().default(null).catch(null),
  /** What is new in the shop, and when seasons begin and end. */
  alertsChannelId: snowflake.nullable().default(null).catch(null),
  /** How often the shop's news are looked for; null: never. */
  alertHours: z.number().int().min(1).max(168).nullable().default(6).catch(6),
  /** Called by each alert; null: nobody is. */
  alertRoleId: snowflake.nullable().default(null).catch(null),
  /** In which the staff write dates: an IANA name. */
  timeZone: z.string().default('UTC').refine(isTimeZone).catch('UTC'),
  off: z.array(z.enum(FEATURES)).default([]).catch([]),
});
export type Settings = z.infer<typeof schema>;

export const readSettings = (written: Record<string, unknown>): Settings => schema.parse(written);

/** Where a purpose's channel is kept. */
export const channelKey = (place: Place) => `${place}ChannelId` as const;

/** @returns those that hold where nothing was chosen, for a token of no server */
export async function getSettings(ctx: Context, { token }: { token: Address }): Promise<Settings> {
  const [row] = await ctx.db.select({ settings: guilds.settings }).from(guilds).where(eq(guilds.token, token));
  return readSettings(row?.settings ?? {});
}

/** Changes some and leaves the others; what shows on Discord follows at once. */
export async function setSettings(
  ctx: Context,
  { token, change }: { token: Address; change: Partial<Settings> },
): Promise<void> {
  await ctx.db
    .update(guilds)
    .set({ settings: sql`${guilds.settings} || ${JSON.stringify(change)}::jsonb` })
    .where(eq(guilds.token, token));
  await ctx.db.execute(sql`select pg_notify('guildmint_posts', '')`);
}
