/** What the operator must hear at once goes to an address of theirs: a chat's incoming webhook, a pager, a script. */
import { setTimeout as timer } from 'node:timers/promises';
import type { Logger } from 'pino';

/** `low-balance`, `balance-restored`, `sentinel-alarm`, `signer-refusal`. */
export type Tell = (kind: string, text: string) => void;

const PATIENCE_MS = 10_000;
const LONGEST_REST_MS = 60_000;
/** About half an hour of trying. */
const TRIES = 36;
/** What waits to be told while nobody answers; the log has all of it. */
const MOST_WAITING = 100;

/**
 * POSTs `{ kind, text, content, at }`, one after the other; `content` is the text once more, as Discord's webhooks want it.
 * What is not taken with a 2xx is tried again, ever later.
 * @param options.url nobody is told where absent
 * @param options.firstRestMs before the second try
 */
export function openOperatorHook(options: {
  url: string | undefined;
  log: Logger;
  clock: () => number;
  firstRestMs?: number;
}): { tell: Tell; close(): Promise<void> } {
  const { url, log, clock, firstRestMs = 1000 } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const waiting: { kind: string; body: string }[] = [];
  let telling: Promise<void> | null = null;

  async function post(body: string) {
    const headers = { 'content-type': 'application/json' };
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    const { ok, status } = await fetch(url!, { method: 'POST', headers, body, signal: patience, redirect: 'error' });
    if (!ok) throw new Error(`It answers ${status}.`);
  }

  async function deliver({ kind, body }: { kind: string; body: string }) {
    for (let failures = 0; !signal.aborted; ) {
      try {
        return await post(body);
      } catch (error) {
        if (signal.aborted) return;
        const why = error instanceof Error ? error.message : 'unknown';
        if (++failures === TRIES) return log.error({ kind, why }, 'the operator could not be told');
        if (failures === 1) log.warn({ kind, why }, 'the operator’s webhook did not take a message; it is tried again');
        const rest = Math.min(LONGEST_REST_MS, firstRestMs * 2 ** (failures - 1));
        await timer(rest, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async function deliverAll() {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) await deliver(next);
    telling = null;
  }

  return {
    tell(kind, text) {
      if (!url || signal.aborted) return;
      if (waiting.length >= MOST_WAITING) return log.error({ kind }, 'too much waits to be told to the operator');
      waiting.push({ kind, body: JSON.stringify({ kind, text, content: text, at: new Date(clock()).toISOString() }) });
      telling ??= deliverAll();
    },
    async close() {
      closing.abort();
      await telling;
    },
  };
}
