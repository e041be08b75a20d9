import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { takeTurns } from '../chain/leader.ts';
import type { Context } from '../context.ts';
import { backUp } from './backUp.ts';

const DAY = 86_400_000;
/** How often it is looked whether one is due. */
const LOOK_MS = 60_000;

/**
 * Backs up once a day, on one server of those that share the database; at once where the last one is older than that.
 * One that fails is told, counted, and tried again a minute later.
 */
export function startDailyBackups(ctx: Context, options: { dir: string; hour: number; keep: number }) {
  const { log, metrics, clock } = ctx;

  async function look() {
    await mkdir(options.dir, { recursive: true, mode: 0o700 });
    const newest = (await backupsIn(options.dir)).at(-1);
    const made = newest ? (await stat(newest)).mtimeMs : 0;
    if (newest) metrics.backupAt.set(made / 1000);
    if (made >= lastDue(clock(), options.hour)) return;
    const began = clock();
    const { file, rows } = await backUp({ ...ctx, ...ctx.chain, folder: options.dir });
    metrics.backupAt.set(clock() / 1000);
    log.info({ file, rows, ms: clock() - began }, 'backed up');
    for (const old of (await backupsIn(options.dir)).slice(0, -options.keep)) await rm(old);
  }

  return takeTurns({
    of: 'backup',
    db: ctx.db,
    log,
    metrics,
    async lead(_db, signal) {
      while (!signal.aborted) {
        await look().catch((error) => {
          metrics.backupFailures.inc();
          log.error({ err: error, folder: options.dir }, 'the daily backup failed and is tried again');
        });
        await wait(LOOK_MS, undefined, { signal }).catch(() => undefined);
      }
    },
  });
}

/** When the last backup should have begun. @param hour of the day, UTC */
export function lastDue(now: number, hour: number): number {
  const today = Math.floor(now / DAY) * DAY + hour * 3_600_000;
  return today <= now ? today : today - DAY;
}

/** Oldest first: their names begin with their time. */
async function backupsIn(dir: string): Promise<string[]> {
  const names = await readdir(dir);
  return names
    .filter((name) => /^guildmint-.*\.backup$/.test(name))
    .sort()
    .map((name) => join(dir, name));
}
