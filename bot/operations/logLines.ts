/** What the operator reads of the log without a shell: what went wrong, and what people did with a right to. */
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { logLines } from '../db/schema.ts';
import { getInstallation } from './installation.ts';

export const LOG_LEVELS = ['act', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type LogLine = typeof logLines.$inferSelect;
export type NewLine = Omit<typeof logLines.$inferInsert, 'id'>;

/** Lines that are kept at most, whatever their age. */
export const MOST_LINES = 5_000;
const DAY_MS = 86_400_000;

/** Keeps lines, and lets go of those that are too many or too old. */
export async function keepLines(ctx: Pick<Context, 'db' | 'clock'>, lines: NewLine[]): Promise<void> {
  const { logDays } = await getInstallation(ctx);
  await ctx.db.transaction(async (tx) => {
    await tx.insert(logLines).values(lines);
    await tx.delete(logLines).where(sql`${logLines.id} <= (select max(l.id) from ${logLines} l) - ${MOST_LINES}`);
    await tx.delete(logLines).where(lt(logLines.at, new Date(ctx.clock() - logDays * DAY_MS)));
  });
}

/** Notes what somebody did. @param act.userId Discord id, or `operator` */
export async function noteAct(
  ctx: Pick<Context, 'db' | 'clock'>,
  { userId, message, details = {} }: { userId: string; message: string; details?: Record<string, string> },
): Promise<void> {
  await keepLines(ctx, [{ at: new Date(ctx.clock()), level: 'act', message, details, userId }]);
}

/** The latest first. @param input.before number of a line */
export async function getLogLines(
  { db }: Pick<Context, 'db'>,
  { level, before, limit }: { level?: LogLevel | undefined; before?: number | undefined; limit: number },
): Promise<LogLine[]> {
  const chosen = level === undefined ? undefined : eq(logLines.level, level);
  const older = before === undefined ? undefined : lt(logLines.id, before);
  return db.select().from(logLines).where(and(chosen, older)).orderBy(desc(logLines.id)).limit(limit);
}

/** Forgets all lines; who did so stands in the first one after. @returns how many there were */
export async function clearLogLines(
  ctx: Pick<Context, 'db' | 'clock'>,
  { userId }: { userId: string },
): Promise<number> {
  const gone = await ctx.db.delete(logLines).returning({ id: logLines.id });
  await noteAct(ctx, { userId, message: 'the log was cleared', details: { lines: `${gone.length}` } });
  return gone.length;
}
