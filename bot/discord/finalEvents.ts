import { eq } from 'drizzle-orm';
import {
  type Abi,
  type Address,
  type ContractEventName,
  encodeEventTopics,
  type Hex,
  keccak256,
  stringToHex,
} from 'viem';
import type { Log } from '../chain/log.ts';
import { type Kind, readRawOf } from '../chain/raw.ts';
import type { Context } from '../context.ts';
import { cursor, guilds, marks } from '../db/schema.ts';
import type { Work } from './leading.ts';

/** An event as it was logged, ready to be decoded. */
export type FinalEvent = {
  /** The contract. */
  address: Address;
  topics: [Hex, ...Hex[]];
  data: Hex;
  /** Names one telling of it, within Discord's 25 characters. */
  nonce: string;
};

/** What is done about an event. Repeating it must change nothing. */
export type OnFinal = (ctx: Context, event: FinalEvent) => Promise<void>;

/** Whose events are handled, how, and which of them; all where nothing is said. */
type Handler = [of: Address, handle: OnFinal, only?: Hex[]];

/** What the named events begin with. */
export const topicsOf = <const A extends Abi>(abi: A, names: ContractEventName<A>[]): Hex[] =>
  names.map((eventName) => encodeEventTopics({ abi: abi as Abi, eventName })[0] as Hex);

/** As the database knows how far it came. */
const NAME = 'guard';
const IDLE_MS = 15_000;

/**
 * Follows contracts' events at final depth, because what is done on Discord no reorg takes back. Events of before the first
 * start are no news. An event may be handed over again after a crash, never left out.
 * @param handlers what is done, by the contract that the event is of
 * @param ofTokens the same by an event's first topic, for the tokens of all communities here
 */
export function finalEvents(handlers: Handler[], ofTokens: [topic: Hex, handle: OnFinal][]): Work {
  const byAddress = Map.groupBy(handlers, ([of]) => of.toLowerCase());
  const byTopic = Map.groupBy(ofTokens, ([topic]) => topic);
  const ofContracts = handlers.flatMap(([of, , only]): Kind[] => {
    const address = of.toLowerCase() as Address;
    return only ? only.map((topic) => ({ address, topic })) : [{ address }];
  });
  const kinds = [...ofContracts, ...[...byTopic.keys()].map((topic) => ({ topic }))];

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
    const theirs = await db.select({ token: guilds.token }).from(guilds);
    const tokens = new Set(theirs.map(({ token }) => token));
    for (const log of await readRawOf(db, { first: mark.block + 1, last: depth }, kinds)) {
      const event = toEvent(log);
      const [topic] = event.topics;
      const concerned = byAddress.get(log.address)?.filter(([, , only]) => !only || only.includes(topic));
      const ofToken = tokens.has(log.address) ? byTopic.get(topic) : undefined;
      for (const [, handle] of concerned ?? ofToken ?? []) await handle(ctx, event);
    }
    // The mark moves after the telling: told twice is better than never.
    await db.update(marks).set({ block: depth }).where(eq(marks.name, NAME));
    return IDLE_MS;
  };
}

function toEvent({ address, topics, data, txHash, logIndex }: Log): FinalEvent {
  return {
    address,
    topics: topics as FinalEvent['topics'],
    data,
    nonce: keccak256(stringToHex(`${NAME}:${txHash}:${logIndex}`)).slice(2, 26),
  };
}
