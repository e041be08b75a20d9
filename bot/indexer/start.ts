import type { Context } from '../context.ts';
import { migrate } from '../db/migrate.ts';
import { openFollower } from './follower.ts';

const LONGEST_WAIT_MS = 10_000;
/** Somebody dropped the schema while we ran. */
const MISSING_SCHEMA = new Set(['3F000', '42P01']);

/** Mirrors the chain into schema `chain` until closed. A failing step is tried again, ever more slowly. */
export async function startIndexer(ctx: Context) {
  const follower = openFollower(ctx);
  const log = ctx.log.child({ part: 'indexer' });
  let failures = 0;
  let closing = false;
  let wake = () => {};
  let waiters: { resolve: () => void }[] = [];

  async function pass() {
    // Whoever asks from now on is answered by the next pass: this one may have looked at the chain already.
    const asked = waiters;
    waiters = [];
    try {
      while (!closing && (await follower.step())) failures = 0;
      failures = 0;
      for (const { resolve } of asked) resolve();
    } catch (error) {
      waiters = [...asked, ...waiters];
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
  }

  const running = (async () => {
    while (!closing) {
      await pass();
      if (closing) break;
      const backoff = Math.min(LONGEST_WAIT_MS, ctx.config.pollMs * 2 ** Math.min(failures, 10));
      if (waiters.length > 0 && failures === 0) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, backoff);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();

  return {
    /** Number of the block up to which rows speak; −1 before the first. */
    position: follower.position,
    /** Resolves when everything that was on the chain at the time of the call is in the tables. */
    caughtUp: () =>
      new Promise<void>((resolve) => {
        waiters.push({ resolve });
        wake();
      }),
    async close() {
      closing = true;
      wake();
      await running;
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
