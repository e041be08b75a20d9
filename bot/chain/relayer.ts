/** The loop that carries operations to the chain: one leader, a few transactions on their way, everything stored first. */
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { batches, outbox, transactions } from '../db/schema.ts';
import { FatalError } from '../errors.ts';
import type { Bell } from './bell.ts';
import { buildNext } from './build.ts';
import { checkGenesis } from './deployment.ts';
import { followAll } from './follow.ts';
import { takeTurns } from './leader.ts';
import { announce, type BatchRow, type Line, type Memory, type Relay } from './relay.ts';
import { watch } from './reorg.ts';

/** Every change of the outbox rings the bell; this is for the one that got lost. */
const IDLE_MS = 5000;
const LONGEST_BACKOFF_MS = 10_000;

/**
 * Batches on their way at a time, a stored receipt being the end of the way: while the chain takes its time for one, the
 * next are made. Nodes hold at least 16 of a wallet.
 */
const WINDOW = 12;

type Shared = Omit<Relay, 'db' | 'memoryOf' | 'line' | 'wake'>;

/**
 * Relays as long as this process is the leader.
 * @param options.onFatal gets what only a person can mend; the relayer has stopped then
 */
export function startRelayer(options: {
  shared: Shared;
  db: Database;
  bell: Bell;
  onFatal: (error: FatalError) => void;
}) {
  const { shared, db, bell, onFatal } = options;
  return takeTurns({
    of: 'relayer',
    db,
    log: shared.log,
    metrics: shared.metrics,
    async lead(own, signal) {
      const relay: Relay = { ...shared, db: own, memoryOf: openMemory(), line: openLine(), wake: bell.ring };
      let failures = 0;
      let orphaned = true;
      while (!signal.aborted) {
        let rest = LONGEST_BACKOFF_MS;
        try {
          if (orphaned) await dropOtherChains(relay);
          orphaned = false;
          rest = await tick(relay);
          failures = 0;
        } catch (error) {
          if (signal.aborted) break;
          const fatal = error instanceof FatalError ? error : await chainReset(relay);
          if (fatal) return onFatal(fatal);
          relay.line.head = null;
          rest = Math.min(LONGEST_BACKOFF_MS, shared.timing.pollMs * 2 ** failures++);
          shared.log.warn({ err: error, retryInMs: rest }, 'relaying was interrupted');
        }
        await bell.wait(rest, signal, failures > 0);
      }
      await relay.line.sent;
    },
  });
}

/** One look at everything. @returns milliseconds until the next, if nobody rings before */
async function tick(relay: Relay): Promise<number> {
  const { timing } = relay;
  const { underWay, mined } = await lookUp(relay);
  const open = underWay.map(({ batch }) => batch);
  const going = open.length > 0;
  let filling: Promise<unknown> = Promise.resolve();
  // As long as all goes well the next batches are made while receipts of the last ones are fetched and stored.
  const refill = () => {
    if (!going || relay.line.head === null) return;
    filling = filling.then(() => fill(relay, open));
    filling.catch(() => undefined);
  };
  refill();
  const still = await followAll(relay, underWay, {
    filling: () => filling,
    done(batch) {
      open.splice(open.indexOf(batch), 1);
      refill();
    },
  }).finally(() => filling);
  const settling = mined || (relay.confirmations > 0 && still < underWay.length);
  const watching = settling && (await watch(relay));
  const said = await fill(relay, open);
  if (said === 'sent') return 0;
  return open.length > 0 || watching || said === 'wait' ? timing.pollMs : IDLE_MS;
}

/** What is on its way, oldest first, and whether anything mined may still come undone. */
async function lookUp({ db, deployment, line }: Relay) {
  const states = await db
    .select({ id: batches.id, state: batches.state })
    .from(batches)
    .where(and(eq(batches.genesis, deployment.genesis), inArray(batches.state, ['signed', 'broadcast', 'mined'])))
    .orderBy(asc(batches.id));
  const open = new Map(states.filter(({ state }) => state !== 'mined').map(({ id, state }) => [id, state] as const));
  for (const id of line.underWay.keys()) if (!open.has(id)) line.underWay.delete(id);
  const unknown = [...open.keys()].filter((id) => !line.underWay.has(id));
  if (unknown.length > 0) {
    const [rows, attempts] = await Promise.all([
      db.select().from(batches).where(inArray(batches.id, unknown)),
      db
        .select()
        .from(transactions)
        .where(inArray(transactions.batch, unknown))
        .orderBy(asc(transactions.createdAt), asc(transactions.nonce), asc(transactions.feePerGas)),
    ]);
    const byBatch = Map.groupBy(attempts, ({ batch }) => batch);
    for (const batch of rows) line.underWay.set(batch.id, { batch, attempts: byBatch.get(batch.id) ?? [] });
  }
  const underWay = Array.from(open, ([id, state]) => {
    const one = line.underWay.get(id)!;
    one.batch.state = state;
    return one;
  });
  return { underWay, mined: open.size < states.length };
}

/** Sends until nothing waits or enough is on its way. */
async function fill(relay: Relay, open: BatchRow[]) {
  let said: Awaited<ReturnType<typeof buildNext>> = 'idle';
  for (let turn = 0; turn < WINDOW && open.length < WINDOW; turn++) {
    // What a wallet could not pay for, or nobody has taken yet, goes before anything new.
    if (open.some(({ id }) => relay.memoryOf(id).unpaid)) return 'wait';
    said = await buildNext(relay, open);
    if (said !== 'sent') return said;
  }
  return open.length < WINDOW ? said : 'idle';
}

/** Whether the trouble is that the chain began anew. */
async function chainReset({ client, deployment }: Relay): Promise<FatalError | null> {
  try {
    await checkGenesis(client, deployment);
    return null;
  } catch (error) {
    return error instanceof FatalError ? error : null;
  }
}

/** What was on its way to a chain that is gone will not arrive. */
async function dropOtherChains(relay: Relay) {
  const { db, deployment } = relay;
  await db.transaction(async (tx) => {
    const dropped = await tx
      .update(batches)
      .set({ state: 'failed' })
      .where(and(ne(batches.genesis, deployment.genesis), inArray(batches.state, ['signed', 'broadcast', 'mined'])))
      .returning({ id: batches.id });
    if (dropped.length === 0) return;
    const lost = await tx
      .update(outbox)
      .set({ state: 'failed', error: { name: 'ChainRestarted', args: {} }, updatedAt: new Date(relay.clock()) })
      .where(
        and(
          inArray(outbox.state, ['signed', 'broadcast', 'mined']),
          inArray(
            outbox.batch,
            dropped.map(({ id }) => id),
          ),
        ),
      )
      .returning({ id: outbox.id });
    await announce(
      tx,
      lost.map(({ id }) => id),
    );
  });
}

function openMemory(): Relay['memoryOf'] {
  const memories = new Map<number, Memory>();
  return (batch) => {
    let memory = memories.get(batch);
    if (!memory) {
      memory = {
        sending: false,
        handedOver: false,
        sentAt: 0,
        movedAt: 0,
        unpaid: false,
        oddSince: null,
        underpriced: false,
        reverts: 0,
        notBefore: 0,
      };
      memories.set(batch, memory);
      // Only the newest are ever under way.
      if (memories.size > 1000) memories.delete(memories.keys().next().value!);
    }
    return memory;
  };
}

const openLine = (): Line => ({
  head: null,
  underWay: new Map(),
  sent: Promise.resolve(),
  missing: new Map(),
  stuckAt: new Map(),
  broke: false,
});
