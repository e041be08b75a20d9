import { and, asc, eq, isNull, lt, min } from 'drizzle-orm';
import { openBell } from '../../chain/bell.ts';
import { takeTurns } from '../../chain/leader.ts';
import type { Context } from '../../context.ts';
import { listen } from '../../db/notify.ts';
import { deliveries, webhooks } from '../../db/schema.ts';
import { type Delivery, secretOf, WEBHOOKS_CHANNEL, type Webhook } from '../../operations/webhooks.ts';
import { postOutside, signatureOf } from '../../outside.ts';
import { queueNew } from './queue.ts';

const DAY = 86_400_000;
const IDLE_MS = 15_000;
const PAUSE_MS = 2_000;
const KEPT_MS = 7 * DAY;
const LONGEST_REST_MS = 3_600_000;
/** Webhooks told at a time. */
const MOST_AT_ONCE = 50;

/**
 * Tells webhooks what happened: each in order, none waiting for another, at least once. Who does not take an event is
 * tried again for a day, ever later, and then told no more. On one server of those that share the database.
 * @param firstRestMs before the second try
 */
export async function startWebhooks(ctx: Context, firstRestMs = 5_000) {
  const bell = openBell();
  const wake = () => bell.ring();
  const subscriptions = [await listen(ctx.db, 'guildmint_indexed', wake), await listen(ctx.db, WEBHOOKS_CHANNEL, wake)];
  const turns = takeTurns({
    of: 'webhooks',
    db: ctx.db,
    log: ctx.log,
    metrics: ctx.metrics,
    async lead(db, signal) {
      const leading = { ...ctx, db };
      const running = new Map<string, Promise<void>>();
      while (!signal.aborted) {
        const rest = await look(leading, running, signal).catch((error) => {
          ctx.log.warn({ err: error }, 'webhooks could not be looked after; it is tried again');
          return PAUSE_MS;
        });
        await bell.wait(rest, signal);
      }
      await Promise.all(running.values());
    },
  });

  /** @returns milliseconds until something is due */
  async function look(leading: Context, running: Map<string, Promise<void>>, signal: AbortSignal): Promise<number> {
    await queueNew(ctx, leading.db);
    const { db, clock } = leading;
    await db.delete(deliveries).where(lt(deliveries.createdAt, new Date(clock() - KEPT_MS)));
    const due = await db
      .select({ webhook: webhooks, at: min(deliveries.nextAt) })
      .from(webhooks)
      .innerJoin(deliveries, and(eq(deliveries.webhook, webhooks.id), eq(deliveries.state, 'waiting')))
      .where(isNull(webhooks.disabledAt))
      .groupBy(webhooks.id);
    let rest = IDLE_MS;
    for (const { webhook, at } of due) {
      const wait = (at?.getTime() ?? 0) - clock();
      if (wait > 0) rest = Math.min(rest, wait);
      else if (!running.has(webhook.id) && running.size < MOST_AT_ONCE) {
        const run = deliverAll(leading, webhook.id, signal)
          .catch((error) => ctx.log.warn({ err: error, webhook: webhook.id }, 'a webhook could not be told'))
          .then((again) => {
            running.delete(webhook.id);
            if (again) bell.ring();
          });
        running.set(webhook.id, run);
      }
    }
    return rest;
  }

  /** @returns whether there may be more to do at a time of its own */
  async function deliverAll(leading: Context, id: string, signal: AbortSignal): Promise<boolean> {
    const { db, clock } = leading;
    while (!signal.aborted) {
      const [next] = await db
        .select({ webhook: webhooks, delivery: deliveries })
        .from(deliveries)
        .innerJoin(webhooks, and(eq(webhooks.id, deliveries.webhook), isNull(webhooks.disabledAt)))
        .where(and(eq(deliveries.webhook, id), eq(deliveries.state, 'waiting')))
        .orderBy(asc(deliveries.id))
        .limit(1);
      if (!next) return false;
      if (next.delivery.nextAt.getTime() > clock()) return true;
      await deliver(leading, next.webhook, next.delivery);
    }
    return false;
  }

  async function deliver(leading: Context, webhook: Webhook, delivery: Delivery) {
    const { db, clock } = leading;
    const at = Math.floor(clock() / 1000);
    const { id, event, type, body } = delivery;
    const status = await postOutside(leading, webhook.url, body, {
      'content-type': 'application/json',
      'idempotency-key': event,
      'x-guildmint-event': type,
      'x-guildmint-signature': signatureOf(secretOf(leading.config, webhook), at, body),
    }).catch((error) => {
      leading.log.debug({ err: error, webhook: webhook.id }, 'a webhook gave no answer');
      return null;
    });
    const now = clock();
    const attempts = delivery.attempts + 1;
    const tried = { attempts, status };
    const this_ = eq(deliveries.id, id);
    if (status !== null && status >= 200 && status < 300) {
      await db
        .update(deliveries)
        .set({ ...tried, state: 'delivered', doneAt: new Date(now) })
        .where(this_);
    } else if (now - delivery.since.getTime() < DAY) {
      const rest = Math.min(LONGEST_REST_MS, firstRestMs * 2 ** Math.min(delivery.attempts, 20));
      await db
        .update(deliveries)
        .set({ ...tried, nextAt: new Date(now + rest) })
        .where(this_);
    } else {
      const last = status === null ? 'gave no answer' : `answered ${status}`;
      const note = `For a day it took an event not once: it ${last}. Switch it on again when it is mended.`;
      await db.transaction(async (tx) => {
        await tx
          .update(deliveries)
          .set({ ...tried, state: 'failed', doneAt: new Date(now) })
          .where(this_);
        await tx
          .update(webhooks)
          .set({ disabledAt: new Date(now), note })
          .where(eq(webhooks.id, webhook.id));
      });
    }
  }

  return {
    async close(): Promise<void> {
      for (const subscription of subscriptions) await subscription.close();
      await turns.close();
    },
  };
}
