import type { Context } from '../../context.ts';
import { listen } from '../../db/notify.ts';
import { cursor } from '../../db/schema.ts';
import { eventsBetween, type Group, MOST_PAGES } from './events.ts';
import { END_OF_BLOCK, type Position } from './positions.ts';

export type Feed = Awaited<ReturnType<typeof openFeed>>;

/**
 * Hears from the indexer, reads what is new once, and hands it to all subscribers in order. The notification carries a
 * block number only: what happened is in the tables.
 */
export async function openFeed(ctx: Context) {
  const subscribers = new Set<(groups: Group[]) => void>();
  let position: Position = { block: await indexed(), logIndex: END_OF_BLOCK };
  let work = Promise.resolve();

  const tell = (groups: Group[]) => {
    for (const subscriber of subscribers) subscriber(groups);
  };

  async function indexed(): Promise<number> {
    const [row] = await ctx.db.select({ number: cursor.number }).from(cursor);
    return row?.number ?? -1;
  }

  /** A reorg, or a gap in what we heard: from here on what was told may not be so. */
  function resync(block: number) {
    position = { block, logIndex: END_OF_BLOCK };
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
    position = { block, logIndex: END_OF_BLOCK };
  }

  const listener = await listen(ctx.db, 'guildmint_indexed', (payload) => {
    work = work
      .then(() => heard(payload))
      .catch((error) => ctx.log.error({ err: error }, 'the live stream missed a block'));
  });

  return {
    /** Up to where everything has been told. */
    position: () => position,
    subscribe(subscriber: (groups: Group[]) => void) {
      subscribers.add(subscriber);
      return () => {
        subscribers.delete(subscriber);
      };
    },
    async close() {
      await listener.close();
      await work;
    },
  };
}
