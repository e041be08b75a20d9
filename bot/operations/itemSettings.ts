import { createHmac } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Address } from 'viem';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { itemSettings } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { isOutside } from '../outside.ts';

type ItemId = { token: Address; item: number };
type ItemSettings = Pick<typeof itemSettings.$inferSelect, 'roleId' | 'channelId' | 'webhookUrl'>;

/** What hands an item over here; nothing where nothing was chosen. */
export async function itemSettingsOf({ db }: Pick<Context, 'db'>, { token, item }: ItemId): Promise<ItemSettings> {
  const { roleId, channelId, webhookUrl } = itemSettings;
  const [row] = await db
    .select({ roleId, channelId, webhookUrl })
    .from(itemSettings)
    .where(and(eq(itemSettings.token, token), eq(itemSettings.item, item)));
  return row ?? { roleId: null, channelId: null, webhookUrl: null };
}

/** Changes some of it; it holds for what is handed over from now on. */
export async function setItem(
  { db }: Pick<Context, 'db'>,
  { token, item }: ItemId,
  change: Partial<ItemSettings>,
): Promise<void> {
  await db
    .insert(itemSettings)
    .values({ token, item, ...change })
    .onConflictDoUpdate({ target: [itemSettings.token, itemSettings.item], set: change });
}

/** @throws UserError for what is no https address; on a local network http will do */
export function requireWebhook({ local }: Pick<Config, 'local'>, url: string): string {
  const protocol = local ? /^https?$/ : /^https$/;
  const read = z.url({ protocol }).max(500).safeParse(url.trim());
  if (!read.success || new URL(read.data).username)
    throw new UserError('WebhookUrl', 'The address must begin with https:// and name no user or password.');
  if (!local && !isOutside(read.data))
    throw new UserError('WebhookUrl', 'The address must be one on the internet: none of a private network is asked.');
  return read.data;
}

/**
 * The key by which requests for an item are signed (HMAC-SHA256). It follows from the bot's own token, so that no database
 * and no backup holds it; with a new bot token there are new keys.
 */
export const webhookKey = ({ discord }: Pick<Config, 'discord'>, { token, item }: ItemId): string =>
  createHmac('sha256', discord.token).update(`guildmint webhook ${token.toLowerCase()} ${item}`).digest('hex');
