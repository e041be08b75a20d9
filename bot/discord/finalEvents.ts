import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm';
import { type Address, type Hex, keccak256, stringToHex } from 'viem';
import type { Context } from '../context.ts';
import { cursor, logs, marks } from '../db/schema.ts';
import type { Work } from './leading.ts';

/** An event as it was logged, ready to be decoded. */
export type FinalEvent = {
  topics: [Hex, ...Hex[]];
  data: Hex;
  /** Names one telling of it, within Discord's 25 characters. */
  nonce: string;
};

/** What is done about an event. Repeating it must change nothing. */
export type OnFinal = (ctx: Context, event: FinalEvent) => Promise<void>;

/** As the database knows how far it came. */
const NAME = 'guard';
const IDLE_MS = 15_000;

/**
 * Follows contracts' events at final depth, because what is done on Discord no reorg takes back. Events of before the first
 * start are no news. An event may be handed over again after a crash, never left out.
 * @param handlers what is done, by the contract that the event is of
 */
export function finalEvents(handlers: [of: Address, handle: OnFinal][]): Work {
  const byAddress = new Map(handlers.map(([of, handle]) => [of.toLowerCase(), handle]));

  return async function look(ctx) {
    const { db, config } = ctx;
    const [head] = await db.select({ number: cursor.number }).from(cursor);
    if (!head) return IDLE_MS;
    const depth = head.number - config.confirmations;
    const [mark] = await db.select().from(marks).where(eq(marks.name, NAME));
    if (!mark) {
      await db.insert(marks).values({ name: NAME, block: depth }).onConflictDoNothing();
      return IDLE_MS;
    }
    if (mark.block >= depth) return IDLE_MS;
    const ours = inArray(logs.address, [...byAddress.keys()] as Address[]);
    const found = await db
      .select()
      .from(logs)
      .where(and(gt(logs.block, mark.block), lte(logs.block, depth), ours))
      .orderBy(asc(logs.block), asc(logs.logIndex));
    for (const log of found) await byAddress.get(log.address)?.(ctx, toEvent(log));
    // The mark moves after the telling: told twice is better than never.
    await db.update(marks).set({ block: depth }).where(eq(marks.name, NAME));
    return IDLE_MS;
  };
}

function toEvent({ topics, data, txHash, logIndex }: typeof logs.$inferSelect): FinalEvent {
  const words = topics.slice(2).match(/.{64}/g) ?? [];
  return {
    topics: words.map((topic): Hex => `0x${topic}`) as [Hex, ...Hex[]],
    data,
    nonce: keccak256(stringToHex(`${NAME}:${txHash}:${logIndex}`)).slice(2, 26),
  };
}
