import { openBell } from '../chain/bell.ts';
import { subscribeHeads } from '../chain/heads.ts';
import { takeTurns } from '../chain/leader.ts';
import type { Context } from '../context.ts';
import { migrate } from '../db/migrate.ts';
import { listen } from '../db/notify.ts';
import { readCursor } from './cursor.ts';
import { openFollower } from './follower.ts';

const LONGEST_WAIT_MS = 10_000;
/** Somebody dropped the schema while we ran. */
const MISSING_SCHEMA = new Set(['3F000', '42P01']);

/**
 * Mirrors the chain into schema `chain` until closed. Of several servers on one database one does; the others stand by and
 * know how far it is. A failing step is tried again, ever more slowly.
 */
export async function startIndexer(ctx: Context) {
  const log = ctx.log.child({ part: 'indexer' });
  const closing = new AbortController();
  const [leads, standsBy] = [openBell(), openBell()];
  let leading = () => false;
  let position = -1;
  let failures = 0;
  let waiters: { resolve: () => void }[] = [];

  const subscription = await listen(ctx.db, 'guildmint_indexed', (block) => {
    if (!leading()) {
      if (block !== '') position = Number(block);
      standsBy.ring();
    }
  });
  const turns = takeTurns({
    of: 'indexer',
    db: ctx.db,
    log,
    metrics: ctx.metrics,
    async lead(db, signal) {
      const follower = openFollower({ ...ctx, db });
      signal.addEventListener('abort', follower.stop, { once: true });
      const url = ctx.config.rpcWsUrl;
      if (url) subscribeHeads({ url, log, metrics: ctx.metrics, signal, heard: leads.ring });
      while (!signal.aborted) {
        await pass(follower, signal);
        const backoff = Math.min(LONGEST_WAIT_MS, ctx.config.pollMs * 2 ** Math.min(failures, 10));
        await leads.wait(backoff, signal, failures > 0);
      }
    },
  });
  leading = turns.leading;
  const standing = standBy();

  /** Whoever waits for rows that another server makes is answered from the cursor. */
  async function standBy() {
    await turns.looked;
    while (!closing.signal.aborted) {
      if (!leading()) await look().catch(failed);
      const waiting = waiters.length > 0 && !leading();
      await standsBy.wait(waiting ? ctx.config.pollMs : LONGEST_WAIT_MS, closing.signal);
    }
  }

  async function look() {
    const asked = waiters;
    const head = asked.length > 0 ? Number(await ctx.chain.client.getBlockNumber()) : 0;
    const stored = await readCursor(ctx.db);
    if (!stored || leading()) return;
    position = stored.cursor.number;
    if (position < head) return;
    waiters = waiters.filter((waiter) => !asked.includes(waiter));
    for (const { resolve } of asked) resolve();
  }

  async function pass(follower: ReturnType<typeof openFollower>, signal: AbortSignal) {
    // Whoever asks from now on is answered by the next pass: this one may have looked at the chain already.
    const asked = waiters;
    waiters = [];
    try {
      let more = true;
      while (more && !signal.aborted) {
        more = await follower.step();
        position = follower.position();
        failures = 0;
      }
      if (more) waiters = [...asked, ...waiters];
      else for (const { resolve } of asked) resolve();
    } catch (error) {
      waiters = [...asked, ...waiters];
      if (!signal.aborted) await failed(error);
    }
  }

  async function failed(error: unknown) {
    failures++;
    ctx.metrics.indexerFailures.inc();
    const code = causeCode(error);
    if (code && MISSING_SCHEMA.has(code)) {
      log.warn('schema chain is gone: it is made and filled again');
      await migrate(ctx.db).catch((cause) => log.error({ err: cause }, 'schema chain could not be made'));
      return;
    }
    log.debug({ err: error }, 'indexing failed');
    log[failures > 3 ? 'error' : 'warn']({ reason: reasonOf(error), failures }, 'indexing failed and is tried again');
  }

  return {
    /** Number of the block up to which rows speak; −1 before the first. */
    position: () => position,
    /** Whether this server is the one that makes the rows. */
    leading,
    /** Resolves when everything that was on the chain at the time of the call is in the tables. */
    caughtUp: () =>
      new Promise<void>((resolve) => {
        waiters.push({ resolve });
        leads.ring();
        standsBy.ring();
      }),
    async close() {
      closing.abort();
      await turns.close();
      await standing;
      await subscription.close();
      for (const { resolve } of waiters) resolve();
    },
  };
}

/** PostgreSQL's error code; drizzle wraps the driver's error. */
function causeCode(error: unknown): string | undefined {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return cause?.code ?? code;
}

function reasonOf(error: unknown): string {
  const { shortMessage, message, cause } = error as Error & { shortMessage?: string };
  const reason = shortMessage ?? message;
  return cause instanceof Error ? `${reason.slice(0, 200)}: ${cause.message.slice(0, 200)}` : reason;
}
