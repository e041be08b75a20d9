/** The loop that carries operations to the chain: one leader, one transaction on its way, everything stored first. */
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { batches, outbox } from '../db/schema.ts';
import { FatalError } from '../errors.ts';
import type { Bell } from './bell.ts';
import { buildNext } from './build.ts';
import { checkGenesis } from './deployment.ts';
import { follow } from './follow.ts';
import { takeTurns } from './leader.ts';
import { announce, type Memory, type Relay } from './relay.ts';
import { watch } from './reorg.ts';

/** Every change of the outbox rings the bell; this is for the one that got lost. */
const IDLE_MS = 5000;
const LONGEST_BACKOFF_MS = 10_000;

type Shared = Omit<Relay, 'db' | 'memoryOf'>;

/**
 * Relays as long as this process is the leader.
 * @param options.onFatal gets what only a person can mend; the relayer has stopped then
 */
export function startRelayer(options: {
  shared: Shared;
  db: Database;
  databaseUrl: string;
  bell: Bell;
  onFatal: (error: FatalError) => void;
}) {
  const { shared, db, databaseUrl, bell, onFatal } = options;
  return takeTurns({
    of: 'relayer',
    db,
    database: { connectionString: databaseUrl },
    log: shared.log,
    metrics: shared.metrics,
    async lead(own, signal) {
      const relay: Relay = { ...shared, db: own, memoryOf: openMemory() };
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
          if (signal.aborted) return;
          const fatal = error instanceof FatalError ? error : await chainReset(relay);
          if (fatal) return onFatal(fatal);
          rest = Math.min(LONGEST_BACKOFF_MS, shared.timing.pollMs * 2 ** failures++);
          shared.log.warn({ err: error, retryInMs: rest }, 'relaying was interrupted');
        }
        await bell.wait(rest, signal, failures > 0);
      }
    },
  });
}

/** One look at everything. @returns milliseconds until the next, if nobody rings before */
async function tick(relay: Relay): Promise<number> {
  const { db, deployment, timing } = relay;
  const underWay = await db
    .select()
    .from(batches)
    .where(and(eq(batches.genesis, deployment.genesis), inArray(batches.state, ['signed', 'broadcast'])))
    .orderBy(asc(batches.id));
  let waiting = false;
  for (const batch of underWay) waiting = (await follow(relay, batch)) || waiting;
  const watching = await watch(relay);
  if (!waiting) {
    const built = await buildNext(relay);
    if (built === 'sent') return 0;
    if (built === 'wait') return timing.pollMs;
  }
  return waiting || watching ? timing.pollMs : IDLE_MS;
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
      memory = { sentAt: 0, oddSince: null, underpriced: false, reverts: 0, notBefore: 0 };
      memories.set(batch, memory);
      // Only the newest are ever under way.
      if (memories.size > 1000) memories.delete(memories.keys().next().value!);
    }
    return memory;
  };
}
