/** The faces' side of the outbox: putting operations in, and hearing what becomes of them. */
import { sql } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import { z } from 'zod';
import type { Database, Transaction } from '../db/database.ts';
import { listen } from '../db/notify.ts';
import { cursor, outbox } from '../db/schema.ts';
import type { Outcome } from './chain.ts';
import { announce, OUTBOX_CHANNEL } from './relay.ts';
import type { Revert } from './revert.ts';
import { sentenceFor, type Unit } from './sentences.ts';

export type Entry = {
  id: string;
  verb: string;
  token: Address | null;
  userId: string;
  account: Address;
  kind: 'call' | 'direct';
  target: Address;
  data: Hex;
  gas: number;
  proof?: Hex | null;
};

/** @returns false if the id was already there */
export async function enqueue(db: Database, tx: Transaction | undefined, entry: Entry, at: Date): Promise<boolean> {
  const insert = async (tx: Transaction) => {
    const added = await tx
      .insert(outbox)
      .values({ ...entry, createdAt: at, updatedAt: at })
      .onConflictDoNothing({ target: outbox.id })
      .returning({ id: outbox.id });
    await announce(
      tx,
      added.map(({ id }) => id),
    );
    return added.length === 1;
  };
  return tx ? insert(tx) : db.transaction(insert);
}

const messageOf = z.array(z.string());

type Waiter = { outcome: Outcome | null; look(): void };

/**
 * Follows the outbox by notifications, so that changes made by any server on the same database are heard.
 * @param options.unitOf how a community's amounts are written
 * @param options.onQueued something waits to be relayed
 */
export async function openOutcomes(options: {
  db: Database;
  unitOf: (token: Address) => Promise<Unit>;
  onQueued: () => void;
  onError: (error: unknown) => void;
}) {
  const { db, unitOf, onQueued, onError } = options;
  const listeners = new Set<(outcome: Outcome) => void>();
  const waiters = new Map<string, Set<Waiter>>();
  const changed = new Set<string>();
  let indexed = -1;
  let pumping: Promise<void> | null = null;

  async function read(ids: string[]): Promise<Outcome[]> {
    const { id, verb, state, txHash, block, token, error } = outbox;
    const rows = await db
      .select({ id, verb, state, txHash, block, token, error })
      .from(outbox)
      .where(sql`${id} = any(${sql.param(ids)}::text[])`)
      .orderBy(outbox.position);
    return Promise.all(
      rows.map(async ({ id, verb, state, txHash, block, token, error }) => ({
        id,
        verb,
        state,
        txHash,
        block,
        error: error && state === 'failed' ? await inWords(error, token) : null,
      })),
    );
  }

  async function inWords(error: Revert, token: Address | null) {
    const unit = token && (await unitOf(token));
    return { ...error, unit, sentence: sentenceFor(error, unit) };
  }

  /** Reads what changed and tells everybody, one reading after the other: nobody hears an older state after a newer. */
  async function pump() {
    while (changed.size > 0) {
      const ids = [...changed].slice(0, 500);
      for (const id of ids) changed.delete(id);
      const outcomes = await read(ids);
      for (const outcome of outcomes) {
        if (outcome.state === 'queued') onQueued();
        for (const waiter of waiters.get(outcome.id) ?? []) {
          waiter.outcome = outcome;
          waiter.look();
        }
        for (const listener of listeners) tell(listener, outcome);
      }
    }
  }

  function tell(listener: (outcome: Outcome) => void, outcome: Outcome) {
    try {
      listener(outcome);
    } catch (error) {
      onError(error);
    }
  }

  function pumpSoon() {
    pumping ??= pump()
      .catch(onError)
      .finally(() => {
        pumping = null;
        if (changed.size > 0) pumpSoon();
      });
  }

  async function readIndexed() {
    const [row] = await db.select({ number: cursor.number }).from(cursor);
    indexed = row?.number ?? -1;
    for (const set of waiters.values()) for (const waiter of set) waiter.look();
  }

  const subscriptions = [
    await listen(db, OUTBOX_CHANNEL, (ids) => {
      // After a gap in the connection nobody knows what changed: those who wait look again.
      if (ids === '') {
        for (const waiting of waiters.keys()) changed.add(waiting);
        onQueued();
      } else for (const id of messageOf.parse(JSON.parse(ids))) changed.add(id);
      pumpSoon();
    }),
    await listen(db, 'guildmint_indexed', (block) => {
      if (block === '') return void readIndexed().catch(onError);
      indexed = Number(block);
      for (const set of waiters.values()) for (const waiter of set) waiter.look();
    }),
  ];
  await readIndexed();

  const isSettled = ({ state, block }: Outcome) =>
    state === 'failed' || ((state === 'mined' || state === 'final') && block !== null && block <= indexed);

  return {
    inWords,
    async outcome(id: string) {
      return (await read([id]))[0] ?? null;
    },
    onOutcome(listener: (outcome: Outcome) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async settled(id: string, timeoutMs: number): Promise<Outcome> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const waiter: Waiter = { outcome: null, look: () => waiter.outcome && isSettled(waiter.outcome) && resolve() };
      const set = waiters.get(id) ?? new Set();
      waiters.set(id, set.add(waiter));
      const timer = setTimeout(resolve, timeoutMs);
      try {
        // Heard from now on, so nothing falls between this reading and the first notification.
        const first = (await read([id]))[0];
        if (!first) throw new Error(`There is no operation ${id}.`);
        waiter.outcome ??= first;
        waiter.look();
        await promise;
        return waiter.outcome;
      } finally {
        clearTimeout(timer);
        set.delete(waiter);
        if (set.size === 0) waiters.delete(id);
      }
    },
    async close() {
      for (const subscription of subscriptions) await subscription.close();
      await pumping;
    },
  };
}
