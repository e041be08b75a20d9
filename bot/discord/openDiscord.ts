import { setTimeout as delay } from 'node:timers/promises';
import type { Faults } from '../chain/relay.ts';
import type { Context } from '../context.ts';
import { listen } from '../db/notify.ts';
import { RECONNECT } from '../operations/installation.ts';
import { SETTINGS_CHANGED } from '../operations/settings.ts';
import { neededIntents } from './intents.ts';
import { startDiscord } from './start.ts';

const RETRY_MS = 10_000;

/**
 * The connection to Discord. It is made anew when the operator asks, on every server at once, and as soon as a community
 * wants what Discord was not asked to tell, because what a connection tells is settled when it is opened. The old one serves
 * until the new one does; what both hear counts once, as with two servers.
 */
export function openDiscord(ctx: Context, faults: Faults | undefined) {
  const ending = new AbortController();
  let discord: Awaited<ReturnType<typeof startDiscord>> | null = null;
  /** What was asked for last, whether Discord agreed to it or not: it is not asked for the same again and again. */
  let asked: number[] = [];
  let work: Promise<unknown> = Promise.resolve();
  const listening: { close(): Promise<void> }[] = [];

  return {
    /** What the API asks of it; null until it is connected for the first time. */
    port: () => discord?.port ?? null,
    /** @throws FatalError where Discord does not let the bot in */
    async start(): Promise<void> {
      await connect();
      const requested = await listen(ctx.db, RECONNECT, (payload) => {
        // A gap in listening is no wish of anybody.
        if (payload !== '') inTurn(reconnect);
      });
      listening.push(requested, await listen(ctx.db, SETTINGS_CHANGED, () => inTurn(widen)));
    },
    async close(): Promise<void> {
      ending.abort();
      for (const each of listening) await each.close();
      await work;
      await discord?.close();
    },
  };

  function inTurn(act: () => Promise<void>) {
    work = work
      .then(() => (ending.signal.aborted ? undefined : act()))
      .catch((error) => {
        ctx.log.error({ err: error }, 'Discord could not be connected anew: the bot goes on as it was');
      });
  }

  async function connect() {
    const intents = await neededIntents(ctx);
    asked = intents.asked;
    const before = discord;
    discord = await startDiscord(ctx, { intents, faults });
    if (!before) return;
    await before.close();
    // What the old one alone had heard of would wait for the next report.
    await discord.takeUp();
  }

  async function reconnect() {
    for (const before = discord; discord === before && !ending.signal.aborted; ) {
      try {
        await connect();
        ctx.log.info('connected to Discord anew');
      } catch (error) {
        ctx.log.error({ err: error }, 'Discord could not be connected anew: it is tried again');
        await delay(RETRY_MS, null, { signal: ending.signal }).catch(() => null);
      }
    }
  }

  /** What nobody wants any more is left out from the next connection on. */
  async function widen() {
    const needed = await neededIntents(ctx);
    if (needed.asked.every((intent) => asked.includes(intent))) return;
    await connect();
    ctx.log.info('connected to Discord anew: a community wants more of it than was asked for');
  }
}
