import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm';
import { type Address, type Hex, keccak256, stringToHex } from 'viem';
import { openBell } from '../chain/bell.ts';
import { takeTurns } from '../chain/leader.ts';
import type { Context } from '../context.ts';
import { listen } from '../db/notify.ts';
import { cursor, logs, marks } from '../db/schema.ts';

/** An event as it was logged, ready to be decoded. */
export type FinalEvent = {
  topics: [Hex, ...Hex[]];
  data: Hex;
  /** Names one telling of it, within Discord's 25 characters. */
  nonce: string;
};

const IDLE_MS = 15_000;
const PAUSE_MS = 2_000;

/** As the database knows who leads here, and how far they came. */
const NAME = 'guard';

/** What is done about an event. Repeating it must change nothing. */
export type OnFinal = (ctx: Context, event: FinalEvent) => Promise<void>;

/**
 * Follows contracts' events at final depth, because what is done on Discord no reorg takes back; as long as this process
 * leads. Events of before the first start are no news. An event may be handed over again after a crash, never left out.
 * @param handlers what is done, by the contract that the event is of
 */
export async function openFinalEvents(ctx: Context, handlers: [of: Address, handle: OnFinal][]) {
  const byAddress = new Map(handlers.map(([of, handle]) => [of.toLowerCase(), handle]));
  const bell = openBell();
  const subscription = await listen(ctx.db, 'guildmint_indexed', () => bell.ring());
  const turns = takeTurns({
    of: NAME,
    db: ctx.db,
    log: ctx.log,
    metrics: ctx.metrics,
    async lead(db, signal) {
      while (!signal.aborted) {
        const rest = await look({ ...ctx, db }).catch((error) => {
          ctx.log.warn({ err: error }, 'the chain’s events could not be acted upon; it is tried again');
          return PAUSE_MS;
        });
        await bell.wait(rest, signal);
      }
    },
  });
  return {
    async close(): Promise<void> {
      await subscription.close();
      await turns.close();
    },
  };

  /** Everything that became final since the last look. The mark moves afterwards: told twice is better than never. */
  async function look(leading: Context): Promise<number> {
    const { db, config } = leading;
    const [head] = await db.select({ number: cursor.number }).from(cursor);
    if (!head) return IDLE_MS;
    const depth = head.number - config.confirmations;
    const [mark] = await db.select().from(marks).where(eq(marks.name, NAME));
    if (!mark) {
      await db.insert(marks).values({ name: NAME, block: depth }).onConflictDoNothing();
      return IDLE_MS;
    }
    if (mark.block >= depth) return IDLE_MS;
    const found = await db
      .select()
      .from(logs)
      .where(
        and(
          gt(logs.block, mark.block),
          lte(logs.block, depth),
          inArray(logs.address, [...byAddress.keys()] as Address[]),
        ),
      )
      .orderBy(asc(logs.block), asc(logs.logIndex));
    for (const log of found) await byAddress.get(log.address)?.(leading, toEvent(log));
    await db.update(marks).set({ block: depth }).where(eq(marks.name, NAME));
    return IDLE_MS;
  }

  function toEvent({ topics, data, txHash, logIndex }: typeof logs.$inferSelect): FinalEvent {
    const words = topics.slice(2).match(/.{64}/g) ?? [];
    return {
      topics: words.map((topic): Hex => `0x${topic}`) as [Hex, ...Hex[]],
      data,
      nonce: keccak256(stringToHex(`${NAME}:${txHash}:${logIndex}`)).slice(2, 26),
    };
  }
}
