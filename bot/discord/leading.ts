import { openBell } from '../chain/bell.ts';
import { takeTurns } from '../chain/leader.ts';
import type { Context } from '../context.ts';
import { listen } from '../db/notify.ts';

/** Looks whether there is something to do, and does it. @returns milliseconds to rest unless something happens meanwhile */
export type Work = (ctx: Context) => Promise<number>;

const PAUSE_MS = 2_000;
/** What wakes works: blocks that were indexed, and messages or settings that changed. */
const CHANNELS = ['guildmint_indexed', 'guildmint_posts'];

/** Does what one server among several does on Discord, as long as it leads. Works do not wait for one another. */
export async function openLeading(ctx: Context, works: Record<string, Work>) {
  const all = Object.entries(works).map(([name, work]) => ({ name, work, bell: openBell() }));
  const wake = () => {
    for (const { bell } of all) bell.ring();
  };
  const subscriptions = await Promise.all(CHANNELS.map((channel) => listen(ctx.db, channel, wake)));
  const turns = takeTurns({
    of: 'guard',
    db: ctx.db,
    log: ctx.log,
    metrics: ctx.metrics,
    async lead(db, signal) {
      const leading = { ...ctx, db };
      await Promise.all(
        all.map(async ({ name, work, bell }) => {
          while (!signal.aborted) {
            const rest = await work(leading).catch((error) => {
              ctx.log.warn({ err: error, work: name }, 'something on Discord could not be done; it is tried again');
              return PAUSE_MS;
            });
            await bell.wait(rest, signal);
          }
        }),
      );
    },
  });
  return {
    async close(): Promise<void> {
      for (const subscription of subscriptions) await subscription.close();
      await turns.close();
    },
  };
}
