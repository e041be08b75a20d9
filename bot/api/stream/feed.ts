import type { Context } from '../../context.ts';
import { BY_HAND, listen, notify } from '../../db/notify.ts';
import { cursor } from '../../db/schema.ts';
import { eventsBetween, type Group, MOST_PAGES, type StreamEvent } from './events.ts';
import { END_OF_BLOCK, hashesOf, type Position } from './positions.ts';

export type Feed = Awaited<ReturnType<typeof openFeed>>;

/** Has every server tell an event that stands nowhere. It must stay short: PostgreSQL carries 8,000 bytes. */
export const tellEverywhere = ({ db }: Pick<Context, 'db'>, event: StreamEvent) =>
  notify(db, BY_HAND, JSON.stringify(event));

/**
 * Hears from the indexer, reads what is new once, and hands it to all subscribers in order. The notification carries a
 * block number only: what happened is in the tables.
 */
export async function openFeed(ctx: Context) {
  const subscribers = new Set<(groups: Group[]) => void>();
  let position = await endOf(await indexed());
  let work = Promise.resolve();

  const tell = (groups: Group[]) => {
    for (const subscriber of subscribers) subscriber(groups);
  };

  async function indexed(): Promise<number> {
    const [row] = await ctx.db.select({ number: cursor.number }).from(cursor);
    return row?.number ?? -1;
  }

  async function endOf(block: number): Promise<Position> {
    return { block, logIndex: END_OF_BLOCK, hash: (await hashesOf(ctx.db, [block])).get(block) };
  }

  /** A reorg, or a gap in what we heard: from here on what was told may not be so. */
  async function resync(block: number) {
    position = await endOf(block);
    tell([{ position, events: [{ change_type: 'resync', affected_ids: [], block }] }]);
  }

  async function heard(payload: string) {
    if (payload === '') return resync(await indexed());
    const block = Number(payload);
    if (block < position.block) return resync(block);
    for (let page = 0, more = true; more; page++) {
      // A cache that is filled anew is no news.
      if (page === MOST_PAGES) return resync(block);
      const next = await eventsBetween(ctx, position, block);
      more = next.more;
      const last = next.groups.at(-1);
      if (last) position = last.position;
      if (last) tell(next.groups);
    }
    position = await endOf(block);
  }

  const inTurn = (step: () => unknown) => {
    work = work.then(step).then(
      () => undefined,
      (error) => ctx.log.error({ err: error }, 'the live stream missed something'),
    );
  };
  const listeners = [
    await listen(ctx.db, 'guildmint_indexed', (payload) => inTurn(() => heard(payload))),
    // What was sent while the connection was away is gone: it says nothing that a table does not.
    await listen(ctx.db, BY_HAND, (payload) =>
      inTurn(() => payload !== '' && tell([{ position: null, events: [JSON.parse(payload)] }])),
    ),
  ];

  return {
    /** Up to where everything has been told. */
    position: () => position,
    /** Up to which block the tables speak: never less than what has been told. */
    indexed,
    subscribe(subscriber: (groups: Group[]) => void) {
      subscribers.add(subscriber);
      return () => {
        subscribers.delete(subscriber);
      };
    },
    async close() {
      for (const listener of listeners) await listener.close();
      await work;
    },
  };
}
