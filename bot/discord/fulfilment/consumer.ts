import type { Client } from 'discord.js';
import type { Address } from 'viem';
import { openBell } from '../../chain/bell.ts';
import { takeTurns } from '../../chain/leader.ts';
import type { Faults } from '../../chain/relay.ts';
import type { Context } from '../../context.ts';
import { listen } from '../../db/notify.ts';
import { BY_STAFF } from '../../operations/fulfilments.ts';
import type { Community } from '../community.ts';
import type { Delivery } from '../replies/deliver.ts';
import { purchaseOf, STATE } from './bought.ts';
import { type Desk, Later, move, type Task } from './desk.ts';
import { end } from './end.ts';
import { handOver } from './handOver.ts';
import { recordDeclined, recordGiven } from './record.ts';
import { take } from './take.ts';
import { openTasks } from './work.ts';

/** Every block and every outcome wakes it; this is for times that pass while nothing happens. */
const IDLE_MS = 15_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Hands over what members bought and takes back what has run out, as long as this process is the leader. Every step is
 * stored before the next, and each can be repeated: a crash between any two changes nothing.
 */
export async function openFulfilment(options: {
  ctx: Context;
  client: Client;
  deliver: Delivery;
  communityOf: (guildId: string) => Promise<Community | null>;
  faults?: Faults | undefined;
}) {
  const { ctx, client, deliver, communityOf, faults = { at: () => undefined } } = options;
  const desk: Desk = { ctx, client, rest: client.rest, deliver, communityOf, faults };
  const bell = openBell();
  const pauses = new Map<string, { tries: number; until: number }>();
  const busy = new Map<Address, Promise<void>>();
  const passedOver = new Set<Address>();

  const subscriptions = await Promise.all(
    ['guildmint_indexed', 'guildmint_posts'].map((channel) => listen(ctx.db, channel, () => bell.ring())),
  );
  const unsubscribe = ctx.chain.onOutcome(({ verb }) => {
    if (verb === 'fulfil' || verb === 'refuse') bell.ring();
  });
  const turns = takeTurns({
    of: 'fulfilment',
    db: ctx.db,
    log: ctx.log,
    metrics: ctx.metrics,
    async lead(db, signal) {
      desk.ctx = { ...ctx, db };
      while (!signal.aborted) {
        const rest = await look(signal).catch((error) => {
          ctx.log.error({ err: error }, 'redemptions could not be read; they stay waiting');
          return FIRST_PAUSE_MS;
        });
        await bell.wait(rest, signal);
      }
      await Promise.all(busy.values());
    },
  });

  return {
    async close(): Promise<void> {
      unsubscribe();
      for (const subscription of subscriptions) await subscription.close();
      await turns.close();
    },
  };

  /** Communities are served side by side, so that none waits for another's Discord. @returns milliseconds to rest */
  async function look(signal: AbortSignal): Promise<number> {
    const tasks = await openTasks(ctx);
    const waiting = new Set(tasks.map(keyOf));
    for (const key of pauses.keys()) if (!waiting.has(key)) pauses.delete(key);
    let rest = IDLE_MS;
    for (const [token, own] of Map.groupBy(tasks, (task) => task.token)) {
      const due = own.filter((task) => {
        const left = (pauses.get(keyOf(task))?.until ?? 0) - ctx.clock();
        if (left > 0) rest = Math.min(rest, left);
        return left <= 0;
      });
      if (due.length === 0) continue;
      if (busy.has(token)) {
        passedOver.add(token);
        continue;
      }
      const work = serve(due, signal).finally(() => {
        busy.delete(token);
        if (passedOver.delete(token)) bell.ring();
      });
      busy.set(token, work);
    }
    return rest;
  }

  async function serve(tasks: Task[], signal: AbortSignal) {
    for (const task of tasks) {
      if (signal.aborted) return;
      const key = keyOf(task);
      try {
        await advance(task);
        pauses.delete(key);
      } catch (error) {
        const tries = (pauses.get(key)?.tries ?? 0) + 1;
        const growing = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
        const retryInMs = (error instanceof Later && error.ms) || growing;
        pauses.set(key, { tries, until: ctx.clock() + retryInMs });
        const about = { err: error, token: task.token, purchase: task.purchase, retryInMs };
        ctx.log.warn(about, 'a redemption could not be brought further; it stays waiting');
        bell.ring();
      }
    }
  }

  /** As far as it goes: what waits for the chain comes again with its outcome. */
  async function advance(task: Task): Promise<void> {
    if (task.row?.state === 'fulfilled') return end(desk, task, task.row);
    if (task.row?.reason === BY_STAFF) return decidedByStaff(task);
    let row = task.row ?? (await take(desk, task));
    if (row?.state === 'taken' && row.reason !== BY_STAFF) row = await handOver(desk, { ...task, row }, row);
    if (row?.state === 'given') await recordGiven(desk, { ...task, row }, row);
    if (row?.state === 'declined') await recordDeclined(desk, { ...task, row }, row);
  }

  async function decidedByStaff({ row, ...id }: Task) {
    const { state } = await purchaseOf(ctx, id);
    if (row) await move(desk, row, { state: state === STATE.fulfilled ? 'fulfilled' : 'refused' });
  }
}

const keyOf = ({ token, purchase }: Task) => `${token}:${purchase}`;
