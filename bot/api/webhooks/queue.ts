import { eq, isNull } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/database.ts';
import { cursor, deliveries, marks, webhooks } from '../../db/schema.ts';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../../operations/webhooks.ts';
import { type EventType, eventsBetween, type StreamEvent } from '../stream/events.ts';
import { END_OF_BLOCK, type Position } from '../stream/positions.ts';

/** As the database knows how far it came. */
const NAME = 'webhooks';
/** Rows that one statement takes. */
const CHUNK = 1_000;

const TOLD: readonly EventType[] = WEBHOOK_EVENTS;
type Told = Extract<StreamEvent, { change_type: WebhookEvent }>;

/**
 * Puts down for every webhook what has become final, because what a stranger was told no reorg takes back. Events of
 * before the first start are no news. All of it is put down or none, so that a webhook added after a crash hears nothing
 * of what was before it.
 * @param db the leader's
 */
export async function queueNew(ctx: Context, db: Database): Promise<void> {
  const { config } = ctx;
  const [head] = await db.select({ number: cursor.number }).from(cursor);
  if (!head) return;
  const depth = head.number - config.confirmations;
  const [mark] = await db.select().from(marks).where(eq(marks.name, NAME));
  if (!mark) return void (await db.insert(marks).values({ name: NAME, block: depth }).onConflictDoNothing());
  if (mark.block >= depth) return;
  const hooks = await db.select().from(webhooks).where(isNull(webhooks.disabledAt));
  const byToken = Map.groupBy(hooks, ({ token }) => token);

  await db.transaction(async (tx) => {
    let position: Position = { block: mark.block, logIndex: END_OF_BLOCK };
    for (let more = hooks.length > 0; more; ) {
      const read = await eventsBetween(ctx, position, depth);
      const now = new Date(ctx.clock());
      const rows = read.groups.flatMap((group) =>
        group.events.filter(isTold).flatMap((event) => {
          const { change_type: type, community } = event;
          const wanting = (byToken.get(community as Address) ?? []).filter(
            ({ events }) => events.length === 0 || events.includes(type),
          );
          const id = idOf(group.position, event);
          const body = JSON.stringify({ id, type, community, data: event });
          return wanting.map((hook) => ({
            webhook: hook.id,
            event: id,
            type,
            body,
            since: now,
            nextAt: now,
            createdAt: now,
          }));
        }),
      );
      for (let at = 0; at < rows.length; at += CHUNK)
        await tx
          .insert(deliveries)
          .values(rows.slice(at, at + CHUNK))
          .onConflictDoNothing();
      position = read.groups.at(-1)?.position ?? position;
      more = read.more;
    }
    await tx.update(marks).set({ block: depth }).where(eq(marks.name, NAME));
  });
}

const isTold = (event: StreamEvent): event is Told => TOLD.includes(event.change_type as EventType);

/** Names an event by what it is about, whatever else is known when it is told. */
function idOf({ block, logIndex }: Position, event: Told) {
  const about = 'address' in event ? event.address : (event.affected_ids[0] ?? event.community);
  return `${block}.${logIndex}.${event.change_type}.${about}`;
}
