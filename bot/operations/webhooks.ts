/** Servers that a community's admins have told of what happens in it. */
import { createHmac, randomUUID } from 'node:crypto';
import { and, asc, count, desc, eq, lt } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { notify } from '../db/notify.ts';
import { deliveries, webhooks } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { requireWebhook } from './itemSettings.ts';

/**
 * What follows from a final block. Of the stream's others `balance` and `leaderboard` say again what an `entry` says with its
 * `balanceAfter`; `sync` and `test` follow from no block.
 */
export const WEBHOOK_EVENTS = [
  'entry',
  'item',
  'purchase',
  'task',
  'claim',
  'listing',
  'trade',
  'swap',
  'penalty',
  'clan',
  'caps',
  'season',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Wakes whoever delivers. */
export const WEBHOOKS_CHANNEL = 'guildmint_webhooks';

const MOST = 20;

export type Webhook = typeof webhooks.$inferSelect;
export type Delivery = typeof deliveries.$inferSelect;
type Named = { token: Address; id: string };

/**
 * The key by which what it is told is signed (HMAC-SHA256). It follows from the bot's own token, so that no database and no
 * backup holds it; with a new bot token there are new keys.
 */
export const secretOf = ({ discord }: Pick<Config, 'discord'>, { id, version }: Pick<Webhook, 'id' | 'version'>) =>
  createHmac('sha256', discord.token).update(`guildmint events ${id} ${version}`).digest('hex');

export const getWebhooks = ({ db }: Pick<Context, 'db'>, token: Address): Promise<Webhook[]> =>
  db.select().from(webhooks).where(eq(webhooks.token, token)).orderBy(asc(webhooks.createdAt), asc(webhooks.id));

/** @throws UserError */
export async function getWebhook({ db }: Pick<Context, 'db'>, { token, id }: Named): Promise<Webhook> {
  const [row] = await db
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.id, id), eq(webhooks.token, token)));
  if (!row) throw new UserError('WebhookUnknown', 'There is no such webhook here: GET lists those there are.');
  return row;
}

/**
 * Has a server told from now on. @param wanted.events none: all
 * @returns its id
 * @throws UserError for an address that cannot be, and for too many
 */
export async function addWebhook(
  ctx: Context,
  tx: Transaction,
  wanted: { token: Address; url: string; events: WebhookEvent[] },
): Promise<string> {
  const url = requireWebhook(ctx.config, wanted.url);
  const [there] = await tx.select({ number: count() }).from(webhooks).where(eq(webhooks.token, wanted.token));
  if (there!.number >= MOST)
    throw new UserError('WebhooksMany', `A community has at most ${MOST} webhooks: remove one that is not needed.`);
  const id = randomUUID();
  await tx.insert(webhooks).values({ ...wanted, id, url, createdAt: new Date(ctx.clock()) });
  return id;
}

/**
 * @param change.active true tells it again what waits, false tells it no more
 * @param change.newSecret from now on another key signs
 * @throws UserError
 */
export async function changeWebhook(
  ctx: Context,
  named: Named,
  change: {
    url?: string | undefined;
    events?: WebhookEvent[] | undefined;
    active?: boolean | undefined;
    newSecret?: boolean | undefined;
  },
): Promise<Webhook> {
  const now = new Date(ctx.clock());
  const { version } = await getWebhook(ctx, named);
  const { url, events, active, newSecret } = change;
  const set = {
    ...(url !== undefined && { url: requireWebhook(ctx.config, url) }),
    ...(events && { events }),
    ...(active === true && { disabledAt: null, note: null }),
    ...(active === false && { disabledAt: now, note: 'Switched off by hand.' }),
    ...(newSecret && { version: version + 1 }),
  };
  await ctx.db.transaction(async (tx) => {
    if (Object.keys(set).length > 0) await tx.update(webhooks).set(set).where(eq(webhooks.id, named.id));
    if (active)
      await tx
        .update(deliveries)
        .set({ attempts: 0, since: now, nextAt: now })
        .where(and(eq(deliveries.webhook, named.id), eq(deliveries.state, 'waiting')));
    await notify(tx, WEBHOOKS_CHANNEL, named.id);
  });
  return getWebhook(ctx, named);
}

/** Its log goes with it. @throws UserError */
export async function removeWebhook(ctx: Context, named: Named): Promise<void> {
  await getWebhook(ctx, named);
  await ctx.db.transaction(async (tx) => {
    await tx.delete(deliveries).where(eq(deliveries.webhook, named.id));
    await tx.delete(webhooks).where(eq(webhooks.id, named.id));
  });
}

/** What it was told, newest first. @param page.before `next` of the page before @throws UserError */
export async function getDeliveries(
  ctx: Context,
  named: Named,
  page: { limit: number; before?: string | undefined },
): Promise<{ rows: Delivery[]; next: string | null }> {
  await getWebhook(ctx, named);
  const { limit, before } = page;
  if (before !== undefined && !/^\d{1,15}$/.test(before))
    throw new UserError('CursorInvalid', 'That page does not exist: begin again at the newest.');
  const rows = await ctx.db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.webhook, named.id), before === undefined ? undefined : lt(deliveries.id, Number(before))))
    .orderBy(desc(deliveries.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? `${shown.at(-1)!.id}` : null };
}

/** Tells it something once more, before what is newer. @throws UserError */
export async function redeliver(ctx: Context, named: Named, delivery: number): Promise<Delivery> {
  await getWebhook(ctx, named);
  const now = new Date(ctx.clock());
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(deliveries)
      .set({ state: 'waiting', attempts: 0, since: now, nextAt: now, doneAt: null })
      .where(and(eq(deliveries.id, delivery), eq(deliveries.webhook, named.id)))
      .returning();
    if (!row)
      throw new UserError('DeliveryUnknown', 'There is no such delivery: they are listed, and kept for a week.');
    await notify(tx, WEBHOOKS_CHANNEL, named.id);
    return row;
  });
}

/** Queues an event of nothing, to see that it arrives. @throws UserError */
export async function testWebhook(ctx: Context, named: Named): Promise<Delivery> {
  const { token } = await getWebhook(ctx, named);
  const now = new Date(ctx.clock());
  const event = `test.${randomUUID()}`;
  const body = JSON.stringify({ id: event, type: 'test', community: token, data: {} });
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(deliveries)
      .values({ webhook: named.id, event, type: 'test', body, since: now, nextAt: now, createdAt: now })
      .returning();
    await notify(tx, WEBHOOKS_CHANNEL, named.id);
    return row!;
  });
}
